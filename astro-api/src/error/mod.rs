//! The error type of the crate.

mod body;
mod construct;
#[cfg(all(feature = "deploy", astro_v1))]
mod deploy;
mod display;
mod kind;
mod retryability;
mod transport;

use std::{borrow::Cow, error::Error as StdError, time::Duration};

use reqwest::{StatusCode, header::HeaderMap};

pub(crate) use body::ErrorBody;
pub use kind::{ErrorKind, FieldError};
pub(crate) use retryability::{Delivery, Persistence, RetryStopReason, TimeoutScope};

/// The error type of every fallible call.
///
/// [`kind`](Self::kind) and the methods that start with `is_` classify the error. [`status`](Self::status),
/// [`message`](Self::message) and [`field_errors`](Self::field_errors) return the content of the response, even if the
/// body is not JSON; without a message in the body, `message` is one of this crate. [`request_id`](Self::request_id) is
/// the id that Astronomer's support needs.
/// [`source`](std::error::Error::source) returns the causes; no cause repeats the text of the previous one.
///
/// ```
/// # async fn run(client: astro_api::Client) {
/// match client.organization("clmaxoarx000008l2c5ayb9pt").get_organization().send().await {
///     Ok(organization) => println!("{}", organization.name),
///     Err(e) if e.is_not_found() => println!("no such organization"),
///     Err(e) if e.is_retryable() => println!("temporary, retry later: {e}"),
///     Err(e) => println!("{e} (request id: {})", e.request_id().unwrap_or("none")),
/// }
/// # }
/// ```
///
/// # Troubleshooting
///
/// The client returns an error after its own retries; see [`is_retryable`](Self::is_retryable).
///
/// | error | cause | what to do |
/// |---|---|---|
/// | [`Configuration`](ErrorKind::Configuration) | The client cannot work as configured: no token, an invalid base URL, an `https` URL without a TLS feature, or no tokio runtime. | Correct the setting that the message names. |
/// | [`InvalidRequest`](ErrorKind::InvalidRequest) | A parameter or the body is missing, out of bounds, or would change the path. Nothing was sent. | Correct the value that the message names. |
/// | [`TokenSource`](ErrorKind::TokenSource) | The [`TokenSource`](crate::TokenSource) failed. | See [`source`](std::error::Error::source). |
/// | [`Connection`](ErrorKind::Connection) | DNS, network, proxy or TLS failed, or the connection broke. | Check the base URL, `HTTPS_PROXY` and the root certificates. Container images without certificates need the feature `webpki-roots`. |
/// | [`Timeout`](ErrorKind::Timeout) | A response, a rate limit or a wait took too long. The message names the timeout. | Increase that timeout, or request smaller pages with `limit`. |
/// | [`Decode`](ErrorKind::Decode) | The body of a successful response is not JSON, a value has the wrong type, a page lacks its items or its total, or a resource its `id`. [`json_path`](Self::json_path) is the location. | Update this crate. If the body is HTML, check the base URL. |
/// | [`UnreachableState`](ErrorKind::UnreachableState) | The resource reached a terminal state other than the target. | Read `statusReason` of the resource. |
/// | [`InconsistentPages`](ErrorKind::InconsistentPages) | A page was empty before the total was reached, because the list changed during the iteration. | Iterate again. |
/// | [`Ambiguous`](ErrorKind::Ambiguous) | Several resources have the name. | Use the id. The message contains the ids. |
/// | [`Archive`](ErrorKind::Archive) | The files of a deploy could not be read, packed or written to a temporary file. | See [`source`](std::error::Error::source). |
/// | [`Upload`](ErrorKind::Upload) | The upload of a deploy failed, or the image could not be pushed. | See [`status`](Self::status), the status code of the storage, and the message. |
/// | status 400 | The request is invalid, or the name is taken. | See [`field_errors`](Self::field_errors) and the message. |
/// | status 401 | The token is malformed, expired or revoked. A gateway responds in plain text, not in JSON. | Create a new token, or use a [`TokenSource`](crate::TokenSource). |
/// | status 403 | The token lacks the permission of the operation, or the gateway received no token (`RBAC: access denied`). | Give the token a role with the permission. |
/// | status 404 | The resource does not exist, or the token may not see it. | Check the ids and the Organization. |
/// | status 409 | The state of the resource does not allow the request, such as while another operation changes a cluster. | Retry later, or set `with_retry_on_conflict`. |
/// | status 429 | Too many requests with this token. | If other programs use the token, lower [`RateLimits`](crate::RateLimits). |
/// | status 5xx | The API or a gateway failed. The body may be HTML or empty. | Retry later. If it persists, give the request id to Astronomer's support. |
///
/// The API allows 25 GET, 10 POST and 5 DELETE requests per second for each token, and 2 exports of audit logs per
/// minute. The client enforces these limits by itself.
pub struct Error(Box<Details>);

#[derive(Debug)]
struct Details {
    kind: ErrorKind,
    /// The context of the operation, such as a step of a deploy.
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
    /// Whether the request may have been executed.
    maybe_executed: bool,
    /// Whether the request may be executed twice without a further effect.
    idempotent: bool,
    retry_after: Option<Duration>,
    /// The number of attempts.
    attempts: u32,
    /// The reason why it was not retried.
    stop_reason: Option<RetryStopReason>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// Returns the kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the id of the operation, such as `ListOrganizations`, or method and path for
    /// [`Client::request`](crate::Client::request). `None` for errors outside of an operation.
    pub fn operation(&self) -> Option<&str> {
        self.0.operation.as_deref()
    }

    /// Returns the status code of the response, if it caused the error. `None` if no response was received, and for a
    /// successful response that cannot be used, such as with [`ErrorKind::Decode`].
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status.filter(|status| !status.is_success())
    }

    /// Returns the status code of the response, even if it is a success.
    pub(crate) fn received_status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// Returns the headers of the response, if one was received.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.headers.as_ref()
    }

    /// Returns the id of the request, from the body or the headers of the response. Astronomer's support needs it.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Returns the message of the API, or a message of this crate if the API sent none.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Returns the rules that the request violates, if the API listed them. Only with status 400.
    pub fn field_errors(&self) -> &[FieldError] {
        &self.0.field_errors
    }

    /// Returns the first 1 KiB of the response body, with everything that looks like a token redacted.
    pub fn body(&self) -> Option<&str> {
        self.0.body.as_deref()
    }

    /// Returns where decoding failed, as a [JSONPath](https://www.rfc-editor.org/rfc/rfc9535) such as
    /// `$.organizations[3].createdAt`.
    pub fn json_path(&self) -> Option<&str> {
        self.0.json_path.as_deref()
    }

    /// Returns whether a timeout occurred: in the client, or in the API with status 408 or 504.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout || self.has_status(408) || self.has_status(504)
    }

    /// Returns whether no connection could be established, or a connection broke.
    pub fn is_connection(&self) -> bool {
        self.0.kind == ErrorKind::Connection
    }

    /// Returns whether the failure is temporary and the call can be repeated safely. The client has already retried it
    /// as its [`RetryPolicy`](crate::RetryPolicy) allows. Status 409 is not included; see `with_retry_on_conflict`.
    ///
    /// True for timeouts, connection failures, and status 408, 429, 500, 502, 503 and 504, if the request is idempotent
    /// (reads, updates, deletes), or if it was certainly not executed (no connection was established, or status 429).
    /// Creates, `rotate_api_token`, `finalize_deploy`, `deploy_rollback` and `agent_action` are not idempotent. A
    /// repeated delete may return 404.
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// Returns whether the API may have executed the request. True after a connection failure or a timeout while
    /// waiting for the response, after status 408 and 5xx except 501, 505 and 511, and after a successful response
    /// that cannot be deserialized.
    ///
    /// Check before you repeat a create:
    ///
    /// ```
    /// # fn handle(e: astro_api::Error) {
    /// if e.may_have_been_executed() {
    ///     eprintln!("list what is there before you repeat this: {e}");
    /// }
    /// # }
    /// ```
    pub fn may_have_been_executed(&self) -> bool {
        self.0.maybe_executed
    }

    /// Returns how many times the request was sent; 0 if it was not sent.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns the delay that the API requested with `Retry-After` ([RFC 9110, section
    /// 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)).
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Returns whether the status is 404: the resource does not exist, or the token may not see it.
    pub fn is_not_found(&self) -> bool {
        self.has_status(404)
    }

    /// Returns whether the status is 401: the token is malformed, expired or revoked.
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(401)
    }

    /// Returns whether the status is 403: the token lacks the permission.
    pub fn is_forbidden(&self) -> bool {
        self.has_status(403)
    }

    /// Returns whether the status is 409: the state of the resource does not allow the request now.
    pub fn is_conflict(&self) -> bool {
        self.has_status(409)
    }

    /// Returns whether a resource of that name already exists. The API returns status 400 with "already exists" in
    /// the message, not 409.
    pub fn is_already_exists(&self) -> bool {
        (self.has_status(400) || self.has_status(409))
            && self.message().to_lowercase().contains("already exists")
    }

    /// Returns whether the status is 429: too many requests.
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(429)
    }

    /// Returns whether the request is invalid: rejected before it was sent, or by the API with status 400.
    pub fn is_invalid_request(&self) -> bool {
        self.0.kind == ErrorKind::InvalidRequest || self.has_status(400)
    }

    /// Returns whether a successful response could not be deserialized.
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

/// Converts errors of a [`ByteStream`](crate::ByteStream) that is read as `AsyncRead`.
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
