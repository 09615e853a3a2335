//! Answers that a fake is told to give.

use std::time::Duration;

use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue, LOCATION};
use hyper::{Response, StatusCode};
use serde_json::Value;

use crate::failure::{Failure, JSON, respond};
use crate::payload::{Cut, Payload, cut_off};

/// The answer to one request, queued with [`Fake::next`](crate::Fake::next).
///
/// It begins with what answers ([`new`](Self::new), [`genuine`](Self::genuine), …), and is then
/// changed: headers, body, a delay, a cut. Whatever answers, a request is recorded, and the answer
/// carries `X-Request-Id` unless that is changed too.
///
/// ```
/// use astro_api_fake::Answer;
///
/// // A proxy that cannot reach the API.
/// let unreachable = Answer::new(502).content_type("text/html").body("<html>Bad Gateway</html>");
/// // Too fast.
/// let too_many = Answer::new(429).header("retry-after", "2");
/// // A body that is shorter than its `Content-Length`.
/// let short = Answer::genuine().cut_after(10);
/// ```
#[derive(Clone, Debug)]
#[must_use = "queue it with `Fake::next`"]
pub struct Answer {
    pub(crate) source: Source,
    pub(crate) delay: Duration,
    status: Option<u16>,
    /// Names with the value to set, or without one to leave the header out.
    headers: Vec<(String, Option<String>)>,
    body: Option<Bytes>,
    cut: Option<(usize, Cut)>,
}

/// Where an answer comes from, before it is changed.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// The gateway and the API.
    Genuine,
    /// Nothing: the request has no effect.
    Empty,
    /// A JSON `Error` of the API that has no other cause.
    Error(StatusCode, String),
    /// The connection closes without an answer.
    HangUp,
    /// No answer ever comes, and the connection stays open.
    Silence,
}

impl Answer {
    /// An answer with this status and an empty body; the request has no effect.
    pub fn new(status: u16) -> Self {
        Self {
            status: Some(status),
            ..Self::from_source(Source::Empty)
        }
    }

    /// The answer that would be given anyway, to let a request pass, or to change, delay or cut
    /// that answer. The request has its effect.
    pub fn genuine() -> Self {
        Self::from_source(Source::Genuine)
    }

    /// An answer with this status and a JSON body.
    pub fn json(status: u16, body: &Value) -> Self {
        Self::new(status).content_type(JSON).body(body.to_string())
    }

    /// The API's JSON `Error`, with the id that the answer has in `X-Request-Id`.
    pub fn error(status: u16, message: impl Into<String>) -> Self {
        let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self {
            status: Some(status),
            ..Self::from_source(Source::Error(code, message.into()))
        }
    }

    /// 307 to another address.
    pub fn redirect(location: impl Into<String>) -> Self {
        Self::new(307).header(LOCATION.as_str(), location)
    }

    /// The connection closes without an answer.
    pub fn hang_up() -> Self {
        Self::from_source(Source::HangUp)
    }

    /// No answer ever comes, and the connection stays open.
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

    /// Sets a header, in place of one of that name.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), Some(value.into())));
        self
    }

    /// Leaves a header out that the answer would have, `X-Request-Id` for one.
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

    /// Waits before answering.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Closes the connection after the head and this many bytes of the body, while the head
    /// promises the whole. A body that is not longer than that arrives whole.
    pub fn cut_after(mut self, bytes: usize) -> Self {
        self.cut = Some((bytes, Cut::Close));
        self
    }

    /// Sends the head and this many bytes of the body, then nothing more, with the connection open.
    /// A body that is not longer than that arrives whole.
    pub fn stall_after(mut self, bytes: usize) -> Self {
        self.cut = Some((bytes, Cut::Stall));
        self
    }

    /// What a source without an effect answers; `None` leaves the answer to the caller.
    pub(crate) fn unchanged(&self, request_id: &str) -> Option<Response<Payload>> {
        match &self.source {
            Source::Empty => Some(Response::new(Payload::whole(Bytes::new()))),
            Source::Error(code, message) => {
                Some(Failure::new(*code, message.clone()).into_response(request_id, JSON))
            }
            Source::Genuine | Source::HangUp | Source::Silence => None,
        }
    }

    /// Makes the changes. A script that is not HTTP is answered with a 500 that says so: a test
    /// then fails on that text and not on a connection that closed.
    pub(crate) fn change(self, mut response: Response<Payload>) -> Response<Payload> {
        if let Err(error) = self.set_head(&mut response) {
            let message = format!("the answer told is not valid HTTP: {error}");
            return respond(StatusCode::INTERNAL_SERVER_ERROR, "text/plain", message);
        }
        if let Some(body) = self.body {
            *response.body_mut() = Payload::whole(body);
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
