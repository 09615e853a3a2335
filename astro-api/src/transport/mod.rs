//! The transport, below authentication, retries and rate limits: the network, or canned responses.

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

/// The network, or canned responses in a test.
pub(crate) enum Transport {
    Network(HttpClients),
    #[cfg(feature = "test-util")]
    Canned(Mounted),
}

impl Transport {
    /// Returns the carrier for the requests of one call.
    ///
    /// # Errors
    /// Returns an error outside of a runtime.
    pub(crate) fn carrier(&self) -> Result<Carrier, Error> {
        match self {
            Self::Network(clients) => clients.get().map(Carrier::Network),
            #[cfg(feature = "test-util")]
            Self::Canned(canned) => Ok(Carrier::Canned(canned.clone())),
        }
    }
}

/// The transport of one call, on one runtime.
pub(crate) enum Carrier {
    Network(reqwest::Client),
    #[cfg(feature = "test-util")]
    Canned(Mounted),
}
