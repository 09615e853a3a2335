//! The Rust SDK for Astronomer's Astro API v1.
//!
//! ```no_run
//! use astro_api::Client;
//!
//! #[tokio::main]
//! async fn main() -> Result<(), astro_api::Error> {
//!     let client = Client::from_env()?;
//!     let mut organizations = client.list_organizations().stream();
//!     while let Some(organization) = organizations.try_next().await? {
//!         println!("{} {}", organization.id, organization.name);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! Start with the [`guide`]: it has a section [for each job](crate::guide::jobs), and sections on
//! [configuration](crate::guide::configuration), [errors and retries](crate::guide::errors),
//! [testing](crate::guide::testing) and [running in production](crate::guide::running).
//!
//! # Where things are
//!
//! | item | what it is |
//! |---|---|
//! | [`Client`] | the client, with the operations that do not belong to an Organization |
//! | [`OrganizationClient`] | the operations of one Organization, grouped by resource |
//! | [`builder`] | the request builders: optional parameters are setters, `send` sends the request |
//! | [`types`] | the types of request and response bodies; [`types::builder`] has the builders of request bodies |
//! | [`ItemStream`], [`Pages`] | paginated lists |
//! | [`Waiter`] | waits for a status or a deletion |
//! | [`SearchStream`], [`LogTail`] | logs of a Deployment |
//! | [`ByteStream`], [`NdjsonStream`] | audit logs |
//! | [`Error`] | the error type, with [troubleshooting](Error#troubleshooting) |
//! | [`RetryPolicy`], [`RateLimits`], [`TokenSource`] | retries, rate limits, tokens that expire |
//!
//! # Updates
//!
//! An update replaces the resource: a setting that it omits may be reset. So create the update from the
//! resource with `from_…`, and change it through its fields or `set_…` methods:
//!
//! ```no_run
//! # async fn run(org: astro_api::OrganizationClient) -> Result<(), astro_api::Error> {
//! use astro_api::types::UpdateDeploymentRequest;
//!
//! let deployment = org.get_deployment("clvtbxx2c000508l2aaaaaaaa").send().await?;
//! let mut update = UpdateDeploymentRequest::from_deployment(&deployment)?;
//! update.set_description("Terns and gulls");
//! update.set_environment_variable("BIRD", "tern");
//! org.update_deployment(&deployment.id, update).send().await?;
//! # Ok(())
//! # }
//! ```
//!
//! See [the guide](crate::guide::jobs#edit-a-resource) for secrets and concurrent changes.
//!
//! # Features
//!
//! - `rustls` (default): TLS by rustls with aws-lc-rs, verified with the platform's certificates
//! - `rustls-no-provider`: TLS by rustls with the crypto provider that the application installs
//! - `native-tls`: TLS by the operating system's library; takes precedence over rustls
//! - `webpki-roots`: adds Mozilla's root certificates, for container images without certificates
//! - `schemars`: derives `JsonSchema` for every type of the API
//! - `deploy`: deploys code, from a folder to a running Deployment, in the module `deploy`
//! - `test-util`: canned responses for unit tests, in the module `test_util`
//! - `codegen`: generates the code at build time, from the included document or the one that the environment variable
//!   `ASTRO_OPENAPI_SPEC` names by its absolute path
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    feature = "codegen",
    allow(
        dead_code,
        unreachable_pub,
        unused_imports,
        unused_macros,
        reason = "a document need not use every part"
    )
)]

// The modules. Each depends only on modules further down in this table, which the test `modules` checks.
//
// | module          | content                                                                             |
// |-----------------|-------------------------------------------------------------------------------------|
// | `guide`         | the guide in rustdoc                                                                |
// | `test_util`     | canned responses, for tests of users                                                |
// | `traits`        | public traits that users seldom name                                                |
// | `deploy`        | deploys code: archive, upload, image, progress                                      |
// | `jobs`          | tasks of several requests: find, roles, environment variables                       |
// | `generated`     | operations and types; see `codegen/`                                                |
// | `log_search`    | log searches: all entries, or a tail of new ones                                    |
// | `polling`       | waits for a status or a deletion                                                    |
// | `pagination`    | pages, items, prefetching                                                           |
// | `config`        | `ClientBuilder`: base URL, environment, headers, HTTP client                        |
// | `client`        | `Client`, the common part of request builders, custom requests                      |
// | `transport`     | sends requests: retry loop, attempt, HTTP clients, TLS, canned responses            |
// | `response`      | `Response`: body, gzip, deserialization, byte stream, NDJSON                        |
// | `rate_limit`    | delays requests as the rate limits require                                          |
// | `telemetry`     | traces, and the observer of attempts                                                |
// | `request`       | a request as data: operation, options, arguments, extra members, updates            |
// | `serde_helpers` | lenient deserialization, open enums, JSONPath of an error                           |
// | `validation`    | bounds, checked before a request is sent                                            |
// | `auth`          | tokens and their sources                                                            |
// | `retry`         | policy, budget, `Retry-After`, conflicts                                            |
// | `error`         | `Error`: kinds, construction, display                                               |
// | `redaction`     | keeps secrets out of errors, traces and `Debug`                                     |
// | `timer`, `sync` | clock, mutexes and futures                                                          |

mod auth;
mod client;
mod config;
#[cfg(all(feature = "deploy", astro_v1))]
pub mod deploy;
mod error;
#[cfg(any(fuzzing, test))]
#[doc(hidden)]
pub mod fuzzing;
#[cfg(not(feature = "codegen"))]
#[rustfmt::skip]
mod generated;
#[cfg(feature = "codegen")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/generated/mod.rs"));
}
#[cfg(any(doc, doctest))]
pub mod guide;
#[cfg(astro_v1)]
mod jobs;
mod log_search;
mod pagination;
mod polling;
mod rate_limit;
mod redaction;
mod request;
mod response;
mod retry;
mod serde_helpers;
mod sync;
mod telemetry;
#[cfg(feature = "test-util")]
pub mod test_util;
mod timer;
pub mod traits;
mod transport;
mod validation;

pub use ::http::{Method, StatusCode, header};
pub use auth::TokenSource;
pub use client::{Client, RawRequest};
pub use config::ClientBuilder;
pub use error::{Error, ErrorKind, FieldError};
pub use generated::*;
#[cfg(astro_v1)]
pub use jobs::Roles;
pub use log_search::{LogTail, SearchStream};
pub use pagination::{ItemStream, Pages};
pub use polling::Waiter;
pub use rate_limit::{Rate, RateLimits};
pub use response::{ByteStream, NdjsonStream, Response};
pub use retry::RetryPolicy;
pub use serde_helpers::open_enum::UnknownValue;
pub use telemetry::{AttemptEnd, AttemptStart, Observer};
pub use timer::Timer;
