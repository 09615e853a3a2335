//! What carries a request to the API and brings back the response: below authentication, retries and rate limits, and
//! above sockets.

#[cfg(feature = "test-util")]
mod canned;
#[cfg(feature = "test-util")]
mod canned_response;
#[cfg(feature = "test-util")]
mod clock;
#[cfg(feature = "test-util")]
mod recorded;

use std::time::Duration;

use crate::Error;

#[cfg(feature = "test-util")]
pub(crate) use self::canned_response::TOKEN as CANNED_TOKEN;
#[cfg(feature = "test-util")]
pub use self::{
    canned::CannedTransport, canned_response::CannedResponse, recorded::RecordedRequest,
};

/// The network, or in a test what stands in for it.
pub(crate) struct Transport(Kind);

enum Kind {
    Network(reqwest::Client),
    #[cfg(feature = "test-util")]
    Canned(canned::Mounted),
}

impl Transport {
    pub(crate) fn network(client: reqwest::Client) -> Self {
        Self(Kind::Network(client))
    }

    /// The transport with the path of the base URL, below which requests are recorded.
    #[cfg(feature = "test-util")]
    pub(crate) fn canned(transport: CannedTransport, base_path: &str) -> Self {
        Self(Kind::Canned(canned::Mounted::new(transport, base_path)))
    }

    /// Sends a request once. Returns `None` if no response comes within `timeout`, which the caller measures on the
    /// network; only canned responses need to know it.
    #[cfg_attr(
        not(feature = "test-util"),
        allow(unused_variables, reason = "the network is timed by the caller")
    )]
    pub(crate) async fn send(
        &self,
        request: reqwest::Request,
        idempotent: bool,
        timeout: Duration,
    ) -> Option<Result<reqwest::Response, Error>> {
        match &self.0 {
            Kind::Network(client) => {
                let sent = client.execute(request).await;
                Some(sent.map_err(|e| Error::transport(e, idempotent)))
            }
            #[cfg(feature = "test-util")]
            Kind::Canned(canned) => canned.send(request, idempotent, timeout),
        }
    }
}
