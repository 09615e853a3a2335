//! A streamed response body.

use std::{
    future::{Future, poll_fn},
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use futures_core::Stream;
use serde::de::DeserializeOwned;

use crate::{
    Error, NdjsonStream,
    auth::Token,
    request::operation::OperationRef,
    response::{Head, body::Body},
    transport::execute::Limit,
};

/// The body of a response as a stream of bytes, which is never in memory as a whole.
///
/// Audit logs are returned this way, as gzipped newline-delimited JSON. [`into_records`](Self::into_records)
/// decompresses and parses them.
#[must_use = "the body is read by `try_next`"]
pub struct ByteStream {
    state: State,
    head: Head,
    operation: OperationRef,
    /// The timeout for each part.
    patience: Duration,
    /// The token that was sent, to redact it in errors about the body.
    pub(crate) token: Token,
}

/// The state of the body.
enum State {
    Idle(Body),
    /// A part is being read. The future is stored here, so that `try_next` is cancel safe. The mutex is never locked;
    /// it makes the type `Sync`.
    Reading(Mutex<Pin<Box<dyn Future<Output = Part> + Send>>>),
}

type Part = (reqwest::Response, Result<Option<Bytes>, Error>);

impl Default for State {
    fn default() -> Self {
        Self::Idle(Body::Whole(Vec::new()))
    }
}

impl ByteStream {
    pub(crate) fn new(
        body: Body,
        head: Head,
        operation: OperationRef,
        patience: Duration,
        token: Token,
    ) -> Self {
        Self {
            state: State::Idle(body),
            head,
            operation,
            patience,
            token,
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
            match &mut self.state {
                State::Idle(Body::Whole(bytes)) => {
                    let bytes = std::mem::take(bytes);
                    return Poll::Ready((!bytes.is_empty()).then(|| Ok(bytes.into())));
                }
                State::Idle(_) => {
                    let State::Idle(Body::Parts(response)) = std::mem::take(&mut self.state) else {
                        return Poll::Ready(None);
                    };
                    let idempotent = self.operation.idempotent();
                    let part = next_part(response, self.patience, idempotent);
                    self.state = State::Reading(Mutex::new(Box::pin(part)));
                }
                State::Reading(part) => {
                    let part = part.get_mut().unwrap_or_else(PoisonError::into_inner);
                    let (response, part) = ready!(part.as_mut().poll(cx));
                    self.state = State::Idle(Body::Parts(response));
                    return Poll::Ready(part.map_err(|e| self.name(e)).transpose());
                }
            }
        }
    }

    /// Adds the operation and the response to an error.
    pub(crate) fn name(&self, error: Error) -> Error {
        self.head.name(error).with_operation(&self.operation)
    }

    /// Parses the body as newline-delimited JSON, decompressed if it is gzipped.
    ///
    /// ```no_run
    /// # async fn run(client: astro_api::Client) -> Result<(), astro_api::Error> {
    /// let logs = client
    ///     .organization("clmaxoarx000008l2c5ayb9pt")
    ///     .get_organization_audit_logs()
    ///     .send()
    ///     .await?;
    /// let mut records = logs.into_inner().into_records::<serde_json::Value>();
    /// while let Some(record) = records.try_next().await? {
    ///     println!("{record}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn into_records<T: DeserializeOwned>(self) -> NdjsonStream<T> {
        NdjsonStream::new(self)
    }
}

/// Reads the next part, and returns the response with it.
async fn next_part(mut response: reqwest::Response, patience: Duration, idempotent: bool) -> Part {
    let part = match tokio::time::timeout(patience, response.chunk()).await {
        Ok(Ok(part)) => Ok(part),
        Ok(Err(e)) => {
            let origin = response.url().origin().ascii_serialization();
            Err(Error::transport(e, &origin, idempotent))
        }
        Err(_) => Err(Error::too_slow(Limit::of_attempt(patience), idempotent)),
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
