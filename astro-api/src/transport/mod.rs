//! The transport, below authentication, retries and rate limits: the network, or canned responses.

mod attempt;
mod backend;
mod call;
#[cfg(feature = "test-util")]
mod canned;
mod http_client;
mod http_clients;
mod response_kind;
mod retry_loop;
mod timeouts;
mod tls;

#[cfg(feature = "test-util")]
pub use canned::{CannedResponse, CannedTransport, RecordedRequest};

use std::sync::Arc;

use reqwest::{Url, header::HeaderMap};

pub(crate) use backend::{Backend, BackendClient};
pub(crate) use call::BoxedCall;
#[cfg(feature = "test-util")]
pub(crate) use canned::{CANNED_TOKEN, Mounted};
pub(crate) use http_client::HttpClientConfig;
pub(crate) use http_clients::HttpClients;
pub(crate) use timeouts::{ATTEMPT_TIMEOUT, Timeouts};

use crate::{
    auth::Credentials,
    rate_limit::Limiter,
    retry::{RetryBudget, RetryPolicy},
    telemetry::Observer,
    timer::Timer,
};

/// The data and resources to send requests with. All clones of a client share it.
pub(crate) struct Transport {
    pub(crate) backend: Backend,
    pub(crate) base_url: Url,
    pub(crate) credentials: Credentials,
    /// The headers of every request, except the token.
    pub(crate) headers: HeaderMap,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: RetryBudget,
    pub(crate) limiter: Limiter,
    pub(crate) max_body_size: usize,
    pub(crate) timer: Arc<dyn Timer>,
    pub(crate) observer: Option<Arc<dyn Observer>>,
}
