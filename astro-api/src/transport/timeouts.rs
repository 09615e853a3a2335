//! The timeouts of a client.

use std::time::Duration;

/// The default timeout of one attempt.
///
/// The API documents no limit. The load balancers of the large clouds allow a minute by default.
pub(crate) const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(60);

/// The timeouts of a client.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    pub(crate) attempt: Duration,
    pub(crate) call: Duration,
}
