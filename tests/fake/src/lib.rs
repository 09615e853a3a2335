//! A fake of the Astro API: a real HTTP server on a loopback port that serves every operation of v1, keeps its
//! resources in memory, validates requests, and fails on demand.
//!
//! ```
//! use astro_api_fake::{FakeResponse, Fake};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! let fake = Fake::builder().organizations(2_345).start().await?;
//! println!("{} accepts {}", fake.base_url(), fake.token());
//!
//! // The next request gets a 429, the one after it is served as usual.
//! fake.next(FakeResponse::new(429).header("retry-after", "1"));
//! # Ok(())
//! # }
//! ```
//!
//! # In tests
//!
//! Add it with `cargo add --dev astro-api-fake`. Start one in each test, and pass its base URL and its token to the
//! client. For a client that is configured through the environment, set `ASTRO_API_HOST` (`http://` and
//! [`Fake::address`]) and `ASTRO_API_TOKEN`. Afterwards, check [`Fake::requests`] and [`Fake::collection`]. The
//! resources of an Organization are created with the first request for them, so many Organizations start fast.
//!
//! For programs in other languages, install it with `cargo install astro-api-fake`, and run `astro-api-fake
//! --organizations 3 --port 8888`.
//!
//! # What it serves
//!
//! It serves the operations of the OpenAPI document from which the client is generated, with their parameters and
//! schemas.
//!
//! * **Stored**: created, updated and deleted resources are returned accordingly: Workspaces, Deployments with their
//!   deploys, agent tokens and hibernation overrides, clusters, users with their invites and roles, Teams with their
//!   members, API tokens, custom roles, environment objects, allowed IP address ranges, and updates of an Organization.
//!   Lists are filtered, sorted and paginated.
//! * **Generated**: everything else, such as options and permissions, has values that match the schema and are the same
//!   on every run.
//! * **Exported**: audit logs are gzipped newline-delimited JSON, see [`AuditLogs`].
//!
//! A request that violates the schema of its body or a bound of its query gets a 400 with `fieldErrors`. The fake
//! also implements rules that are not in the document: a duplicate name of a Deployment, cluster or Team gets a 400
//! with "already exists"; only Deployments in development mode hibernate; a Deployment with the executor `KUBERNETES`
//! accepts no worker queues, not even an empty list; roles in Workspaces and Deployments require `organizationRole`,
//! and `null` in it removes the user; a cluster with an operation in progress returns 409; the secret of a token is returned
//! once, and accepted until it is rotated or deleted.
//!
//! # Asynchronous operations
//!
//! There is no clock. A cluster, a Deployment or a finalized deploy has a status such as `CREATING` until it has been
//! polled a number of times, by default 2; see [`Builder::polls_until_ready`]. Then the operation succeeds, or fails with
//! [`Builder::fail_operations`]. Lists do not count as polls. A deleted cluster disappears in the same way.
//!
//! # Uploads of deploys
//!
//! A deploy with files has an upload URL of a storage on another port, which behaves like Azure Blob Storage: it
//! accepts a `PUT` of a block blob with a length and the signature of the URL, rejects tokens, and returns the
//! version. To finalize the deploy, the version must be the last one of the storage, and the archive a gzipped tar.
//! [`Fake::uploaded`] returns it.
//!
//! # Initial resources
//!
//! Two Workspaces with two Deployments each, every other one on an old Astro Runtime; a cluster, three
//! users, a Team of all of them, and an API token. [`Builder`] has a setter for each.
//!
//! # Gateway
//!
//! Like the API, the fake has a gateway: it returns 403 in plain text without a token, and 401 in plain text for a
//! malformed one. All other errors are JSON like those of the API. Every response has `X-Request-Id`.
//!
//! Where the API is not documented, the fake chooses: `limit=0` returns an empty page with the total; the default
//! order is the newest first; unknown query parameters are ignored; a Workspace with Deployments cannot be deleted; a
//! Deployment requires an existing Workspace, but its cluster is not checked. Rate limits are not simulated: queue a
//! 429 instead.
//!
//! # Failures on demand
//!
//! * [`Fake::next`] queues an [`FakeResponse`] for one request: any status, headers and body, or the regular response
//!   changed, delayed or truncated.
//! * [`Fake::next_for`] and [`Fake::always_for`] do the same for requests of one method and path.
//! * [`Fake::on_request`] sets a rule that decides on every request until [`Fake::clear_failures`].
//! * [`Fake::next_upload`] queues an [`FakeResponse`] for one upload of a deploy.
//! * [`Fake::on_page`] sets a [`PageFault`], which edits every page of the list of Organizations until [`Fake::clear_failures`].
//! * [`Fake::put`] stores any resource as JSON, in the state that a test needs.
//! * [`Fake::add_organization`] and [`Fake::remove_organization`] change the list of Organizations.

mod audit_logs;
mod builder;
mod document;
mod export;
mod failure;
mod fake;
mod gateway;
mod list;
mod organizations;
mod page;
mod payload;
mod prng;
mod query;
mod record;
mod resources;
mod response;
mod routes;
mod rule;
mod runtime;
mod schema_values;
mod scripted;
mod server;
mod shared;
mod storage;
mod store;
mod uploads;
mod validation;

pub use audit_logs::AuditLogs;
pub use builder::Builder;
pub use fake::Fake;
pub use page::{Page, PageFault};
pub use record::RecordedRequest;
pub use response::FakeResponse;

/// Creates a client of the crate `astro-api` for a fake: `client!(fake)` is a `Result` with an `astro_api::Client`.
///
/// The calling crate must depend on `astro-api`. The fake does not, so it works with any version.
///
/// ```ignore
/// let fake = Fake::builder().organizations(1).start().await?;
/// let organization = astro_api_fake::client!(fake)?.organization_from_env().await?;
/// ```
#[macro_export]
macro_rules! client {
    ($fake:expr) => {{
        let fake = &$fake;
        ::astro_api::Client::builder()
            .base_url(fake.base_url())
            .token(fake.token())
            .build()
    }};
}

/// Runs the code blocks of the README as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
