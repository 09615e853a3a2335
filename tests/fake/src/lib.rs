//! A fake of the Astro API: a real HTTP server on a loopback port that answers every operation of v1,
//! remembers what it was told, and misbehaves when it is asked to.
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
//! # In the tests of another program
//!
//! Add it with `cargo add --dev astro-api-fake`, start one in each test, and give its base
//! URL and its token to the client; to one that is set up by the environment, as `ASTRO_API_HOST`
//! (`http://` and [`Fake::address`]) and `ASTRO_API_TOKEN`. What an Organization
//! holds is made when it is first asked for, so that many cost nothing at the start. Afterwards look at [`Fake::requests`] and
//! [`Fake::collection`].
//!
//! For a program that is no Rust, or to try things out, start it on its own:
//! `cargo install astro-api-fake`, and then `astro-api-fake --organizations 3 --port 8888`.
//!
//! # What it answers
//!
//! The operations, their parameters and their schemas are those of the document that the client is
//! generated from, so that an operation that is added there is served here.
//!
//! * **Remembered**: what is created is listed and read, what is updated reads back updated, what is
//!   deleted answers 404. That holds for Workspaces, Deployments with their deploys, agent tokens and
//!   hibernation overrides, clusters, users with their invites and roles, Teams with their members, API
//!   tokens, custom roles, environment objects and allowed IP address ranges; and for the update of an
//!   Organization. Lists are filtered, sorted and cut into pages.
//! * **Made up**: everything else, such as options and permissions, is answered with values that fit the
//!   schema and are the same on every run.
//! * **Exported**: audit logs are gzipped newline-delimited JSON, see [`AuditLogs`].
//!
//! A request that breaks the schema of its body or a bound of its query is a 400 with `fieldErrors`.
//! What the API does beyond its document is done here too: the name of a Deployment, cluster or Team that
//! is taken answers 400 with "already exists"; only a Deployment in development mode hibernates; one with
//! the executor `KUBERNETES` takes no worker queues, not even an empty list; roles in Workspaces and
//! Deployments need `organizationRole` beside them, and its `null` removes the user; work on a cluster keeps other work away with a 409; the secret of a token is told once, and
//! accepted until it is rotated or deleted.
//!
//! # How work comes forward
//!
//! There is no clock. A cluster, a Deployment or a finalized deploy is `CREATING` (or what it is while
//! it changes) until it has been read by itself a number of times, 2 unless
//! [`Builder::reads_of_work`] tells; then it is done, or has failed after [`Builder::failing_work`]. A
//! list shows how far it is, and brings nothing forward. A deleted cluster is there until then too.
//!
//! # Where deploys are uploaded to
//!
//! A deploy that takes files names a URL of a storage, which listens on a port of its own and is like Azure
//! Blob Storage: it takes a `PUT` of a block blob with a length and the signature of the URL, refuses a
//! token, and answers with the version. When the deploy is finalized, the version must be the one that the
//! storage gave last, and the archive a gzipped tar; [`Fake::uploaded`] has it.
//!
//! # What each Organization holds at first
//!
//! Two Workspaces with two Deployments each, every other one on an old Astro Runtime; a cluster, three
//! users, a Team of all of them, and an API token. [`Builder`] has a setter for each.
//!
//! # What stands in front
//!
//! A gateway stands in front, as it does before the API: without a token the answer is a 403 in
//! plain text, with a malformed one a 401 in plain text, and neither reaches the operations.
//! Everything else that fails is the API's own JSON `Error`. Every answer carries `X-Request-Id`.
//!
//! What the API leaves undocumented is decided here, and said where it is decided: `limit=0`
//! answers an empty page with the total; the default order is the newest first; unknown query
//! parameters are ignored; a Workspace with Deployments is not deleted; a Deployment needs a Workspace
//! that is there, its cluster is not looked at. Rate limits are not simulated: queue a 429 instead.
//!
//! # How it misbehaves
//!
//! * [`Fake::next`] queues an [`Answer`] for one request: any status, headers and body, or the
//!   genuine answer changed, delayed or cut off.
//! * [`Fake::next_for`] and [`Fake::always_for`] do that for the requests of one method and path.
//! * [`Fake::on_request`] sets a rule, which tells the answer to any share of the requests until
//!   [`Fake::heal`].
//! * [`Fake::next_upload`] queues an [`Answer`] for one upload of a deploy.
//! * [`Fake::on_page`] sets a [`PageFault`], which edits every page of the list of Organizations until
//!   [`Fake::heal`].
//! * [`Fake::put`] puts any resource in as JSON, in the state that a test needs.
//! * [`Fake::add_organization`] and [`Fake::remove_organization`] change the collection between two
//!   reads.

mod answer;
mod audit_logs;
mod builder;
mod chance;
mod document;
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
mod resources;
mod routes;
mod rule;
mod script;
mod server;
mod shaping;
mod shared;
mod storage;
mod store;
mod validation;

pub use answer::Answer;
pub use audit_logs::AuditLogs;
pub use builder::Builder;
pub use fake::Fake;
pub use page::{Page, PageFault};
pub use record::RecordedRequest;

/// A client of the crate `astro-api` for a fake: `client!(fake)` is an `astro_api::Client`, as a `Result`.
///
/// The crate that uses it depends on `astro-api`; the fake itself does not, so that it serves any version.
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

/// The code blocks of the README, as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
