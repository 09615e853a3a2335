//! The one error of the crate.

mod body;
#[cfg(all(feature = "deploy", astro_v1))]
mod deploy;
mod excerpt;
mod kind;
mod make;
mod sent_token;
mod show;
mod transport;

use std::{borrow::Cow, error::Error as StdError, time::Duration};

use reqwest::{StatusCode, header::HeaderMap};

pub(crate) use body::ErrorBody;
pub(crate) use excerpt::excerpt;
pub use kind::{ErrorKind, FieldError};

use crate::retry::Stop;

/// Anything that can fail in this crate.
///
/// It answers the questions that a program asks of a failure: what kind it is ([`kind`](Self::kind) and the methods
/// that start with `is_`), what the API said ([`status`](Self::status), [`message`](Self::message),
/// [`field_errors`](Self::field_errors)), what to tell Astronomer's support ([`request_id`](Self::request_id)), and
/// whether to try again ([`is_retryable`](Self::is_retryable)). What lies beneath is in
/// [`source`](std::error::Error::source), link by link; the text of one link does not repeat the next.
///
/// ```
/// # async fn run(client: astro_api::Client) {
/// match client.organization("clmaxoarx000008l2c5ayb9pt").get_organization().send().await {
///     Ok(organization) => println!("{}", organization.name),
///     Err(e) if e.is_not_found() => println!("no such organization"),
///     Err(e) if e.is_retryable() => println!("later, perhaps: {e}"),
///     Err(e) => println!("{e} (request id: {})", e.request_id().unwrap_or("none")),
/// }
/// # }
/// ```
pub struct Error(Box<Details>);

#[derive(Debug)]
struct Details {
    kind: ErrorKind,
    /// What the operation was a part of, such as a step of a deploy.
    context: Option<String>,
    operation: Option<Cow<'static, str>>,
    message: String,
    status: Option<StatusCode>,
    headers: Option<HeaderMap>,
    request_id: Option<String>,
    field_errors: Vec<FieldError>,
    body: Option<String>,
    json_path: Option<String>,
    retryable: bool,
    /// Whether the request may have been carried out all the same.
    may_be_done: bool,
    /// Whether the request may be carried out twice without doing more than once.
    idempotent: bool,
    retry_after: Option<Duration>,
    /// How many times the request was sent.
    attempts: u32,
    /// Why it was not sent once more.
    stop: Option<Stop>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// What kind of failure it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation that failed, by its name in the API: `ListOrganizations`; for requests made with
    /// [`Client::request`](crate::Client::request), method and path. `None` for failures before any.
    pub fn operation(&self) -> Option<&str> {
        self.0.operation.as_deref()
    }

    /// Returns the status code of the response, if it is the reason for the error. `None` where no response was received,
    /// and for a response of success that cannot be used, such as one of the kind [`ErrorKind::Decode`].
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status.filter(|status| !status.is_success())
    }

    /// The status code of the response, a success included.
    pub(crate) fn received_status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// Returns the headers of the response, if one was received.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.headers.as_ref()
    }

    /// The id that the API gave the request, from the error's body or from the answer's headers: what Astronomer's
    /// support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// What the API said, or, if it said nothing, what this crate has to say.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The rules that the request broke, if the API named them; only with status 400.
    pub fn field_errors(&self) -> &[FieldError] {
        &self.0.field_errors
    }

    /// Returns the beginning of the body of the response, at most 1 KiB, with anything that looks like a token redacted.
    pub fn body(&self) -> Option<&str> {
        self.0.body.as_deref()
    }

    /// Where in the body decoding failed, as a [JSONPath](https://www.rfc-editor.org/rfc/rfc9535):
    /// `$.organizations[3].createdAt`.
    pub fn json_path(&self) -> Option<&str> {
        self.0.json_path.as_deref()
    }

    /// Whether time ran out, here or, with status 408 or 504, there.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout || self.has_status(408) || self.has_status(504)
    }

    /// Whether no connection could be made, or one broke.
    pub fn is_connection(&self) -> bool {
        self.0.kind == ErrorKind::Connection
    }

    /// Whether the same call may be made again and might then succeed. The client has tried again by itself already, as
    /// its [`RetryPolicy`](crate::RetryPolicy) says.
    ///
    /// True for failures that pass (time-outs, broken connections, status 408, 429, 500, 502, 503 and 504), unless the
    /// call could then be carried out twice: creating something is retryable only when it certainly was not done,
    /// because no connection was made or the status is 429. An update and a deletion may be repeated; a repeated
    /// deletion may answer 404.
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// Whether the API may have executed the request, as far as this client knows: it was sent, by any of the attempts,
    /// and no response says that it was not executed. True after a connection that broke or a timeout while the response
    /// was awaited, after status 408, 500, 502, 503 and 504, and after a response of success that cannot be read.
    ///
    /// A program that creates something looks for it before it repeats such a call:
    ///
    /// ```
    /// # fn handle(e: astro_api::Error) {
    /// if e.may_have_been_executed() {
    ///     eprintln!("list what is there before you repeat this: {e}");
    /// }
    /// # }
    /// ```
    pub fn may_have_been_executed(&self) -> bool {
        self.0.may_be_done
    }

    /// How many times the request was sent before the failure was returned; 0 if it was not sent at all.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the API asked to wait before the next attempt, if it did, with `Retry-After`
    /// ([RFC 9110, section 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)).
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Whether what was asked for does not exist, or not for this token: status 404.
    pub fn is_not_found(&self) -> bool {
        self.has_status(404)
    }

    /// Whether the token is malformed, expired or revoked: status 401.
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(401)
    }

    /// Whether the token lacks the permission: status 403.
    pub fn is_forbidden(&self) -> bool {
        self.has_status(403)
    }

    /// Whether the resource is in a state that does not allow this now, such as a workflow that runs on it: status 409.
    pub fn is_conflict(&self) -> bool {
        self.has_status(409)
    }

    /// Whether something of that name exists already. The API returns status 400 with "already exists" in the message, not
    /// 409.
    pub fn is_already_exists(&self) -> bool {
        (self.has_status(400) || self.has_status(409))
            && self.message().to_lowercase().contains("already exists")
    }

    /// Whether requests came too fast: status 429.
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(429)
    }

    /// Whether the request broke a rule, found here before it was sent or there with status 400.
    pub fn is_invalid_request(&self) -> bool {
        self.0.kind == ErrorKind::InvalidRequest || self.has_status(400)
    }

    /// Whether an answer of success could not be read.
    pub fn is_decode(&self) -> bool {
        self.0.kind == ErrorKind::Decode
    }

    fn has_status(&self, status: u16) -> bool {
        self.0.kind == ErrorKind::Status && self.0.status.is_some_and(|s| s.as_u16() == status)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0
            .source
            .as_ref()
            .map(|s| &**s as &(dyn StdError + 'static))
    }
}

/// For code that reads a [`ByteStream`](crate::ByteStream) as an `AsyncRead`.
impl From<Error> for std::io::Error {
    fn from(error: Error) -> Self {
        let kind = match error.kind() {
            ErrorKind::Timeout => std::io::ErrorKind::TimedOut,
            ErrorKind::Connection => std::io::ErrorKind::ConnectionAborted,
            ErrorKind::Decode => std::io::ErrorKind::InvalidData,
            _ => std::io::ErrorKind::Other,
        };
        Self::new(kind, error)
    }
}
