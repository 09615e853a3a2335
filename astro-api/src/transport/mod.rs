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

#[cfg(feature = "test-util")]
pub use self::{
    canned::CannedTransport, canned_response::CannedResponse, recorded::RecordedRequest,
};
#[cfg(feature = "test-util")]
pub(crate) use self::{canned::Mounted, canned_response::TOKEN as CANNED_TOKEN};

use crate::{Error, http::HttpClients};

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
