//! One attempt: a request out, an answer back.

use std::{future::Future, time::Instant};

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};

use super::{Body, Expect, Failure, Limit, body};
use crate::{
    Error, ErrorKind, client::Inner, error::ErrorBody, request::Request, response::Head,
    retry::retry_after, token::Token,
};

/// The request as it is sent with each attempt, but for the token.
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

/// Sends the request once.
pub(super) async fn make(
    inner: &Inner,
    template: &reqwest::Request,
    token: &Token,
    expect: Expect,
    limit: Limit,
    idempotent: bool,
) -> Result<(Head, Body), Failure> {
    let started = Instant::now();
    let Some(mut http) = template.try_clone() else {
        let error = Error::new(ErrorKind::InvalidRequest, "the body cannot be sent again");
        return Err(Failure { error, head: None });
    };
    http.headers_mut().insert(AUTHORIZATION, token.header());
    let sent = within(limit, started, inner.http.execute(http)).await;
    let mut answer = match sent {
        Some(Ok(answer)) => answer,
        Some(Err(e)) => {
            return Err(Failure {
                error: Error::transport(e, idempotent),
                head: None,
            });
        }
        None => {
            return Err(Failure {
                error: Error::too_slow(limit, idempotent),
                head: None,
            });
        }
    };
    let head = Head::of(&answer, token);
    let failed = |error: Error| Failure {
        error: error.with_answer(head.status, head.request_id()),
        head: Some(head.clone()),
    };
    // Only an HTTP client that the user made follows redirects.
    if answer.url().origin() != template.url().origin() {
        return Err(failed(Error::new(
            ErrorKind::Connection,
            "a redirect led to another origin, whose answer is not to be trusted; make the HTTP client with `redirect::Policy::none()`",
        )));
    }
    if !head.status.is_success() {
        let read = within(limit, started, body::read_beginning(&mut answer)).await;
        let body = ErrorBody::read(&read.unwrap_or_default(), Some(token));
        let error = Error::status_answer(head.status, body, idempotent)
            .with_retry_after(retry_after(head.headers()));
        return Err(failed(error));
    }
    if expect == Expect::Bytes {
        return Ok((head, Body::Parts(answer)));
    }
    let read = body::read(&mut answer, inner.largest_body, idempotent);
    match within(limit, started, read).await {
        Some(Ok(body)) => Ok((head, Body::Whole(body))),
        Some(Err(e)) => Err(failed(e)),
        None => Err(failed(Error::too_slow(limit, idempotent))),
    }
}

/// Waits for as long as the attempt may still take; `None` if that was not enough.
async fn within<T>(limit: Limit, started: Instant, work: impl Future<Output = T>) -> Option<T> {
    let left = limit.left.saturating_sub(started.elapsed());
    tokio::time::timeout(left, work).await.ok()
}
