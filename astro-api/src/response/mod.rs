//! A response with its status and headers.

pub(crate) mod body;
mod byte_stream;
pub(crate) mod decode;
pub(crate) mod gzip;
mod ndjson;
mod raw;
mod unpacker;

pub use byte_stream::ByteStream;
pub use ndjson::NdjsonStream;
pub(crate) use raw::RawResponse;

use std::{fmt, ops::Deref};

use reqwest::{StatusCode, header::HeaderMap};

use crate::{auth::Token, error::Error, redaction::excerpt};

/// The headers that may carry the id of a request.
const REQUEST_ID: [&str; 2] = ["x-request-id", "x-astro-request-id"];

/// A value with the status code and the headers of the response.
///
/// It dereferences to the value, so `page.organizations` reads it. [`into_inner`](Self::into_inner) returns the
/// value.
#[derive(Clone, PartialEq)]
pub struct Response<T> {
    parts: ResponseParts,
    value: T,
}

/// The status and headers of a response.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ResponseParts {
    pub(crate) status: StatusCode,
    headers: HeaderMap,
    request_id: Option<String>,
    /// The number of attempts.
    pub(crate) attempts: u32,
}

impl ResponseParts {
    pub(crate) fn from_response(response: &reqwest::Response, sent: &Token, attempts: u32) -> Self {
        Self::new(
            response.status(),
            response.headers().clone(),
            sent,
            attempts,
        )
    }

    pub(crate) fn new(status: StatusCode, headers: HeaderMap, sent: &Token, attempts: u32) -> Self {
        Self {
            status,
            request_id: request_id(&headers, sent),
            headers,
            attempts,
        }
    }

    pub(crate) fn with<T>(self, value: T) -> Response<T> {
        Response { parts: self, value }
    }

    /// Adds the response to an error.
    pub(crate) fn with_context(&self, error: Error) -> Error {
        error
            .with_response(self.status, self.request_id(), &self.headers)
            .with_attempts(self.attempts)
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    pub(crate) fn request_id(&self) -> Option<String> {
        self.request_id.clone()
    }
}

/// Omits an id that cannot be shown unchanged.
fn request_id(headers: &HeaderMap, sent: &Token) -> Option<String> {
    REQUEST_ID.iter().find_map(|name| {
        let id = headers.get(*name)?.to_str().ok()?;
        (!id.is_empty() && excerpt(id.as_bytes(), Some(sent.secret())) == id).then(|| id.to_owned())
    })
}

impl<T> Response<T> {
    /// Creates a response with status 200, no headers and one attempt, for tests; requires the feature `test-util`.
    /// [`CannedResponse::into_result`](crate::test_util::CannedResponse::into_result) creates one with a status,
    /// headers or a body.
    #[cfg(feature = "test-util")]
    pub fn new(value: T) -> Self {
        let parts = ResponseParts {
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            request_id: None,
            attempts: 1,
        };
        parts.with(value)
    }

    /// Returns the HTTP status code. It is a success code, with one exception: a delete that was retried because its
    /// first response was lost succeeds with 404.
    pub fn http_status(&self) -> StatusCode {
        self.parts.status
    }

    /// Returns the HTTP headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// Returns the id of the request, if the API sent one. Astronomer's support needs it.
    pub fn request_id(&self) -> Option<&str> {
        self.parts.request_id.as_deref()
    }

    /// Returns how many times the request was sent.
    pub fn attempts(&self) -> u32 {
        self.parts.attempts
    }

    pub(crate) fn parts(&self) -> &ResponseParts {
        &self.parts
    }

    /// Returns the value.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Returns the value, the status code and the headers.
    pub fn into_parts(self) -> (T, StatusCode, HeaderMap) {
        (self.value, self.parts.status, self.parts.headers)
    }

    /// Converts the value, and keeps status code, headers, request id and attempts.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Response<U> {
        self.parts.with(convert(self.value))
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> AsRef<T> for Response<T> {
    fn as_ref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.parts.status)
            .field("request_id", &self.request_id())
            .field("value", &self.value)
            .finish()
    }
}
