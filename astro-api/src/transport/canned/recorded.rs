//! The requests that a test's client made.

use std::fmt;

use reqwest::{
    Method,
    header::{AUTHORIZATION, HeaderMap, HeaderValue},
};
use serde::de::DeserializeOwned;

use crate::{Error, redaction::BLACKED_OUT};

/// One request that a client sent to a [`CannedTransport`](super::CannedTransport); a retry is another one.
#[derive(Clone)]
pub struct RecordedRequest {
    method: Method,
    path: String,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl RecordedRequest {
    pub(super) fn new(request: &reqwest::Request, base_path: &str) -> Self {
        let url = request.url();
        let path = url.path();
        let mut headers = request.headers().clone();
        if headers.contains_key(AUTHORIZATION) {
            headers.insert(AUTHORIZATION, HeaderValue::from_static(BLACKED_OUT));
        }
        let body = request.body().and_then(reqwest::Body::as_bytes);
        Self {
            method: request.method().clone(),
            path: path.strip_prefix(base_path).unwrap_or(path).to_owned(),
            query: url.query_pairs().into_owned().collect(),
            headers,
            body: body.unwrap_or_default().to_vec(),
        }
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path below the base URL, percent-encoded: `/organizations/clmaxoarx000008l2c5ayb9pt`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query parameters in their order, decoded. A list is its name once for each item.
    pub fn query(&self) -> &[(String, String)] {
        &self.query
    }

    /// The first value of a query parameter.
    pub fn query_value(&self, name: &str) -> Option<&str> {
        let (_, value) = self.query.iter().find(|(n, _)| n == name)?;
        Some(value)
    }

    /// The headers. The value of `Authorization` is redacted.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body; empty if there was none.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body, deserialized from JSON.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) if the body is no JSON of that type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(&self.body).map_err(|e| {
            Error::invalid_request("the body of the recorded request is not JSON of this type")
                .with_source(e)
        })
    }
}

/// Without headers' values and the body, which may hold secrets.
impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordedRequest")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &self.query)
            .field("body_len", &self.body.len())
            .finish_non_exhaustive()
    }
}
