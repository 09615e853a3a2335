//! What is shown in the place of a secret.

mod excerpt;
mod sent_token;

use std::fmt;

pub(crate) use excerpt::excerpt;

/// The text.
pub(crate) const BLACKED_OUT: &str = "[redacted]";

/// Is shown as that text by `Debug`.
pub(crate) struct Redacted;

/// What the `Debug` of generated types shows.
#[allow(dead_code, reason = "used where the document has secrets")]
pub(crate) const REDACTED: Redacted = Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(BLACKED_OUT)
    }
}
