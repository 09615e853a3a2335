//! A response before its body is deserialized.

use serde::de::DeserializeOwned;

use super::{Response, ResponseParts, decode};
use crate::{auth::Token, error::Error};

/// A successful response: `RawResponse<Vec<u8>>` is buffered, `RawResponse<reqwest::Response>` is streamed.
pub(crate) struct RawResponse<B> {
    pub(crate) parts: ResponseParts,
    pub(crate) body: B,
    /// The token of the request, which must be redacted from errors.
    pub(crate) token: Token,
}

impl RawResponse<Vec<u8>> {
    /// Deserializes the body from JSON.
    pub(crate) fn decode<T: DeserializeOwned>(self) -> Result<Response<T>, Error> {
        match decode::json(&self.body, &self.token) {
            Ok(value) => Ok(self.parts.with(value)),
            Err(e) => Err(self.parts.with_context(e)),
        }
    }

    /// Deserializes the body from JSON, if there is one.
    pub(crate) fn decode_or_none<T: DeserializeOwned>(self) -> Result<Response<Option<T>>, Error> {
        if self.body.trim_ascii().is_empty() {
            return Ok(self.parts.with(None));
        }
        let response: Response<T> = self.decode()?;
        Ok(response.map(Some))
    }
}
