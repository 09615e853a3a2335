//! The handle of a running fake.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use serde_json::Value;

use crate::rule::Rule;
use crate::scripted::ScriptedResponse;
use crate::server::Server;
use crate::shared::{Shared, lock};
use crate::{Builder, FakeResponse, PageFault, RecordedRequest};

/// A running fake of the API. Dropping it closes its port and all connections.
///
/// It runs in the background on the runtime on which it was started. The handle can be used from any thread.
pub struct Fake {
    shared: Arc<Shared>,
    server: Server,
    storage: Server,
}

impl Fake {
    /// Returns a builder with the default settings.
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

    /// Returns the base URL, `http://127.0.0.1:<port>/v1`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}/v1", self.address())
    }

    /// Returns the address on which it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// Returns the token that it accepts: a JWT with a fake signature.
    #[must_use]
    pub fn token(&self) -> String {
        lock(&self.shared.token).clone()
    }

    /// Replaces the token that it accepts, as when a token is rotated.
    pub fn set_token(&self, token: impl Into<String>) {
        *lock(&self.shared.token) = token.into();
    }

    /// Queues the response to one future request of any operation. Queued responses are used in order; then requests
    /// are served as usual.
    pub fn next(&self, response: FakeResponse) {
        lock(&self.shared.queued).push_back(response);
    }

    /// Queues the response to one future request of this method and path. Queued responses for the same requests are
    /// used in order.
    ///
    /// The path is relative to the base URL. A segment in braces matches any segment:
    ///
    /// ```
    /// # use astro_api_fake::{FakeResponse, Fake};
    /// # fn fails_once(fake: &Fake) {
    /// let path = "/organizations/{id}/deployments/{id}";
    /// fake.next_for("GET", path, FakeResponse::error(500, "try again"));
    /// # }
    /// ```
    pub fn next_for(&self, method: &str, path: &str, response: FakeResponse) {
        let scripted = ScriptedResponse::new(method, path, response, true);
        lock(&self.shared.scripted).push(scripted);
    }

    /// Sets the response to every request of this method and path, until [`clear_failures`](Self::clear_failures). The path has the form
    /// of [`next_for`](Self::next_for).
    pub fn always_for(&self, method: &str, path: &str, response: FakeResponse) {
        let scripted = ScriptedResponse::new(method, path, response, false);
        lock(&self.shared.scripted).push(scripted);
    }

    /// Returns the number of queued responses that are not used yet.
    #[must_use]
    pub fn queued(&self) -> usize {
        lock(&self.shared.queued).len()
    }

    /// Sets a rule for every request from now on. It receives the number of the request, counted from 0, and returns
    /// a response, or `None` to serve the request as usual. It replaces an earlier rule and its count. A request with
    /// a [queued](Self::next) response is not counted.
    ///
    /// ```
    /// # use astro_api_fake::{FakeResponse, Fake};
    /// # fn tenth(fake: &Fake) {
    /// // One request in ten fails.
    /// fake.on_request(|number| (number % 10 == 9).then(|| FakeResponse::new(503)));
    /// # }
    /// ```
    pub fn on_request(&self, decide: impl Fn(u64) -> Option<FakeResponse> + Send + Sync + 'static) {
        *lock(&self.shared.rule) = Some((Rule::new(decide), 0));
    }

    /// Sets a fault that edits every page of the list of Organizations. It replaces an earlier fault.
    pub fn on_page(&self, fault: PageFault) {
        *lock(&self.shared.page_fault) = Some((fault, 0));
    }

    /// Serves requests as usual again: removes the rule, the fault and all queued responses.
    pub fn clear_failures(&self) {
        lock(&self.shared.scripted).clear();
        *lock(&self.shared.rule) = None;
        *lock(&self.shared.page_fault) = None;
        lock(&self.shared.queued).clear();
        lock(&self.shared.queued_uploads).clear();
    }

    /// Returns the requests so far, in the order in which they were complete.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        lock(&self.shared.requests).clone()
    }

    /// Removes the recorded requests.
    pub fn clear_requests(&self) {
        lock(&self.shared.requests).clear();
    }

    /// Returns the address of the storage to which deploys are uploaded. It is another origin than that of the API.
    #[must_use]
    pub fn storage_address(&self) -> SocketAddr {
        self.storage.address()
    }

    /// Queues the response to one future upload. When none is left, uploads are served as usual.
    ///
    /// The upload is stored only with [`FakeResponse::regular`]. [`FakeResponse::hang_up`] closes the connection during the
    /// upload, and [`FakeResponse::silence`] reads only its beginning.
    pub fn next_upload(&self, response: FakeResponse) {
        lock(&self.shared.queued_uploads).push_back(response);
    }

    /// Returns the uploads, as requests to the storage. An interrupted upload has no body.
    #[must_use]
    pub fn uploads(&self) -> Vec<RecordedRequest> {
        lock(&self.shared.uploads).clone()
    }

    /// Returns the last uploaded archive of a deploy.
    #[must_use]
    pub fn uploaded(&self, deploy_id: &str) -> Option<Vec<u8>> {
        let contents = lock(&self.shared.contents);
        let archive = contents.stamps.storage.latest(deploy_id)?;
        Some(archive.to_vec())
    }

    /// Appends an Organization. It is served unchanged, even if members are missing.
    pub fn add_organization(&self, organization: Value) {
        lock(&self.shared.store).add(organization);
    }

    /// Removes the Organization with this id and returns it; `None` if the id is unknown.
    pub fn remove_organization(&self, id: &str) -> Option<Value> {
        lock(&self.shared.store).remove(id)
    }

    /// Returns the Organization at a position, in the order of creation.
    #[must_use]
    pub fn organization(&self, position: usize) -> Option<Value> {
        lock(&self.shared.store).at(position)
    }

    /// Stores a resource in a collection of an Organization, and returns its id. It replaces a resource with the same
    /// id. The collection has the form of [`collection`](Self::collection).
    ///
    /// Missing required members are generated, including the id. Nothing else is checked, so the resource can be in
    /// any state.
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
    /// Returns `None` for an unknown Organization or collection.
    pub fn put(&self, organization_id: &str, collection: &str, resource: Value) -> Option<String> {
        let organization = lock(&self.shared.store).get(organization_id)?;
        let mut contents = lock(&self.shared.contents);
        contents.put(self.shared.document, &organization, collection, &resource)
    }

    /// Returns the resources of a collection of an Organization, in the order of creation. The collection is its path
    /// below the Organization: `deployments`, or `teams/<id>/members`. The result is empty for an unknown Organization
    /// or collection.
    ///
    /// It does not count as a poll; see [`Builder::polls_until_ready`](crate::Builder::polls_until_ready).
    #[must_use]
    pub fn collection(&self, organization_id: &str, collection: &str) -> Vec<Value> {
        let Some(organization) = lock(&self.shared.store).get(organization_id) else {
            return Vec::new();
        };
        let mut contents = lock(&self.shared.contents);
        let (content, _) = contents.of(self.shared.document, &organization);
        content.documents(collection).cloned().collect()
    }

    /// Returns the number of Organizations.
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
