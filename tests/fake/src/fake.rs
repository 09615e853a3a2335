//! The handle of a running fake.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use serde_json::Value;

use crate::rule::Rule;
use crate::script::Scripted;
use crate::server::Server;
use crate::shared::{Shared, lock};
use crate::{Answer, Builder, PageFault, RecordedRequest};

/// A running fake of the API. Dropping it closes its port and every connection.
///
/// It runs on the runtime it was started on, in the background; the handle can be used from any
/// thread.
pub struct Fake {
    shared: Arc<Shared>,
    server: Server,
    storage: Server,
}

impl Fake {
    /// Begins to set a fake up.
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn new(shared: Arc<Shared>, server: Server, storage: Server) -> Self {
        Self {
            shared,
            server,
            storage,
        }
    }

    /// The root of the API, `http://127.0.0.1:<port>/v1`, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}/v1", self.address())
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// The token it accepts: in the form of a JWT, with a made-up signature.
    #[must_use]
    pub fn token(&self) -> String {
        lock(&self.shared.token).clone()
    }

    /// Accepts this token from now on, and the former one no longer, as when a token is rotated.
    pub fn set_token(&self, token: impl Into<String>) {
        *lock(&self.shared.token) = token.into();
    }

    /// Queues the answer to one request that is to come. Answers are used up in the order of the
    /// calls, one a request, whatever is asked; when none is left, requests are answered genuinely.
    pub fn next(&self, answer: Answer) {
        lock(&self.shared.answers).push_back(answer);
    }

    /// Queues the answer to one request of this method and path that is to come, whatever other
    /// requests come before. Answers for the same requests are used up in the order of the calls.
    ///
    /// The path is that below the base URL; a segment in braces stands for any one:
    ///
    /// ```
    /// # use astro_api_fake::{Answer, Fake};
    /// # fn fails_once(fake: &Fake) {
    /// let path = "/organizations/{id}/deployments/{id}";
    /// fake.next_for("GET", path, Answer::error(500, "try again"));
    /// # }
    /// ```
    pub fn next_for(&self, method: &str, path: &str, answer: Answer) {
        let scripted = Scripted::new(method, path, answer, true);
        lock(&self.shared.scripted).push(scripted);
    }

    /// Sets the answer to every request of this method and path, until [`heal`](Self::heal). The
    /// path is written as for [`next_for`](Self::next_for).
    pub fn always_for(&self, method: &str, path: &str, answer: Answer) {
        let scripted = Scripted::new(method, path, answer, false);
        lock(&self.shared.scripted).push(scripted);
    }

    /// How many queued answers no request has used up yet.
    #[must_use]
    pub fn queued(&self) -> usize {
        lock(&self.shared.answers).len()
    }

    /// Decides on every request from now on, by its number, counted from 0: the answer it gives, or
    /// `None` for the genuine one. It takes the place of an earlier rule and its count. A request for
    /// which an answer is [queued](Self::next) gets that one, and is not counted.
    ///
    /// ```
    /// # use astro_api_fake::{Answer, Fake};
    /// # fn tenth(fake: &Fake) {
    /// // One request in ten fails.
    /// fake.on_request(|number| (number % 10 == 9).then(|| Answer::new(503)));
    /// # }
    /// ```
    pub fn on_request(&self, decide: impl Fn(u64) -> Option<Answer> + Send + Sync + 'static) {
        *lock(&self.shared.rule) = Some((Rule::new(decide), 0));
    }

    /// Edits every page of the list from now on, in place of an earlier fault.
    pub fn on_page(&self, fault: PageFault) {
        *lock(&self.shared.page_fault) = Some((fault, 0));
    }

    /// Answers truthfully again: forgets the rule, the fault and all answers told.
    pub fn heal(&self) {
        lock(&self.shared.scripted).clear();
        *lock(&self.shared.rule) = None;
        *lock(&self.shared.page_fault) = None;
        lock(&self.shared.answers).clear();
        lock(&self.shared.upload_answers).clear();
    }

    /// The requests so far, in the order in which they had arrived completely.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        lock(&self.shared.requests).clone()
    }

    /// Forgets the requests so far.
    pub fn clear_requests(&self) {
        lock(&self.shared.requests).clear();
    }

    /// The address of the storage that deploys are uploaded to. It is another origin than the API.
    #[must_use]
    pub fn storage_address(&self) -> SocketAddr {
        self.storage.address()
    }

    /// Queues the answer to one upload that is to come; when none is left, uploads are answered
    /// genuinely.
    ///
    /// An upload is kept only with [`Answer::genuine`]. [`Answer::hang_up`] cuts the connection in the
    /// middle of the upload, and [`Answer::silence`] takes no more than its beginning.
    pub fn next_upload(&self, answer: Answer) {
        lock(&self.shared.upload_answers).push_back(answer);
    }

    /// The uploads that arrived, as requests to the storage: those that were cut off without their
    /// body.
    #[must_use]
    pub fn uploads(&self) -> Vec<RecordedRequest> {
        lock(&self.shared.uploads).clone()
    }

    /// The archive that was uploaded last for a deploy.
    #[must_use]
    pub fn uploaded(&self, deploy_id: &str) -> Option<Vec<u8>> {
        let contents = lock(&self.shared.contents);
        let archive = contents.stamps.storage.latest(deploy_id)?;
        Some(archive.to_vec())
    }

    /// Adds an Organization behind the others. It is served as it is, whatever it lacks.
    pub fn add_organization(&self, organization: Value) {
        lock(&self.shared.store).add(organization);
    }

    /// Takes an Organization out; `None` when there is none of that id.
    pub fn remove_organization(&self, id: &str) -> Option<Value> {
        lock(&self.shared.store).remove(id)
    }

    /// The Organization at a position, counted in the order of making and adding, as it is now.
    #[must_use]
    pub fn organization(&self, position: usize) -> Option<Value> {
        lock(&self.shared.store).at(position)
    }

    /// Puts a resource into a collection of an Organization, in the place of the one with its id, and
    /// returns the id. The collection is named as for [`collection`](Self::collection).
    ///
    /// Required members that the JSON lacks are made up, the id included; beyond that nothing is
    /// checked, so that a resource can be in any state.
    ///
    /// ```
    /// # use astro_api_fake::Fake;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// use serde_json::json;
    ///
    /// let fake = Fake::builder().organizations(1).start().await?;
    /// let organization = fake.organization(0).expect("there is one");
    /// let terns = json!({ "name": "tern-counts", "status": "UNHEALTHY" });
    /// let id = fake.put(organization["id"].as_str().unwrap_or_default(), "deployments", terns);
    /// assert!(id.is_some());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Returns `None` if there is no such Organization or collection.
    pub fn put(&self, organization_id: &str, collection: &str, resource: Value) -> Option<String> {
        let organization = lock(&self.shared.store).get(organization_id)?;
        let mut contents = lock(&self.shared.contents);
        contents.put(self.shared.document, &organization, collection, &resource)
    }

    /// What a collection of an Organization holds now, in the order of making. The collection is
    /// named by its path below the Organization: `deployments`, or `teams/<id>/members`. It is empty
    /// when there is no such Organization or collection.
    ///
    /// Reading it here brings no work forward.
    #[must_use]
    pub fn collection(&self, organization_id: &str, collection: &str) -> Vec<Value> {
        let Some(organization) = lock(&self.shared.store).get(organization_id) else {
            return Vec::new();
        };
        let mut contents = lock(&self.shared.contents);
        let (content, _) = contents.of(self.shared.document, &organization);
        content.documents(collection).cloned().collect()
    }

    /// How many Organizations it holds.
    #[must_use]
    pub fn organization_count(&self) -> usize {
        lock(&self.shared.store).len()
    }
}

impl fmt::Debug for Fake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Fake")
            .field("address", &self.address())
            .finish_non_exhaustive()
    }
}
