//! The one error of the crate.

mod body;
mod excerpt;
mod transport;

use std::{error::Error as StdError, fmt};

use reqwest::StatusCode;

pub(crate) use body::ErrorBody;
pub(crate) use excerpt::excerpt;
use transport::Transport;

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
/// match client.get_organization().organization_id("clmaxoarx000008l2c5ayb9pt").send().await {
///     Ok(organization) => println!("{}", organization.name),
///     Err(e) if e.is_not_found() => println!("no such organization"),
///     Err(e) if e.is_retryable() => println!("later, perhaps: {e}"),
///     Err(e) => println!("{e} (request id: {})", e.request_id().unwrap_or("none")),
/// }
/// # }
/// ```
pub struct Error(Box<Details>);

/// What went wrong, in kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client was set up with something that cannot work: no token, or a base URL that is none. Nothing was sent.
    Configuration,
    /// The request breaks a rule that the API documents: a parameter is missing or out of bounds, an id is empty or
    /// would lead to another path. Nothing was sent.
    InvalidRequest,
    /// The connection failed: it was refused, cut off, or the answer was no HTTP.
    Connection,
    /// No answer within the time allowed.
    Timeout,
    /// The API answered with a status that is no success; [`Error::status`] has it.
    Status,
    /// The API answered with success, but with a body that is not what its documentation promises.
    Decode,
    /// The pages of a list contradict each other: one was empty while the total promised more rows.
    InconsistentPages,
}

#[derive(Debug)]
struct Details {
    kind: ErrorKind,
    operation: Option<&'static str>,
    message: String,
    status: Option<StatusCode>,
    request_id: Option<String>,
    field_errors: Vec<FieldError>,
    body: Option<String>,
    json_path: Option<String>,
    retryable: bool,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// One rule that a request broke, as the API reports it with status 400.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldError {
    /// The field or parameter, by its name in the API.
    pub field: String,
    /// The rule, in a word: `required`, `max`, `oneof` and others; the set is open.
    pub code: String,
    /// What the API says about it.
    pub message: String,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Details {
            kind,
            operation: None,
            message: message.into(),
            status: None,
            request_id: None,
            field_errors: Vec::new(),
            body: None,
            json_path: None,
            retryable: false,
            source: None,
        }))
    }

    pub(crate) fn configuration(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, message)
    }

    pub(crate) fn invalid_request(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidRequest, message)
    }

    /// A failure of the HTTP client while a request was under way.
    ///
    /// The URL is dropped from it, because a query may hold what is nobody's business.
    pub(crate) fn transport(error: reqwest::Error, idempotent: bool) -> Self {
        let error = error.without_url();
        let (kind, message) = if error.is_timeout() {
            (
                ErrorKind::Timeout,
                "no answer came within the time allowed; try again, or allow more with `ClientBuilder::timeout`",
            )
        } else if error.is_connect() {
            (
                ErrorKind::Connection,
                "no connection could be made; check the network, the base URL and any proxy",
            )
        } else if error.is_builder() {
            (ErrorKind::InvalidRequest, "the request could not be built")
        } else {
            (
                ErrorKind::Connection,
                "the connection broke before the answer was complete; try again",
            )
        };
        let unsent = error.is_connect();
        let mut this = Self::new(kind, message);
        this.0.retryable = kind != ErrorKind::InvalidRequest && (idempotent || unsent);
        this.with_source(Transport(error))
    }

    /// An answer with a status that is no success.
    pub(crate) fn status_answer(status: StatusCode, body: ErrorBody, idempotent: bool) -> Self {
        let message = body.message.unwrap_or_else(|| {
            status
                .canonical_reason()
                .unwrap_or("no reason given")
                .to_owned()
        });
        let mut this = Self::new(ErrorKind::Status, message);
        this.0.status = Some(status);
        this.0.request_id = body.request_id;
        this.0.field_errors = body.field_errors;
        this.0.body = body.excerpt;
        this.0.retryable = match status.as_u16() {
            // The API did not take the request in, so sending it again cannot do anything twice.
            429 => true,
            408 | 500 | 502 | 503 | 504 => idempotent,
            _ => false,
        };
        this
    }

    /// A successful answer that cannot be read.
    pub(crate) fn decode(
        message: impl Into<String>,
        json_path: Option<String>,
        body: &[u8],
    ) -> Self {
        let mut this = Self::new(ErrorKind::Decode, message);
        // A key may be anything, too.
        this.0.json_path = json_path.map(|path| excerpt(path.as_bytes()));
        this.0.body = Some(excerpt(body)).filter(|b| !b.is_empty());
        this
    }

    /// Says that it was one record, of many in the body, that could not be decoded.
    pub(crate) fn of_record(mut self, number: u64, line: &[u8]) -> Self {
        self.0.message = format!("record {number} cannot be read: {}", self.0.message);
        self.0.body = Some(excerpt(line));
        self
    }

    pub(crate) fn with_source(
        mut self,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn with_operation(mut self, operation: &'static str) -> Self {
        self.0.operation = Some(operation);
        self
    }

    /// Adds what is known of the answer that the error is about; what is known already stays.
    pub(crate) fn with_answer(mut self, status: StatusCode, request_id: Option<String>) -> Self {
        self.0.status.get_or_insert(status);
        self.0.request_id = self.0.request_id.take().or(request_id);
        self
    }

    /// What kind of failure it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation that failed, by its name in the API: `ListOrganizations`. `None` for failures before any.
    pub fn operation(&self) -> Option<&str> {
        self.0.operation
    }

    /// The HTTP status, if there was an answer. For a body that could not be read, that is a status of success.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
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

    /// The beginning of a body that was not what was expected, at most 1 KiB of it, with anything that looks like a
    /// token blacked out.
    pub fn body_excerpt(&self) -> Option<&str> {
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

    /// Whether the same call may be made again and might then succeed.
    ///
    /// True for failures that pass (time-outs, broken connections, status 408, 429, 500, 502, 503 and 504), unless the
    /// call could then be carried out twice: creating something is retryable only when it certainly was not done,
    /// because no connection was made or the status is 429. An update and a deletion may be repeated; a repeated
    /// deletion may answer 404.
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
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

    /// What to do about a status, where the status alone says it.
    fn advice(&self) -> Option<&'static str> {
        if self.0.kind != ErrorKind::Status {
            return None;
        }
        match self.0.status?.as_u16() {
            301..=303 | 307 | 308 => Some(
                "redirects are not followed, because the token would follow too; check the base URL",
            ),
            401 => Some("check that the token is complete, and neither expired nor revoked"),
            403 => Some(
                "check that the token's role has the permission, and that a token was sent at all",
            ),
            404 => Some("check the id, and that the token may see it"),
            409 => Some("wait until the work in progress is done, then try again"),
            429 => Some("wait a moment, then send fewer requests a second"),
            500..=599 => {
                Some("try again later; if it lasts, give the request id to Astronomer's support")
            }
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{operation}: ")?;
        }
        match (self.0.kind, self.0.status) {
            (ErrorKind::Status, Some(status)) => {
                write!(f, "the API answered {}", status.as_u16())?;
                if let Some(reason) = status.canonical_reason() {
                    write!(f, " {reason}")?;
                }
                if status.canonical_reason() != Some(self.message()) {
                    write!(f, ": {}", self.message())?;
                }
            }
            _ => f.write_str(self.message())?,
        }
        if let Some(path) = self.json_path() {
            write!(f, " (at {path})")?;
        }
        for field in self.field_errors() {
            if field.message.is_empty() {
                write!(f, "; {}: {}", field.field, field.code)?;
            } else if !self.message().contains(&field.message) {
                // The message often repeats the first field error.
                write!(f, "; {}: {}", field.field, field.message)?;
            }
        }
        if let Some(advice) = self.advice() {
            write!(f, "; {advice}")?;
        }
        if let Some(id) = self.request_id() {
            write!(f, " (request id {id})")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Details {
            kind,
            operation,
            message,
            status,
            request_id,
            field_errors,
            body,
            json_path,
            retryable,
            source,
        } = &*self.0;
        f.debug_struct("Error")
            .field("kind", kind)
            .field("operation", operation)
            .field("status", status)
            .field("message", message)
            .field("request_id", request_id)
            .field("field_errors", field_errors)
            .field("json_path", json_path)
            .field("body", body)
            .field("retryable", retryable)
            .field("source", source)
            .finish()
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
