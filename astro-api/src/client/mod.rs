//! The client, and how it sends requests.

mod raw_request;
mod request_context;

pub use raw_request::RawRequest;
pub(crate) use request_context::{RequestContext, required};

use std::{fmt, sync::Arc};

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
