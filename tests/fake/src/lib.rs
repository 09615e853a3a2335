//! A fake of the Astro API: a real HTTP server on a loopback port that answers the `Organization`
//! operations of v1 the way the API does, and misbehaves when told to.
//!
//! ```
//! use astro_api_fake::{Answer, Fake};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! let fake = Fake::builder().organizations(2_345).start().await?;
//! println!("{} accepts {}", fake.base_url(), fake.token());
//!
//! // The next request is turned away, the one after it is answered as usual.
//! fake.next(Answer::new(429).header("retry-after", "1"));
//! # Ok(())
//! # }
//! ```
//!
//! # What it answers
//!
//! | request, below `/v1` | answer |
//! |---|---|
//! | `GET /organizations` | a page: `offset`, `limit`, `sorts`, and the filters `productPlan`, `product`, `astronomerProduct` |
//! | `GET /organizations/{organizationId}` | one Organization |
//! | `POST /organizations/{organizationId}` | the Organization as updated; later reads see the update |
//! | `GET /organizations/{organizationId}/audit-logs` | gzipped newline-delimited JSON, see [`AuditLogs`] |
//!
//! A gateway stands in front, as it does before the API: without a token the answer is a 403 in
//! plain text, with a malformed one a 401 in plain text, and neither reaches the operations.
//! Everything else that fails is the API's own JSON `Error`. Every answer carries `X-Request-Id`.
//!
//! What the API leaves undocumented is decided here, and said where it is decided: `limit=0`
//! answers an empty page with the total; the default order is the newest first; unknown query
//! parameters are ignored. Rate limits are not simulated: queue a 429 instead.
//!
//! # How it misbehaves
//!
//! * [`Fake::next`] queues an [`Answer`] for one request: any status, headers and body, or the
//!   genuine answer changed, delayed or cut off.
//! * [`Fake::on_request`] sets a rule, which tells the answer to any share of the requests until
//!   [`Fake::heal`].
//! * [`Fake::on_page`] sets a [`PageFault`], which edits every page of the list until
//!   [`Fake::heal`].
//! * [`Fake::add_organization`] and [`Fake::remove_organization`] change the collection between two
//!   reads.

mod answer;
mod audit_logs;
mod builder;
mod export;
mod failure;
mod fake;
mod gateway;
mod list;
mod organizations;
mod page;
mod payload;
mod query;
mod record;
mod routes;
mod rule;
mod server;
mod shared;

pub use answer::Answer;
pub use audit_logs::AuditLogs;
pub use builder::Builder;
pub use fake::Fake;
pub use page::{Page, PageFault};
pub use record::RecordedRequest;
