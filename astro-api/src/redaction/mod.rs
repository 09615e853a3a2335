//! Keeps secrets out of errors, traces and `Debug`.

mod excerpt;
mod sent_token;

use std::fmt;

pub(crate) use excerpt::excerpt;

/// The text in place of a secret.
pub(crate) const REDACTED_TEXT: &str = "[redacted]";

/// `Debug` writes [`REDACTED_TEXT`].
pub(crate) struct Redacted;

/// Replaces a secret in the `Debug` of generated types.
pub(crate) const REDACTED: Redacted = Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED_TEXT)
    }
}
