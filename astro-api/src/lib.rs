//! The Rust SDK of Astronomer's Astro API, version 1.
//!
//! ```no_run
//! # async fn run() -> Result<(), astro_api::Error> {
//! let client = astro_api::Client::from_env()?;
//! let page = client.list_organizations().limit(100).send().await?;
//! for organization in &page.organizations {
//!     println!("{} {}", organization.id, organization.name);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! - [`Client`] has a method for each operation of the API; what it returns is in [`builder`], takes the parameters, and
//!   is sent with `send`.
//! - Lists are walked with `stream`, item by item, or with `pages`: see [`ItemStream`] and [`Pages`].
//! - What takes a while is waited for with `wait_until`: see [`Waiter`].
//! - [`Error`] is all that can fail.
//! - [`types`] has what requests and answers are made of. Types of answers have no builder; a test can make one with
//!   `serde_json::from_value`.
//!
//! # In production
//!
//! A request that fails is sent again where that cannot do anything twice, with back-off, within a budget and before a
//! deadline ([`RetryPolicy`]); requests leave no faster than the API allows ([`RateLimits`]); a token that expires is
//! renewed ([`TokenSource`]); walks fetch pages ahead ([`Pages`]). All of it is set on [`ClientBuilder`], which gives
//! the reason for each default, and for one request with the methods that begin with `with_`.
//!
//! Each call is one span of the crate `tracing`, at level INFO and named `astro_api.call`, with the attributes of
//! OpenTelemetry's [conventions for HTTP]: `http.request.method`, `url.template`, `server.address`, `server.port`,
//! `http.response.status_code`, `http.request.resend_count` and `error.type`, beside `astro_api.operation`,
//! `astro_api.request_id` and `astro_api.attempts`. Each retry is an event at level WARN in it, with its reason and the
//! wait; a wait of a second or more for a rate limit is one at level INFO. Neither holds a token, an id, a query value or a body.
//!
//! [conventions for HTTP]: https://opentelemetry.io/docs/specs/semconv/http/http-spans/
//!
//! # What the API answers, and what you get
//!
//! The API grows within its version. An enumeration value that this version of the crate does not know is kept as its
//! [`UnknownValue`], unknown members are passed over, and a required member that is missing or `null` gets the zero value
//! of its type: an empty text or list, `false`, `0`, the epoch. A page without its collection or its total, and a resource
//! without its `id`, are errors of the kind [`Decode`](ErrorKind::Decode) instead.
//!
//! # Runtimes
//!
//! Calls run on tokio, with its drivers for IO and time. One client may be used on several runtimes, one after the other
//! or at the same time: each has connections of its own, since a connection lasts no longer than the runtime that it was
//! made on. Keep to one runtime for one pool. Outside of a runtime, a call is an error of the kind
//! [`Configuration`](ErrorKind::Configuration).
//!
//! A program that is not asynchronous makes one runtime, keeps it as long as its client, and calls through it:
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let runtime = tokio::runtime::Builder::new_current_thread()
//!     .enable_all()
//!     .build()?;
//! let client = astro_api::Client::from_env()?;
//! let page = runtime.block_on(client.list_organizations().send())?;
//! println!("{}", page.total_count);
//! # Ok(())
//! # }
//! ```
//!
//! # Panics
//!
//! Calls panic on a tokio runtime that was built without `enable_io` or without `enable_time`: build it with
//! `enable_all`. With the feature `rustls-no-provider`, [`ClientBuilder::build`] panics if no provider was installed.
//!
//! # Features
//!
//! - `rustls` (default): TLS by rustls with aws-lc-rs, verified by the certificates of the system. Nothing is installed for
//!   the process; a default provider that the application has installed is used instead. It builds with a C compiler alone.
//! - `rustls-no-provider`: the same with the provider that the application installs before it makes a client, such as
//!   ring, or one that is FIPS-validated. Without the default features.
//! - `native-tls`: TLS by the operating system's library, OpenSSL on Linux. It counts where rustls is enabled, too.
//! - `webpki-roots`: Mozilla's root certificates in the program, beside those of the system: for images that have none.
//! - `schemars`: `JsonSchema` for every type of the API.
//! - `test-util`: a transport with canned responses, for unit tests of code that uses a client; see the module
//!   `test_util`.
//! - `codegen`: generate the code while building, from the released document or from the one that the environment
//!   variable `ASTRO_OPENAPI_SPEC` names by its absolute path.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod base_url;
mod bounds;
mod byte_stream;
mod call;
mod client;
mod config;
pub mod convert;
mod decode;
mod error;
mod execute;
mod extra;
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
mod gzip;
mod http;
mod json_path;
#[allow(dead_code, reason = "used where the document has such members")]
mod members;
mod open_enum;
mod operation;
mod options;
mod paging;
mod rate_limit;
mod raw_request;
mod records;
mod redacted;
mod request;
mod response;
mod retry;
#[allow(dead_code, reason = "used where the document has searches")]
mod searching;
mod telemetry;
#[cfg(feature = "test-util")]
pub mod test_util;
mod timer;
mod tls;
mod token;
mod tolerant;
mod transport;
mod unpacker;
#[allow(
    dead_code,
    reason = "used where the document has what can be waited for"
)]
mod wait;

pub use ::http::{Method, StatusCode, header};
pub use byte_stream::ByteStream;
pub use client::Client;
pub use config::ClientBuilder;
pub use error::{Error, ErrorKind, FieldError};
#[allow(unused_imports, reason = "not every document has scopes")]
pub use generated::*;
pub use open_enum::UnknownValue;
pub use paging::{ItemStream, Page, Pages};
pub use rate_limit::{Rate, RateLimits};
pub use raw_request::RawRequest;
pub use records::Records;
pub use response::Response;
pub use retry::RetryPolicy;
pub use searching::{Follower, Found, SearchStream};
pub use timer::{Sleep, Timer};
pub use token::TokenSource;
pub use wait::{Stateful, Waiter};

/// The code blocks of the README, as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
