//! A transport in the place of the network, for tests.

use std::sync::Arc;

use super::{ClientBuilder, TokenInput};
use crate::transport::{CANNED_TOKEN, CannedTransport};

impl ClientBuilder {
    /// Sends requests to a transport with canned responses instead of the network, for unit tests; with the feature
    /// `test-util` only. See [`test_util`](crate::test_util).
    ///
    /// The client needs no token then, and waits by a clock that moves on by each wait, so that neither back-off nor
    /// rate limits nor polling take time while deadlines still end them. Call [`timer`](Self::timer) afterwards for
    /// another clock. [`http_client`](Self::http_client), [`proxy`](Self::proxy) and
    /// [`connect_timeout`](Self::connect_timeout) have no effect.
    pub fn transport(mut self, transport: CannedTransport) -> Self {
        self.token
            .get_or_insert_with(|| TokenInput::Text(CANNED_TOKEN.to_owned()));
        self.timer = Arc::new(transport.clock());
        self.http.canned = Some(transport);
        self
    }
}
