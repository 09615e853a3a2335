//! Canned responses for unit tests of code that uses a [`Client`](crate::Client). Requires the feature `test-util`.
//!
//! ```toml
//! [dev-dependencies]
//! astro-api = { version = "0.1", features = ["test-util"] }
//! ```
//!
//! A [`CannedTransport`] replaces the network. Everything above it is real: retries, rate limits, validation and
//! deserialization. Waits take no time, because the client's clock advances instead; [`CannedTransport::waited`]
//! returns by how much.
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
//!     CannedResponse::new(StatusCode::TOO_MANY_REQUESTS)
//!         .with_retry_after(Duration::from_secs(2)),
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
//! Response types have no builders. Deserialize them from JSON. A resource requires its `id`, and a page its
//! collection and `totalCount`; all other members default to the zero value of their type. The fields are public, and
//! `json!` serializes the value again:
//!
//! ```
//! use astro_api::{Response, test_util::CannedResponse, types::Organization};
//! use serde_json::json;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let json = json!({ "id": "clm", "name": "Birds" });
//! let mut birds: Organization = serde_json::from_value(json)?;
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
//! A [`CannedResponse`] is a status with a body, or a connection that is refused, breaks or times out. To test a
//! function that takes an [`Error`](crate::Error), create one with [`CannedResponse::into_result`].
//!
//! # Tests over HTTP
//!
//! The crate `astro-api-fake` is a fake of the whole API: a server on a loopback port that keeps its resources in
//! memory. See [the guide](crate::guide::testing#tests-over-http).

pub use crate::transport::{CannedResponse, CannedTransport, RecordedRequest};
