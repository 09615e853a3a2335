//! The handle of a running fake.

mod failures;
mod resources;

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use crate::RecordedRequest;
use crate::server::Server;
use crate::shared::{Shared, lock};

/// A running fake of the API. Dropping it closes its port and all connections.
///
/// It runs in the background on the runtime on which it was started. The handle can be used from any thread.
pub struct Fake {
    shared: Arc<Shared>,
    server: Server,
    storage: Server,
}

impl Fake {
    pub(crate) fn new(shared: Arc<Shared>, server: Server, storage: Server) -> Self {
        Self {
            shared,
            server,
            storage,
        }
    }

    /// Returns the base URL, `http://127.0.0.1:<port>/v1`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}/v1", self.address())
    }

    /// Returns the address on which it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// Returns the token that it accepts: a JWT with a fake signature.
    #[must_use]
    pub fn token(&self) -> String {
        lock(&self.shared.token).clone()
    }

    /// Replaces the token that it accepts, as when a token is rotated.
    pub fn set_token(&self, token: impl Into<String>) {
        *lock(&self.shared.token) = token.into();
    }

    /// Returns the requests so far, in the order in which they were complete.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        lock(&self.shared.requests).clone()
    }

    /// Removes the recorded requests.
    pub fn clear_requests(&self) {
        lock(&self.shared.requests).clear();
    }

    /// Returns the address of the storage to which deploys are uploaded. It is another origin than that of the API.
    #[must_use]
    pub fn storage_address(&self) -> SocketAddr {
        self.storage.address()
    }

    /// Returns the uploads, as requests to the storage. An interrupted upload has no body.
    #[must_use]
    pub fn uploads(&self) -> Vec<RecordedRequest> {
        lock(&self.shared.uploads).clone()
    }

    /// Returns the last uploaded archive of a deploy.
    #[must_use]
    pub fn uploaded(&self, deploy_id: &str) -> Option<Vec<u8>> {
        let contents = lock(&self.shared.contents);
        let archive = contents.stamps.storage.latest(deploy_id)?;
        Some(archive.to_vec())
    }
}

impl fmt::Debug for Fake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Fake")
            .field("address", &self.address())
            .finish_non_exhaustive()
    }
}
