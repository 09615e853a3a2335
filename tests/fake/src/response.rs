//! Canned responses of a fake.

use std::time::Duration;

use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue, LOCATION};
use hyper::{Response, StatusCode};
use serde_json::Value;

use crate::failure::{Failure, JSON, respond};
use crate::payload::{Cut, Payload, cut_off};

/// A response to one request, queued with [`Fake::next`](crate::Fake::next).
///
/// Create it with [`new`](Self::new), [`regular`](Self::regular) or another constructor, and change its headers,
/// body, delay or length. The request is recorded in any case, and the response has `X-Request-Id` unless that is
/// removed.
///
/// ```
/// use astro_api_fake::FakeResponse;
///
/// // A proxy that cannot reach the API.
/// let unreachable = FakeResponse::new(502).content_type("text/html").body("<html>Bad Gateway</html>");
/// // Too many requests.
/// let too_many = FakeResponse::new(429).header("retry-after", "2");
/// // A body that is shorter than its `Content-Length`.
/// let short = FakeResponse::regular().cut_after(10);
/// ```
#[derive(Clone, Debug)]
#[must_use = "a response does nothing until it is queued with `Fake::next`"]
pub struct FakeResponse {
    pub(crate) source: Source,
    pub(crate) delay: Duration,
    status: Option<u16>,
    /// Header names with the value to set, or `None` to remove the header.
    headers: Vec<(String, Option<String>)>,
    body: Option<Bytes>,
    cut: Option<(usize, Cut)>,
}

/// The origin of a response before it is changed.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// The gateway and the API.
    Regular,
    /// No handler: the request has no effect.
    Empty,
    /// A JSON `Error` of the API without another cause.
    Error(StatusCode, String),
    /// Closes the connection without a response.
    HangUp,
    /// Sends no response, and keeps the connection open.
    Silence,
}

impl FakeResponse {
    /// Creates a response with this status and an empty body. The request has no effect.
    pub fn new(status: u16) -> Self {
        Self {
            status: Some(status),
            ..Self::from_source(Source::Empty)
        }
    }

    /// Creates the regular response, to let a request pass, or to change, delay or truncate the response. The request
    /// takes effect.
    pub fn regular() -> Self {
        Self::from_source(Source::Regular)
    }

    /// Creates a response with this status and a JSON body.
    pub fn json(status: u16, body: &Value) -> Self {
        Self::new(status).content_type(JSON).body(body.to_string())
    }

    /// Creates a JSON error like those of the API, with the id of `X-Request-Id`.
    pub fn error(status: u16, message: impl Into<String>) -> Self {
        let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self {
            status: Some(status),
            ..Self::from_source(Source::Error(code, message.into()))
        }
    }

    /// Creates a redirect with status 307.
    pub fn redirect(location: impl Into<String>) -> Self {
        Self::new(307).header(LOCATION.as_str(), location)
    }

    /// Closes the connection without a response.
    pub fn hang_up() -> Self {
        Self::from_source(Source::HangUp)
    }

    /// Sends no response, and keeps the connection open.
    pub fn silence() -> Self {
        Self::from_source(Source::Silence)
    }

    fn from_source(source: Source) -> Self {
        Self {
            source,
            delay: Duration::ZERO,
            status: None,
            headers: Vec::new(),
            body: None,
            cut: None,
        }
    }

    /// Sets a header.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), Some(value.into())));
        self
    }

    /// Removes a header, such as `X-Request-Id`.
    pub fn without_header(mut self, name: impl Into<String>) -> Self {
        self.headers.push((name.into(), None));
        self
    }

    /// Sets `Content-Type`.
    pub fn content_type(self, media_type: impl Into<String>) -> Self {
        self.header(CONTENT_TYPE.as_str(), media_type)
    }

    /// Sets the body.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(Bytes::from(body.into()));
        self
    }

    /// Delays the response.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Closes the connection after the headers and this many bytes of the body. `Content-Length` is that of the whole
    /// body. A shorter body is sent completely.
    pub fn cut_after(mut self, bytes: usize) -> Self {
        self.cut = Some((bytes, Cut::Close));
        self
    }

    /// Stops sending after the headers and this many bytes of the body, and keeps the connection open. A shorter body
    /// is sent completely.
    pub fn stall_after(mut self, bytes: usize) -> Self {
        self.cut = Some((bytes, Cut::Stall));
        self
    }

    /// Returns the response of a source that has no effect; `None` leaves it to the caller.
    pub(crate) fn unchanged(&self, request_id: &str) -> Option<Response<Payload>> {
        match &self.source {
            Source::Empty => Some(Response::new(Payload::buffered(Bytes::new()))),
            Source::Error(code, message) => {
                Some(Failure::new(*code, message.clone()).into_response(request_id, JSON))
            }
            Source::Regular | Source::HangUp | Source::Silence => None,
        }
    }

    /// Applies the changes. A canned response that is not valid HTTP becomes a 500 that explains it, so that a test
    /// fails with that text and not with a closed connection.
    pub(crate) fn change(self, mut response: Response<Payload>) -> Response<Payload> {
        if let Err(error) = self.set_head(&mut response) {
            let message = format!("the queued response is not valid HTTP: {error}");
            return respond(StatusCode::INTERNAL_SERVER_ERROR, "text/plain", message);
        }
        if let Some(body) = self.body {
            *response.body_mut() = Payload::buffered(body);
        }
        if let Some((after, cut)) = self.cut {
            cut_off(&mut response, after, cut);
        }
        response
    }

    fn set_head(&self, response: &mut Response<Payload>) -> Result<(), hyper::http::Error> {
        if let Some(status) = self.status {
            *response.status_mut() = StatusCode::from_u16(status)?;
        }
        for (name, value) in &self.headers {
            let name = HeaderName::from_bytes(name.as_bytes())?;
            match value {
                Some(value) => response
                    .headers_mut()
                    .insert(name, HeaderValue::from_str(value)?),
                None => response.headers_mut().remove(name),
            };
        }
        Ok(())
    }
}
