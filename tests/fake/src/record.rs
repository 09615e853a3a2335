//! Requests as they arrived.

use hyper::body::Bytes;
use hyper::http::request::Parts;

/// A request as received.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// `GET`, `POST`, …
    pub method: String,
    /// The path as sent, percent-encoded, with `/v1`.
    pub path: String,
    /// The query as sent, percent-encoded; empty for a request without one.
    pub query: String,
    /// The headers in the order sent, with names in lower case. Repeated names are next to each other.
    pub headers: Vec<(String, String)>,
    /// The body; empty for a request without one.
    pub body: Vec<u8>,
}

impl RecordedRequest {
    pub(crate) fn new(head: &Parts, body: &Bytes) -> Self {
        let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
        Self {
            method: head.method.to_string(),
            path: head.uri.path().to_owned(),
            query: head.uri.query().unwrap_or_default().to_owned(),
            headers: head
                .headers
                .iter()
                .map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes())))
                .collect(),
            body: body.to_vec(),
        }
    }

    /// Returns the first value of a header. The name must be in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }
}
