//! One attempt to send a request.

use std::{
    future::Future,
    time::{Duration, Instant},
};

use reqwest::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE, HeaderValue};

use super::{BackendClient, Transport, response_kind::ResponseKind};
use crate::{
    auth::Token,
    error::{Delivery, Error, ErrorBody, ErrorKind, Persistence, TimeoutScope},
    request::{Request, operation::OperationRef},
    response::{
        ResponseParts,
        body::{self, Rules},
    },
    retry::retry_after,
    telemetry::{AttemptEnd, AttemptStart},
};

/// Builds the request of each attempt, without the token.
pub(super) fn template<K: ResponseKind>(
    transport: &Transport,
    request: &Request,
) -> Result<reqwest::Request, Error> {
    let url = request.url(&transport.base_url)?;
    let mut http = reqwest::Request::new(request.operation.method().clone(), url);
    let headers = http.headers_mut();
    headers.clone_from(&transport.headers);
    headers.insert(ACCEPT, HeaderValue::from_static(K::ACCEPT));
    if K::ACCEPTS_GZIP {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    }
    for (name, value) in request.headers() {
        headers.append(name, value.clone());
    }
    if request.body.is_some() {
        headers.insert(CONTENT_TYPE, request.content_type.clone());
    }
    // Headers that the caller sets take precedence.
    for (name, value) in &request.options.headers {
        headers.insert(name, value.clone());
    }
    *http.body_mut() = request.body.clone().map(reqwest::Body::from);
    Ok(http)
}

/// One attempt.
#[derive(Clone, Copy, Debug)]
pub(super) struct AttemptTimeout {
    /// How long the attempt may take.
    pub(super) remaining: Duration,
    /// The configured timeout that the limit comes from, for errors.
    pub(super) timeout: Duration,
    pub(super) scope: TimeoutScope,
}

/// An attempt without a successful response.
pub(super) struct Failure {
    pub(super) error: Error,
    /// Status and headers, if a response was received.
    pub(super) parts: Option<ResponseParts>,
    /// Whether the timeout of the call has expired.
    pub(super) is_final: bool,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self {
            error,
            parts: None,
            is_final: false,
        }
    }
}

impl Failure {
    /// Adds the response that the failure is about.
    fn with_context(self, parts: ResponseParts) -> Self {
        Self {
            error: parts.with_context(self.error),
            parts: Some(parts),
            is_final: self.is_final,
        }
    }
}

/// One attempt, with all data that it needs.
pub(super) struct Attempt<'a> {
    pub(super) transport: &'a Transport,
    pub(super) client: &'a BackendClient,
    pub(super) template: &'a reqwest::Request,
    pub(super) token: &'a Token,
    pub(super) timeout: AttemptTimeout,
    pub(super) operation: &'a OperationRef,
    /// Counted from 1.
    pub(super) number: u32,
}

impl Attempt<'_> {
    /// Sends the request once, and calls the observer of the client.
    pub(super) async fn send<K: ResponseKind>(
        &self,
        kind: K,
    ) -> Result<(ResponseParts, K::Body), Failure> {
        let Some(observer) = &self.transport.observer else {
            return self.send_unobserved(kind).await;
        };
        let timer = &self.transport.timer;
        let started = timer.now();
        let result = self.send_unobserved(kind).await;
        let duration = timer.now().saturating_duration_since(started);
        let outcome = match &result {
            Ok((parts, _)) => Ok(parts.status),
            Err(failure) => Err(&failure.error),
        };
        let end = AttemptEnd::new(self.operation, self.number, outcome, duration);
        observer.after_attempt(&end);
        result
    }

    async fn send_unobserved<K: ResponseKind>(
        &self,
        kind: K,
    ) -> Result<(ResponseParts, K::Body), Failure> {
        let started = Instant::now();
        let (parts, response) = self.receive(started).await?;
        let rules = Rules {
            max_size: self.transport.max_body_size,
            idempotent: self.operation.idempotent(),
        };
        match self.within(started, kind.read(response, rules)).await {
            Some(Ok(body)) => Ok((parts, body)),
            Some(Err(e)) => Err(Failure::from(e).with_context(parts)),
            None => Err(self.timed_out().with_context(parts)),
        }
    }

    /// Sends the request, and returns the response if its status is a success. The body is not read yet.
    async fn receive(
        &self,
        started: Instant,
    ) -> Result<(ResponseParts, reqwest::Response), Failure> {
        let mut response = match self.execute(started).await {
            Some(result) => result?,
            None => return Err(self.timed_out()),
        };
        let parts = ResponseParts::from_response(&response, self.token, self.number);
        let idempotent = self.operation.idempotent();
        // Only a custom HTTP client follows redirects.
        if response.url().origin() != self.template.url().origin() {
            let error = Error::new(
                ErrorKind::Connection,
                "a redirect led to another origin; build the HTTP client with `redirect::Policy::none()`",
            )
            .with_retryability(Delivery::Sent, idempotent, Persistence::Permanent);
            return Err(Failure::from(error).with_context(parts));
        }
        if !parts.status.is_success() {
            let read = body::read_beginning(&mut response);
            let body = self.within(started, read).await.unwrap_or_default();
            let body = ErrorBody::parse(&body, Some(self.token.secret()));
            let error = Error::from_status(parts.status, body, idempotent)
                .with_retry_after(retry_after(parts.headers()));
            return Err(Failure::from(error).with_context(parts));
        }
        Ok((parts, response))
    }

    /// Executes the HTTP request; `None` if the timeout expires.
    async fn execute(&self, started: Instant) -> Option<Result<reqwest::Response, Error>> {
        let idempotent = self.operation.idempotent();
        let Some(mut http) = self.template.try_clone() else {
            let message = "the body cannot be sent twice";
            return Some(Err(Error::new(ErrorKind::InvalidRequest, message)));
        };
        let headers = http.headers_mut();
        headers.insert(AUTHORIZATION, self.token.header());
        if let Some(observer) = &self.transport.observer {
            let mut start = AttemptStart::new(self.operation, self.number, headers);
            observer.before_attempt(&mut start);
        }
        match self.client {
            BackendClient::Network(client) => {
                let result = self.within(started, client.execute(http)).await?;
                Some(result.map_err(|e| {
                    let origin = self.template.url().origin().ascii_serialization();
                    Error::transport(e, &origin, idempotent)
                }))
            }
            #[cfg(feature = "test-util")]
            BackendClient::Canned(canned) => canned.send(http, idempotent, self.timeout.remaining),
        }
    }

    /// Awaits a future until the timeout of the attempt; `None` if it expires.
    async fn within<T>(&self, started: Instant, work: impl Future<Output = T>) -> Option<T> {
        let left = self.timeout.remaining.saturating_sub(started.elapsed());
        tokio::time::timeout(left, work).await.ok()
    }

    fn timed_out(&self) -> Failure {
        let AttemptTimeout { timeout, scope, .. } = self.timeout;
        Failure {
            error: Error::attempt_timeout(timeout, scope, self.operation.idempotent()),
            parts: None,
            is_final: scope == TimeoutScope::Call,
        }
    }
}
