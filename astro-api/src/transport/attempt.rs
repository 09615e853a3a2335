//! One attempt to send a request.

use std::{future::Future, time::Instant};

use reqwest::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE, HeaderValue};

use super::execute::{Expect, Failure, Limit, Whose};
use crate::{
    AttemptEnd, AttemptStart, Error, ErrorKind,
    auth::Token,
    client::Inner,
    error::ErrorBody,
    request::{Request, operation::OperationRef},
    response::{
        Head,
        body::{self, Body},
    },
    retry::retry_after,
    transport::Carrier,
};

/// The request of each attempt, without the token.
pub(super) fn template(
    inner: &Inner,
    request: &Request,
    expect: Expect,
) -> Result<reqwest::Request, Error> {
    let url = request.url(&inner.base_url)?;
    let mut http = reqwest::Request::new(request.operation.method().clone(), url);
    let headers = http.headers_mut();
    headers.clone_from(&inner.headers);
    let accept = match expect {
        Expect::Json | Expect::Nothing => "application/json",
        Expect::Bytes => "*/*",
    };
    headers.insert(ACCEPT, HeaderValue::from_static(accept));
    // What is read part by part is handed out as it comes.
    if expect != Expect::Bytes {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    }
    for (name, value) in request.headers() {
        headers.append(name, value.clone());
    }
    if request.body.is_some() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    // What the caller set has the last word.
    for (name, value) in &request.options.headers {
        headers.insert(name, value.clone());
    }
    *http.body_mut() = request.body.clone().map(reqwest::Body::from);
    Ok(http)
}

/// One attempt.
pub(super) struct Attempt<'a> {
    pub(super) inner: &'a Inner,
    pub(super) carrier: &'a Carrier,
    pub(super) template: &'a reqwest::Request,
    pub(super) token: &'a Token,
    pub(super) expect: Expect,
    pub(super) limit: Limit,
    pub(super) operation: &'a OperationRef,
    pub(super) idempotent: bool,
    /// Its number, counted from 1.
    pub(super) number: u32,
}

impl Attempt<'_> {
    /// Sends the request once, and calls the observer of the client.
    pub(super) async fn observed(self) -> Result<(Head, Body), Failure> {
        let Some(observer) = self.inner.observer.clone() else {
            return self.make().await;
        };
        let (operation, number, timer) = (self.operation, self.number, &self.inner.timer);
        let started = timer.now();
        let result = self.make().await;
        let duration = timer.now().saturating_duration_since(started);
        let seen = match &result {
            Ok((head, _)) => Ok(head.status),
            Err(failure) => Err(&failure.error),
        };
        observer.after_attempt(&AttemptEnd::new(operation, number, seen, duration));
        result
    }

    /// Sends the request once.
    async fn make(&self) -> Result<(Head, Body), Failure> {
        let started = Instant::now();
        let Some(mut http) = self.template.try_clone() else {
            let error = Error::new(ErrorKind::InvalidRequest, "the body cannot be sent twice");
            return Err(error.into());
        };
        http.headers_mut()
            .insert(AUTHORIZATION, self.token.header());
        if let Some(observer) = &self.inner.observer {
            let headers = http.headers_mut();
            observer.before_attempt(&mut AttemptStart::new(self.operation, self.number, headers));
        }
        let sent = match self.carrier {
            Carrier::Network(client) => {
                let sent = self.within(started, client.execute(http)).await;
                sent.map(|s| {
                    s.map_err(|e| {
                        let origin = self.template.url().origin().ascii_serialization();
                        Error::transport(e, &origin, self.idempotent)
                    })
                })
            }
            #[cfg(feature = "test-util")]
            Carrier::Canned(canned) => canned.send(http, self.idempotent, self.limit.left),
        };
        let mut answer = match sent {
            Some(Ok(answer)) => answer,
            Some(Err(e)) => return Err(e.into()),
            None => return Err(self.too_slow()),
        };
        let head = Head::of(&answer, self.token, self.number);
        // Only an HTTP client that the user made follows redirects.
        if answer.url().origin() != self.template.url().origin() {
            let error = Error::new(
                ErrorKind::Connection,
                "a redirect led to another origin; build the HTTP client with `redirect::Policy::none()`",
            )
            .passing(true, self.idempotent, false);
            return Err(Failure::from(error).of(head));
        }
        if !head.status.is_success() {
            let read = body::read_beginning(&mut answer);
            let body = self.within(started, read).await.unwrap_or_default();
            let body = ErrorBody::read(&body, Some(self.token));
            let error = Error::status_answer(head.status, body, self.idempotent)
                .with_retry_after(retry_after(head.headers()));
            return Err(Failure::from(error).of(head));
        }
        if self.expect == Expect::Bytes {
            return Ok((head, Body::Parts(answer)));
        }
        let rules = body::Rules {
            largest: self.inner.largest_body,
            idempotent: self.idempotent,
            json: self.expect == Expect::Json,
        };
        let read = body::read(&mut answer, rules);
        match self.within(started, read).await {
            Some(Ok(body)) => Ok((head, Body::Whole(body))),
            Some(Err(e)) => Err(Failure::from(e).of(head)),
            None => Err(self.too_slow().of(head)),
        }
    }

    /// Awaits a future until the timeout of the attempt; `None` if it expires.
    async fn within<T>(&self, started: Instant, work: impl Future<Output = T>) -> Option<T> {
        let left = self.limit.left.saturating_sub(started.elapsed());
        tokio::time::timeout(left, work).await.ok()
    }

    fn too_slow(&self) -> Failure {
        Failure {
            error: Error::too_slow(self.limit, self.idempotent),
            head: None,
            is_final: self.limit.whose == Whose::Call,
        }
    }
}
