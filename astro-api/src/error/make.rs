//! How errors come about.

use std::{error::Error as StdError, time::Duration};

use reqwest::StatusCode;

use super::{Details, Error, ErrorBody, ErrorKind, excerpt, transport::Transport};
use crate::{
    execute::{Limit, Whose},
    operation::OperationRef,
    retry::Stop,
    token::Token,
};

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Details {
            kind,
            context: None,
            operation: None,
            message: message.into(),
            status: None,
            request_id: None,
            field_errors: Vec::new(),
            body: None,
            json_path: None,
            retryable: false,
            may_be_done: false,
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

    /// A failure of the HTTP client while a request was under way.
    ///
    /// The URL is dropped from it, because a query may hold what is nobody's business.
    pub(crate) fn transport(error: reqwest::Error, idempotent: bool) -> Self {
        let error = error.without_url();
        let (kind, message) = if error.is_timeout() && error.is_connect() {
            (
                ErrorKind::Timeout,
                "no connection came about in time; check the network, the base URL and any proxy, or allow more with `ClientBuilder::connect_timeout`",
            )
        } else if error.is_timeout() {
            // Only an HTTP client that the user made has a time-out of its own.
            (
                ErrorKind::Timeout,
                "no answer came within the time that the HTTP client allows",
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
        let sent = !error.is_connect() && kind != ErrorKind::InvalidRequest;
        Self::new(kind, message)
            .passing(sent, idempotent, kind != ErrorKind::InvalidRequest)
            .with_source(Transport(error))
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
            "no complete answer came within the {:?} that {whose} may take; try again, or allow more with {remedy}",
            limit.whole
        );
        Self::new(ErrorKind::Timeout, message).passing(true, idempotent, true)
    }

    /// The time for the call was over before anything was sent.
    pub(crate) fn never_sent(waited_for: &str, timeout: Duration) -> Self {
        let message = format!(
            "the {timeout:?} that the whole call may take would pass in waiting for {waited_for}; allow more with `ClientBuilder::timeout` or `with_timeout`"
        );
        Self::new(ErrorKind::Timeout, message).passing(false, true, true)
    }

    /// Says of a failure whether the request reached the API as far as is known, and whether the failure may pass.
    pub(crate) fn passing(mut self, sent: bool, idempotent: bool, may_pass: bool) -> Self {
        self.0.may_be_done = sent;
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

    /// Whether the request may have been carried out.
    pub(crate) fn may_be_done(&self) -> bool {
        self.0.may_be_done
    }

    /// Adds what is known of the answer that the error is about; what is known already stays.
    pub(crate) fn with_answer(mut self, status: StatusCode, request_id: Option<String>) -> Self {
        self.0.status.get_or_insert(status);
        self.0.request_id = self.0.request_id.take().or(request_id);
        self
    }
}
