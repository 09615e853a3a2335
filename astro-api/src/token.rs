//! The token that a client sends, kept out of everything that is printed.

use std::fmt;

use reqwest::header::HeaderValue;

use crate::Error;

/// An API token, which no `Debug` output shows.
#[derive(Clone)]
pub(crate) struct Token(HeaderValue);

impl Token {
    /// Takes a token as it was copied: white space around it is dropped.
    pub(crate) fn new(token: &str) -> Result<Self, Error> {
        let token = token.trim();
        if token.is_empty() {
            return Err(Error::configuration(
                "the API token is empty; create one in Astro and pass it to `ClientBuilder::token`, or set ASTRO_API_TOKEN",
            ));
        }
        // The reason is left out on purpose: it could quote the token.
        let mut header = HeaderValue::from_str(&format!("Bearer {token}")).map_err(|_| {
            Error::configuration(
                "the API token holds a character that no HTTP header may carry, such as a line break; copy it again",
            )
        })?;
        header.set_sensitive(true);
        Ok(Self(header))
    }

    /// The value of the `Authorization` header, marked as sensitive.
    pub(crate) fn header(&self) -> HeaderValue {
        self.0.clone()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(redacted)")
    }
}
