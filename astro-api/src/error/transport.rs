//! What the HTTP client says of a failure, without its repetitions.

use std::{error::Error as StdError, fmt};

/// A failure of the HTTP client.
///
/// It wraps one general remark into another (`error decoding response body`, `request or response body error`, and that
/// once more) before it comes to the cause; of these, only the last one is shown.
#[derive(Debug)]
pub(crate) struct Transport(pub(crate) reqwest::Error);

impl Transport {
    fn last_remark(&self) -> &reqwest::Error {
        let mut last = &self.0;
        while let Some(deeper) = last.source().and_then(|s| s.downcast_ref()) {
            last = deeper;
        }
        last
    }
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.last_remark().fmt(f)
    }
}

impl StdError for Transport {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.last_remark().source()
    }
}
