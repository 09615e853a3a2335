//! The constructors of errors.

use std::{borrow::Cow, error::Error as StdError, time::Duration};

use reqwest::{StatusCode, header::HeaderMap};

use super::{
    Delivery::{self, NotExecuted, Sent},
    Details, Error, ErrorBody, ErrorKind,
    Persistence::{self, Permanent, Transient},
    RetryStopReason, TimeoutScope,
    transport::{Problem, Transport},
};
use crate::redaction::excerpt;

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Details {
            kind,
            context: None,
            operation: None,
            message: message.into(),
            status: None,
            headers: None,
            request_id: None,
            field_errors: Vec::new(),
            body: None,
            json_path: None,
            retryable: false,
            maybe_executed: false,
            idempotent: true,
            retry_after: None,
            attempts: 0,
            stop_reason: None,
            source: None,
        }))
    }

    pub(crate) fn configuration(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, message)
    }

    pub(crate) fn invalid_request(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidRequest, message)
    }

    /// Creates an error from one of the HTTP client, for a request to an origin.
    ///
    /// It does not contain the URL, because a query may contain private data.
    pub(crate) fn transport(error: reqwest::Error, origin: &str, idempotent: bool) -> Self {
        let failure = Transport::new(error);
        let cause = failure.root_cause();
        let (kind, delivery, persistence, message) = match failure.problem() {
            Problem::ConnectTimeout => (
                ErrorKind::Timeout,
                NotExecuted,
                Transient,
                format!(
                    "connection to {origin} timed out; check the network, the base URL and the proxy, or increase `ClientBuilder::connect_timeout`"
                ),
            ),
            // Only a custom HTTP client can have a timeout here.
            Problem::ClientTimeout => (
                ErrorKind::Timeout,
                Sent,
                Transient,
                format!("the request to {origin} exceeded the timeout of the HTTP client"),
            ),
            Problem::NoTls => (
                ErrorKind::Configuration,
                NotExecuted,
                Permanent,
                format!(
                    "cannot connect to {origin}: TLS is not compiled in; enable the feature `rustls` or `native-tls` of astro-api"
                ),
            ),
            Problem::Certificate => (
                ErrorKind::Connection,
                NotExecuted,
                Permanent,
                format!(
                    "the TLS certificate of {origin} was rejected: {cause}; check the base URL and the root certificates of this system"
                ),
            ),
            Problem::Connect => (
                ErrorKind::Connection,
                NotExecuted,
                Transient,
                format!(
                    "cannot connect to {origin}: {cause}; check the network, the base URL and the proxy"
                ),
            ),
            Problem::Request => (
                ErrorKind::InvalidRequest,
                NotExecuted,
                Permanent,
                format!("cannot build the request: {cause}"),
            ),
            Problem::Broken => (
                ErrorKind::Connection,
                Sent,
                Transient,
                format!(
                    "the connection to {origin} broke before the response was complete: {cause}"
                ),
            ),
        };
        Self::new(kind, message)
            .with_retryability(delivery, idempotent, persistence)
            .with_source(failure)
    }

    /// Creates an error for a truncated body without `Content-Length`, which is only detected by its content.
    pub(crate) fn cut_off(origin: &str, idempotent: bool) -> Self {
        let message = format!(
            "the connection to {origin} closed before the response was complete: the body is truncated"
        );
        Self::new(ErrorKind::Connection, message).with_retryability(Sent, idempotent, Transient)
    }

    /// Creates an error for a response that was not complete within a timeout.
    pub(crate) fn attempt_timeout(
        timeout: Duration,
        scope: TimeoutScope,
        idempotent: bool,
    ) -> Self {
        let (scope, remedy) = match scope {
            TimeoutScope::Attempt => ("the attempt", "`ClientBuilder::attempt_timeout`"),
            TimeoutScope::Call => ("the call", "`ClientBuilder::timeout` or `with_timeout`"),
        };
        let message = format!(
            "{scope} timed out after {timeout:?} without a complete response; increase the timeout with {remedy}"
        );
        Self::new(ErrorKind::Timeout, message).with_retryability(Sent, idempotent, Transient)
    }

    /// Creates an error for a call whose timeout expired before a request was sent.
    pub(crate) fn never_sent(waited_for: &str, timeout: Duration) -> Self {
        let message = format!(
            "the call timed out while waiting for {waited_for}; increase its timeout of {timeout:?} with `ClientBuilder::timeout` or `with_timeout`"
        );
        Self::new(ErrorKind::Timeout, message).with_retryability(NotExecuted, true, Transient)
    }

    /// Sets whether the request may have reached the API, and whether the failure is temporary.
    pub(crate) fn with_retryability(
        mut self,
        delivery: Delivery,
        idempotent: bool,
        persistence: Persistence,
    ) -> Self {
        self.0.maybe_executed = delivery == Sent;
        self.0.idempotent = idempotent;
        self.0.retryable = persistence == Transient && (idempotent || delivery == NotExecuted);
        self
    }

    /// Creates an error from a status that is not a success.
    pub(crate) fn from_status(status: StatusCode, body: ErrorBody, idempotent: bool) -> Self {
        let message = body.message.unwrap_or_else(|| {
            status
                .canonical_reason()
                .unwrap_or("no reason phrase")
                .to_owned()
        });
        let mut this = Self::new(ErrorKind::Status, message);
        this.0.status = Some(status);
        this.0.request_id = body.request_id;
        this.0.field_errors = body.field_errors;
        this.0.body = body.excerpt;
        match status.as_u16() {
            // The API did not accept the request, so sending it again cannot repeat an effect.
            429 => this.with_retryability(NotExecuted, idempotent, Transient),
            // Not implemented, HTTP version not supported, or a login page: the request was not executed.
            501 | 505 | 511 => this,
            // Gateways use further status codes for a server that timed out or closed the connection.
            408 | 500..=599 => {
                this.with_retryability(Sent, idempotent, Persistence::from_status(status))
            }
            _ => this,
        }
    }

    /// Creates an error for a successful response that cannot be deserialized.
    pub(crate) fn decode(
        message: impl Into<String>,
        json_path: Option<String>,
        body: &[u8],
        secret: Option<&str>,
    ) -> Self {
        let excerpt = |text: &[u8]| excerpt(text, secret);
        let mut this = Self::new(ErrorKind::Decode, message);
        // The status was a success.
        this.0.maybe_executed = true;
        // A key may contain any text, too.
        this.0.json_path = json_path.map(|path| excerpt(path.as_bytes()));
        this.0.body = Some(excerpt(body)).filter(|b| !b.is_empty());
        this
    }

    /// Adds the number of the record that could not be deserialized.
    pub(crate) fn in_record(mut self, number: u64, line: &[u8], secret: &str) -> Self {
        self.0.message = format!("cannot deserialize record {number}: {}", self.0.message);
        self.0.body = Some(excerpt(line, Some(secret)));
        self
    }

    pub(crate) fn with_source(
        mut self,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn with_operation(mut self, id: Cow<'static, str>, idempotent: bool) -> Self {
        self.0.operation = Some(id);
        self.0.idempotent = idempotent;
        self
    }

    /// Redacts the given token, and everything that looks like one, in a message that quotes a value of the caller.
    pub(crate) fn redacted(mut self, secret: Option<&str>) -> Self {
        self.0.message = excerpt(self.0.message.as_bytes(), secret);
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.0.retry_after = wait;
        self
    }

    pub(crate) fn with_stop_reason(mut self, reason: Option<RetryStopReason>) -> Self {
        self.0.stop_reason = reason;
        self
    }

    /// Adds that an earlier attempt may have executed the request.
    pub(crate) fn with_earlier_attempts(mut self, maybe_executed: bool) -> Self {
        self.0.maybe_executed |= maybe_executed;
        self
    }

    /// Adds data of the response. Existing data is kept.
    pub(crate) fn with_response(
        mut self,
        status: StatusCode,
        request_id: Option<String>,
        headers: &HeaderMap,
    ) -> Self {
        self.0.status.get_or_insert(status);
        self.0.request_id = self.0.request_id.take().or(request_id);
        self.0.headers.get_or_insert_with(|| headers.clone());
        self
    }
}
