//! How errors come about.

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

    /// A failure of the HTTP client while a request to that origin was under way.
    ///
    /// The URL is dropped from it, because a query may hold what is nobody's business.
    pub(crate) fn transport(error: reqwest::Error, origin: &str, idempotent: bool) -> Self {
        let failure = Transport::new(error);
        let cause = failure.root_cause();
        let (kind, sent, may_pass, message) = match failure.problem() {
            Problem::ConnectTimeout => (
                ErrorKind::Timeout,
                false,
                true,
                format!(
                    "no connection to {origin} within the connect timeout; check the network, the base URL and any proxy, or increase `ClientBuilder::connect_timeout`"
                ),
            ),
            // Only an HTTP client that the user made has a time-out of its own.
            Problem::ClientTimeout => (
                ErrorKind::Timeout,
                true,
                true,
                format!("no response from {origin} within the timeout of the HTTP client"),
            ),
            Problem::NoTls => (
                ErrorKind::Configuration,
                false,
                false,
                format!(
                    "no connection to {origin}: TLS is not compiled in; enable the feature `rustls` or `native-tls` of astro-api"
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
                    "no connection to {origin}: {cause}; check the network, the base URL and any proxy"
                ),
            ),
            Problem::Request => (
                ErrorKind::InvalidRequest,
                false,
                false,
                format!("the request could not be built: {cause}"),
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

    /// A body that ended too early, where only its content tells, because it was to end with the connection.
    pub(crate) fn cut_off(origin: &str, idempotent: bool) -> Self {
        let message = format!(
            "the connection to {origin} closed before the response was complete: its body ends in the middle"
        );
        Self::new(ErrorKind::Connection, message).passing(true, idempotent, true)
    }

    /// No answer, or no complete one, within the time that one attempt has.
    pub(crate) fn too_slow(limit: Limit, idempotent: bool) -> Self {
        let (whose, remedy) = match limit.whose {
            Whose::Attempt => ("one attempt", "`ClientBuilder::attempt_timeout`"),
            Whose::Call => (
                "the whole call",
                "`ClientBuilder::timeout` or `with_timeout`",
            ),
        };
        let message = format!(
            "no complete response within {:?}, the timeout of {whose}; increase it with {remedy}",
            limit.whole
        );
        Self::new(ErrorKind::Timeout, message).passing(true, idempotent, true)
    }

    /// The time for the call was over before anything was sent.
    pub(crate) fn never_sent(waited_for: &str, timeout: Duration) -> Self {
        let message = format!(
            "the call would exceed its timeout of {timeout:?} while waiting for {waited_for}; increase it with `ClientBuilder::timeout` or `with_timeout`"
        );
        Self::new(ErrorKind::Timeout, message).passing(false, true, true)
    }

    /// Says of a failure whether the request reached the API as far as is known, and whether the failure may pass.
    pub(crate) fn passing(mut self, sent: bool, idempotent: bool, may_pass: bool) -> Self {
        self.0.may_be_done = sent;
        self.0.idempotent = idempotent;
        self.0.retryable = may_pass && (idempotent || !sent);
        self
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

    /// A successful answer that cannot be read.
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

    /// Says that it was one record, of many in the body, that could not be decoded.
    pub(crate) fn of_record(mut self, number: u64, line: &[u8], sent: &Token) -> Self {
        self.0.message = format!("record {number} cannot be read: {}", self.0.message);
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

    /// Blacks out what looks like a token, or is the one given, in a message that quotes what a user passed.
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

    /// Says that the request may have been executed by an attempt before the last, if that is so.
    pub(crate) fn with_earlier_attempts(mut self, may_be_done: bool) -> Self {
        self.0.may_be_done |= may_be_done;
        self
    }

    /// Adds what is known of the response that the error is about; what is known already stays.
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
