//! What carries a request to the API and brings back the response: below authentication, retries and rate limits, and
//! above sockets.

mod attempt;
#[cfg(feature = "test-util")]
mod canned;
pub(crate) mod execute;
pub(crate) mod http_clients;
pub(crate) mod tls;

#[cfg(feature = "test-util")]
pub(crate) use canned::{CANNED_TOKEN, Mounted};
#[cfg(feature = "test-util")]
pub use canned::{CannedResponse, CannedTransport, RecordedRequest};

use crate::{Error, transport::http_clients::HttpClients};

/// The network, or in a test what stands in for it.
pub(crate) enum Transport {
    Network(HttpClients),
    #[cfg(feature = "test-util")]
    Canned(Mounted),
}

impl Transport {
    /// What carries the requests of one call.
    ///
    /// # Errors
    /// If the network is used outside of a runtime.
    pub(crate) fn carrier(&self) -> Result<Carrier, Error> {
        match self {
            Self::Network(clients) => clients.get().map(Carrier::Network),
            #[cfg(feature = "test-util")]
            Self::Canned(canned) => Ok(Carrier::Canned(canned.clone())),
        }
    }
}

/// A transport, as one call uses it: on one runtime.
pub(crate) enum Carrier {
    Network(reqwest::Client),
    #[cfg(feature = "test-util")]
    Canned(Mounted),
}
