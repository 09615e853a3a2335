//! The guide: a section for each job, and sections on running in production.
//!
//! - [`jobs`]: find, hibernate, wait, edit, deploy, roles, users, tokens, environment objects, logs, audit logs
//! - [`configuration`]: the client's settings and their defaults
//! - [`errors`]: errors, retries, rate limits and timeouts
//! - [`testing`]: unit tests with canned responses, tests over HTTP with a fake
//! - [`running`]: tracing, synchronous programs, several runtimes, TLS, the first build
//! - [`migration`]: from v1beta1 to v1, by operation and by member
//!
//! For the causes of an error, see [Troubleshooting](crate::Error#troubleshooting).
//!
//! # What happens in a call
//!
#![doc = include_str!("call.svg")]
//!
//! The timeout of the call covers the steps in the dashed box. If a retry cannot start before the deadline, the call returns the
//! last error at once.

#[doc = include_str!("jobs.md")]
pub mod jobs {}

#[doc = include_str!("configuration.md")]
pub mod configuration {}

#[doc = include_str!("errors.md")]
pub mod errors {}

#[doc = include_str!("testing.md")]
pub mod testing {}

#[doc = include_str!("running.md")]
pub mod running {}

#[doc = include_str!("migration.md")]
pub mod migration {}
