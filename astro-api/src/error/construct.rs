//! The constructors of errors.

use std::{error::Error as StdError, time::Duration};

use reqwest::{StatusCode, header::HeaderMap};

use super::{
    Details, Error, ErrorBody, ErrorKind,
    transport::{Problem, Transport},
};
use crate::redaction::excerpt;
use crate::{
    auth::Token,
    request::operation::OperationRef,
    retry::Stop,
    transport::execute::{Limit, Whose},
};

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
            may_be_done: false,
            idempotent: true,
            retry_after: None,
            attempts: 0,
            stop: None,
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
        let (kind, sent, may_pass, message) = match failure.problem() {
            Problem::ConnectTimeout => (
                ErrorKind::Timeout,
                false,
                true,
                format!(
                    "connection to {origin} timed out; check the network, the base URL and the proxy, or increase `ClientBuilder::connect_timeout`"
                ),
            ),
            // Only an HTTP client that the user made has a time-out of its own.
            Problem::ClientTimeout => (
                ErrorKind::Timeout,
                true,
                true,
                format!("the request to {origin} exceeded the timeout of the HTTP client"),
            ),
            Problem::NoTls => (
                ErrorKind::Configuration,
                false,
                false,
                format!(
                    "cannot connect to {origin}: TLS is not compiled in; enable the feature `rustls` or `native-tls` of astro-api"
                ),
            ),
            Problem::Certificate => (
                ErrorKind::Connection,
                false,
                false,
                format!(
                    "the TLS certificate of {origin} was rejected: {cause}; check the base URL and the root certificates of this system"
                ),
            ),
            Problem::Connect => (
                ErrorKind::Connection,
                false,
                true,
                format!(
                    "cannot connect to {origin}: {cause}; check the network, the base URL and the proxy"
                ),
            ),
            Problem::Request => (
                ErrorKind::InvalidRequest,
                false,
                false,
                format!("cannot build the request: {cause}"),
            ),
            Problem::Broken => (
                ErrorKind::Connection,
                true,
                true,
                format!(
                    "the connection to {origin} broke before the response was complete: {cause}"
                ),
            ),
        };
        Self::new(kind, message)
            .passing(sent, idempotent, may_pass)
            .with_source(failure)
    }

    /// Creates an error for a truncated body without `Content-Length`, which only its content reveals.
    pub(crate) fn cut_off(origin: &str, idempotent: bool) -> Self {
        let message = format!(
            "the connection to {origin} closed before the response was complete: the body is truncated"
        );
        Self::new(ErrorKind::Connection, message).passing(true, idempotent, true)
    }

    /// Creates an error for a response that was not complete within a timeout.
    pub(crate) fn too_slow(limit: Limit, idempotent: bool) -> Self {
        let (whose, remedy) = match limit.whose {
            Whose::Attempt => ("the attempt", "`ClientBuilder::attempt_timeout`"),
            Whose::Call => ("the call", "`ClientBuilder::timeout` or `with_timeout`"),
        };
        let message = format!(
            "{whose} timed out after {:?} without a complete response; increase the timeout with {remedy}",
            limit.whole
        );
        Self::new(ErrorKind::Timeout, message).passing(true, idempotent, true)
    }

    /// Creates an error for a call whose timeout expired before a request was sent.
    pub(crate) fn never_sent(waited_for: &str, timeout: Duration) -> Self {
        let message = format!(
            "the call timed out while waiting for {waited_for}; increase its timeout of {timeout:?} with `ClientBuilder::timeout` or `with_timeout`"
        );
        Self::new(ErrorKind::Timeout, message).passing(false, true, true)
    }

    /// Sets whether the request may have reached the API, and whether the failure is temporary.
    pub(crate) fn passing(mut self, sent: bool, idempotent: bool, may_pass: bool) -> Self {
        self.0.may_be_done = sent;
        self.0.idempotent = idempotent;
        self.0.retryable = may_pass && (idempotent || !sent);
        self
    }

    /// Creates an error from a status that is not a success.
    pub(crate) fn status_answer(status: StatusCode, body: ErrorBody, idempotent: bool) -> Self {
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
            // The API did not take the request in, so sending it again cannot do anything twice.
            429 => this.passing(false, idempotent, true),
            408 | 500 | 502 | 503 | 504 => this.passing(true, idempotent, true),
            // Not implemented, another version of HTTP, a login page: it was not carried out.
            501 | 505 | 511 => this,
            // Gateways have their own for a server that was too slow or broke off.
            500..=599 => this.passing(true, idempotent, false),
            _ => this,
        }
    }

    /// Creates an error for a successful response that cannot be deserialized.
    pub(crate) fn decode(
        message: impl Into<String>,
        json_path: Option<String>,
        body: &[u8],
        sent: Option<&Token>,
    ) -> Self {
        let excerpt = |text: &[u8]| excerpt(text, sent);
        let mut this = Self::new(ErrorKind::Decode, message);
        // The status was a success.
        this.0.may_be_done = true;
        // A key may be anything, too.
        this.0.json_path = json_path.map(|path| excerpt(path.as_bytes()));
        this.0.body = Some(excerpt(body)).filter(|b| !b.is_empty());
        this
    }

    /// Adds the number of the record that could not be deserialized.
    pub(crate) fn of_record(mut self, number: u64, line: &[u8], sent: &Token) -> Self {
        self.0.message = format!("cannot deserialize record {number}: {}", self.0.message);
        self.0.body = Some(excerpt(line, Some(sent)));
        self
    }

    pub(crate) fn with_source(
        mut self,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn with_operation(mut self, operation: &OperationRef) -> Self {
        self.0.operation = Some(operation.id());
        self.0.idempotent = operation.idempotent();
        self
    }

    /// Redacts the given token, and everything that looks like one, in a message that quotes a value of the user.
    pub(crate) fn blacked_out(mut self, token: Option<&Token>) -> Self {
        self.0.message = excerpt(self.0.message.as_bytes(), token);
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

    pub(crate) fn with_stop(mut self, stop: Option<Stop>) -> Self {
        self.0.stop = stop;
        self
    }

    /// Adds that an earlier attempt may have executed the request.
    pub(crate) fn with_earlier_attempts(mut self, may_be_done: bool) -> Self {
        self.0.may_be_done |= may_be_done;
        self
    }

    /// Adds data of the response; existing data stays.
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
