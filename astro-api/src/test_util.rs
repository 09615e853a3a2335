//! Unit tests of code that uses a [`Client`](crate::Client), without a server; with the feature `test-util`.
//!
//! ```toml
//! [dev-dependencies]
//! astro-api = { version = "0.1", features = ["test-util"] }
//! ```
//!
//! A [`CannedTransport`] stands in for the network. Everything above it is real: retries, rate limits, validation and
//! decoding. Waits take no time, because the client's clock moves on instead; [`CannedTransport::waited`] says by how
//! much.
//!
//! ```
//! use std::time::Duration;
//! use astro_api::{Client, Error, StatusCode};
//! use astro_api::test_util::{CannedResponse, CannedTransport};
//! use serde_json::json;
//!
//! /// The function under test.
//! async fn organization_name(client: &Client, id: &str) -> Result<String, Error> {
//!     let organization = client.organization(id).get_organization().send().await?;
//!     Ok(organization.into_inner().name)
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! let transport = CannedTransport::in_order([
//!     CannedResponse::new(StatusCode::TOO_MANY_REQUESTS).with_retry_after(Duration::from_secs(2)),
//!     CannedResponse::json(json!({ "id": "clm", "name": "Birds" })),
//! ]);
//! let client = Client::builder().transport(transport.clone()).build()?;
//!
//! assert_eq!(organization_name(&client, "clm").await?, "Birds");
//! assert_eq!(transport.requests()[1].path(), "/organizations/clm");
//! assert!(transport.waited() >= Duration::from_secs(2));
//! # Ok(())
//! # }
//! ```
//!
//! # Values of response types
//!
//! Types of requests have builders. A value of a response type is made from JSON, of which only the members that the test
//! is about have to be there: `id`, or for a page its collection and `totalCount`, and whatever else is missing gets the
//! zero value of its type. Its fields are public, so that they can be set afterwards, and it is JSON again with `json!`:
//!
//! ```
//! use astro_api::{Response, test_util::CannedResponse, types::Organization};
//! use serde_json::json;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut birds: Organization = serde_json::from_value(json!({ "id": "clm", "name": "Birds" }))?;
//! birds.is_scim_enabled = true;
//! assert!(birds.managed_domains.is_empty());
//!
//! let response = Response::new(birds.clone());
//! let page = CannedResponse::json(json!({ "organizations": [birds], "totalCount": 1 }));
//! # let _ = (response, page);
//! # Ok(())
//! # }
//! ```
//!
//! # Failures
//!
//! [`CannedResponse`] is a status with a body, or a connection that is refused, breaks or is too slow. A function that
//! takes an [`Error`](crate::Error) is tested with the one that [`CannedResponse::into_result`] makes.
//!
//! # Beyond one function
//!
//! For tests over HTTP there is the crate `astro-api-fake`: a server on a loopback port that remembers what it is sent.

pub use crate::transport::{CannedResponse, CannedTransport, RecordedRequest};
