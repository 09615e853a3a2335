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

/// The network, or in a test what stands in for it.
pub(crate) enum Transport {
    Network(reqwest::Client),
    #[cfg(feature = "test-util")]
    Canned(Mounted),
}
