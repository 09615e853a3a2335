//! The client, and how it sends requests.

mod raw_request;
mod request_context;

pub use raw_request::RawRequest;
pub(crate) use request_context::{RequestContext, required};

use std::{fmt, sync::Arc};

use reqwest::Method;

use crate::transport::Transport;

/// A client of the Astro API.
///
/// Cheap to clone: clones share the connection pool, the rate limits and the retry budget. Create one client, and
/// clone it into every task.
///
/// Each operation of the API is a method, most of them on the handle that [`organization`](Self::organization)
/// returns. The method starts a request, and `send` sends it. Any future of this crate can be dropped at any time, as
/// `select!` and timeouts do.
///
/// ```no_run
/// # async fn run() -> Result<(), astro_api::Error> {
/// let client = astro_api::Client::from_env()?;
/// let page = client.list_organizations().limit(100).send().await?;
/// println!("{} of {}", page.organizations.len(), page.total_count);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) transport: Arc<Transport>,
    pub(crate) concurrent_pages: usize,
}

impl Client {
    /// Returns the base URL of the requests.
    pub fn base_url(&self) -> &str {
        self.transport.base_url.as_str()
    }

    /// Starts a request to an endpoint that this version of the crate does not know. Authentication, retries, rate
    /// limits and errors are the same as for every other request.
    ///
    /// `path` is relative to the base URL and starts with a slash. Write its parameters in braces, and set them with
    /// [`path_param`](RawRequest::path_param), so that an id cannot change the path, and traces show the template.
    ///
    /// ```no_run
    /// # async fn run(client: astro_api::Client) -> Result<(), astro_api::Error> {
    /// use astro_api::Method;
    ///
    /// let answer = client
    ///     .request(Method::GET, "/organizations/{organizationId}/something-new")
    ///     .path_param("organizationId", "clmaxoarx000008l2c5ayb9pt")
    ///     .query("limit", 10)
    ///     .send::<serde_json::Value>()
    ///     .await?;
    /// println!("{}", answer["totalCount"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn request(&self, method: Method, path: impl Into<String>) -> RawRequest {
        RawRequest::new(self, method, path.into())
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.transport.base_url.as_str())
            .field("token", &self.transport.credentials)
            .field("timeouts", &self.transport.timeouts)
            .field("retry", &self.transport.retry)
            .finish_non_exhaustive()
    }
}
