//! A transport in the place of the network, for tests.

use std::sync::Arc;

use super::{ClientBuilder, TokenInput};
use crate::transport::{CANNED_TOKEN, CannedTransport};

impl ClientBuilder {
    /// Sets a transport with canned responses instead of the network, for unit tests; requires the feature
    /// `test-util`. See [`test_util`](crate::test_util).
    ///
    /// The client then needs no token. Its clock jumps forward by each wait, so back-off, rate limits and polling
    /// take no time, but deadlines still apply. To use another clock, call [`timer`](Self::timer) afterwards.
    /// [`http_client`](Self::http_client), [`proxy`](Self::proxy) and [`connect_timeout`](Self::connect_timeout) have
    /// no effect.
    pub fn transport(mut self, transport: CannedTransport) -> Self {
        self.token
            .get_or_insert_with(|| TokenInput::Text(CANNED_TOKEN.to_owned()));
        self.timer = Arc::new(transport.clock());
        self.http.canned = Some(transport);
        self
    }
}
