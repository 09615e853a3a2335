//! A streamed response body.

use std::{
    future::poll_fn,
    mem,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use futures_core::Stream;

use super::{RawResponse, ResponseParts};
use crate::{
    auth::Token,
    error::{Error, TimeoutScope},
    request::operation::OperationRef,
    sync::SyncFuture,
};

/// The body of a response as a stream of bytes, which is never in memory as a whole.
///
/// Audit logs are returned this way, as gzipped newline-delimited JSON. [`into_records`](Self::into_records)
/// decompresses and parses them.
#[must_use = "the body is read by `try_next`"]
pub struct ByteStream {
    state: State,
    parts: ResponseParts,
    operation: OperationRef,
    /// The timeout for each part.
    timeout: Duration,
    /// The token of the request, which must be redacted from errors.
    pub(super) token: Token,
}

/// The state of the body.
enum State {
    Idle(reqwest::Response),
    /// A part is being read. The future is kept here, so a dropped `try_next` loses nothing.
    Reading(SyncFuture<Part>),
    Ended,
}

type Part = (reqwest::Response, Result<Option<Bytes>, Error>);

impl ByteStream {
    pub(crate) fn new(
        response: RawResponse<reqwest::Response>,
        operation: OperationRef,
        timeout: Duration,
    ) -> Self {
        Self {
            state: State::Idle(response.body),
            parts: response.parts,
            operation,
            timeout,
            token: response.token,
        }
    }

    /// Returns the next part, of any size, or `None` at the end. The bytes are as sent: audit logs are still gzipped.
    /// Cancel safe.
    ///
    /// # Errors
    /// [`ErrorKind::Connection`](crate::ErrorKind::Connection) if the connection breaks, and
    /// [`ErrorKind::Timeout`](crate::ErrorKind::Timeout) if no part arrives within
    /// [`ClientBuilder::attempt_timeout`](crate::ClientBuilder::attempt_timeout). Neither is retried, because parts
    /// have been returned already.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Error> {
        poll_fn(|cx| self.poll_part(cx)).await.transpose()
    }

    fn poll_part(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        loop {
            match mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Poll::Ready(None),
                State::Idle(response) => {
                    let part = next_part(response, self.timeout, self.operation.idempotent());
                    self.state = State::Reading(SyncFuture::new(part));
                }
                State::Reading(mut part) => {
                    let Poll::Ready((response, part)) = part.poll(cx) else {
                        self.state = State::Reading(part);
                        return Poll::Pending;
                    };
                    self.state = State::Idle(response);
                    return Poll::Ready(part.map_err(|e| self.with_context(e)).transpose());
                }
            }
        }
    }

    /// Adds the operation and the response to an error.
    pub(super) fn with_context(&self, error: Error) -> Error {
        self.operation.with_context(self.parts.with_context(error))
    }
}

/// Reads the next part, and returns the response with it.
async fn next_part(mut response: reqwest::Response, timeout: Duration, idempotent: bool) -> Part {
    let part = match tokio::time::timeout(timeout, response.chunk()).await {
        Ok(Ok(part)) => Ok(part),
        Ok(Err(e)) => {
            let origin = response.url().origin().ascii_serialization();
            Err(Error::transport(e, &origin, idempotent))
        }
        Err(_) => Err(Error::attempt_timeout(
            timeout,
            TimeoutScope::Attempt,
            idempotent,
        )),
    };
    (response, part)
}

/// Returns the parts of the body. To read it as `AsyncRead`, use `tokio_util::io::StreamReader`.
impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_part(cx)
    }
}

impl std::fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ByteStream")
            .field("operation", &self.operation.id())
            .finish_non_exhaustive()
    }
}
