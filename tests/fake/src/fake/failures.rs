//! Canned responses and faults.

use super::Fake;
use crate::rule::Rule;
use crate::scripted::ScriptedResponse;
use crate::shared::lock;
use crate::{FakeResponse, PageFault};

impl Fake {
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

    /// Queues the response to one future upload. When none is left, uploads are served as usual.
    ///
    /// The upload is stored only with [`FakeResponse::regular`]. [`FakeResponse::hang_up`] closes the connection during the
    /// upload, and [`FakeResponse::silence`] reads only its beginning.
    pub fn next_upload(&self, response: FakeResponse) {
        lock(&self.shared.queued_uploads).push_back(response);
    }
}
