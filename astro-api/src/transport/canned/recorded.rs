//! Recorded requests.

use std::fmt;

use reqwest::{
    Method,
    header::{AUTHORIZATION, HeaderMap, HeaderValue},
};
use serde::de::DeserializeOwned;

use crate::{error::Error, redaction::REDACTED_TEXT};

/// A request that a client sent to a [`CannedTransport`](super::CannedTransport).
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
            headers.insert(AUTHORIZATION, HeaderValue::from_static(REDACTED_TEXT));
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

    /// Returns the method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Returns the path relative to the base URL, percent-encoded, such as
    /// `/organizations/clmaxoarx000008l2c5ayb9pt`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the query parameters in order, decoded. A list has one entry for each item.
    pub fn query(&self) -> &[(String, String)] {
        &self.query
    }

    /// Returns the first value of a query parameter.
    pub fn query_value(&self, name: &str) -> Option<&str> {
        let (_, value) = self.query.iter().find(|(n, _)| n == name)?;
        Some(value)
    }

    /// Returns the headers. The value of `Authorization` is redacted.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the body; empty if the request has no body.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Deserializes the body from JSON.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) if the body is not JSON of that type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(&self.body).map_err(|e| {
            Error::invalid_request("the body of the recorded request is not JSON of this type")
                .with_source(e)
        })
    }
}

/// Omits the values of headers and the body, which may contain secrets.
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
