//! An API token, which is redacted in all output.

use std::fmt;

use reqwest::header::HeaderValue;

use crate::error::Error;

/// The scheme of the `Authorization` header.
const SCHEME: &str = "Bearer ";

/// An API token, which `Debug` redacts.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Token(HeaderValue);

impl Token {
    /// Creates a token, without surrounding white space.
    pub(crate) fn new(token: &str) -> Result<Self, Error> {
        let token = token.trim();
        if token.is_empty() {
            return Err(Error::configuration(
                "the API token is empty; create one in Astro and pass it to `ClientBuilder::token`, or set ASTRO_API_TOKEN",
            ));
        }
        // The error does not contain the reason, which could quote the token.
        let mut header = HeaderValue::from_str(&format!("{SCHEME}{token}")).map_err(|_| {
            Error::configuration(
                "the API token contains a character that is invalid in an HTTP header, such as a line break; copy it again",
            )
        })?;
        header.set_sensitive(true);
        Ok(Self(header))
    }

    /// Returns the value of the `Authorization` header, marked as sensitive.
    pub(crate) fn header(&self) -> HeaderValue {
        self.0.clone()
    }

    /// Returns the token itself, to redact it elsewhere.
    pub(crate) fn secret(&self) -> &str {
        let text = std::str::from_utf8(self.0.as_bytes()).unwrap_or_default();
        text.strip_prefix(SCHEME).unwrap_or_default()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(redacted)")
    }
}
