//! The network, or canned responses in its place.

use super::HttpClients;
#[cfg(feature = "test-util")]
use super::Mounted;
use crate::error::Error;

/// The destination of requests.
pub(crate) enum Backend {
    Network(HttpClients),
    #[cfg(feature = "test-util")]
    Canned(Mounted),
}

/// A backend as one call uses it, on one runtime.
pub(crate) enum BackendClient {
    Network(reqwest::Client),
    #[cfg(feature = "test-util")]
    Canned(Mounted),
}

impl Backend {
    /// Returns the client for one call to the API.
    ///
    /// # Errors
    /// Returns an error if the network is used outside of a runtime.
    pub(crate) fn client(&self) -> Result<BackendClient, Error> {
        match self {
            Self::Network(clients) => clients.get().map(BackendClient::Network),
            #[cfg(feature = "test-util")]
            Self::Canned(canned) => Ok(BackendClient::Canned(canned.clone())),
        }
    }

    /// Returns the client for one request to another server, which may require TLS even if the API does not.
    #[cfg(all(feature = "deploy", astro_v1))]
    pub(crate) fn client_for(&self, url: &reqwest::Url) -> Result<BackendClient, Error> {
        match self {
            Self::Network(clients) => clients.get_for(url).map(BackendClient::Network),
            #[cfg(feature = "test-util")]
            Self::Canned(_) => self.client(),
        }
    }
}
