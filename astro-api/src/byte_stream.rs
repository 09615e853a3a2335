//! An answer that is bytes, as it comes.

use std::time::Duration;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::{
    Error, Records,
    execute::{Body, Limit},
    operation::OperationRef,
    response::Head,
    token::Token,
};

/// The body of a response as a stream of bytes, never held in memory as a whole.
///
/// Audit logs are returned this way, as gzipped newline-delimited JSON. [`into_records`](Self::into_records)
/// decompresses and parses them.
#[must_use = "the body is read as the parts are taken"]
pub struct ByteStream {
    body: Body,
    head: Head,
    operation: OperationRef,
    /// How long each part may take.
    patience: Duration,
    /// The token that was sent, to be kept out of what is said of the body.
    pub(crate) token: Token,
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
            body,
            head,
            operation,
            patience,
            token,
        }
    }

    /// Returns the next part, of any size, or `None` at the end. The bytes are as the API sent them: audit logs are
    /// still gzipped.
    ///
    /// # Errors
    /// [`ErrorKind::Connection`](crate::ErrorKind::Connection) if the connection breaks, and
    /// [`ErrorKind::Timeout`](crate::ErrorKind::Timeout) if no part arrives within
    /// [`ClientBuilder::attempt_timeout`](crate::ClientBuilder::attempt_timeout). Neither is retried, because parts
    /// have been returned already.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Error> {
        let idempotent = self.operation.idempotent();
        let answer = match &mut self.body {
            Body::Parts(answer) => answer,
            Body::Whole(bytes) => {
                let bytes = std::mem::take(bytes);
                return Ok((!bytes.is_empty()).then(|| bytes.into()));
            }
        };
        let part = tokio::time::timeout(self.patience, answer.chunk()).await;
        let error = match part {
            Ok(Ok(part)) => return Ok(part),
            Ok(Err(e)) => {
                let origin = answer.url().origin().ascii_serialization();
                Error::transport(e, &origin, idempotent)
            }
            Err(_) => Error::too_slow(Limit::of_attempt(self.patience), idempotent),
        };
        Err(self.name(error))
    }

    /// Says which operation and which answer an error is about.
    pub(crate) fn name(&self, error: Error) -> Error {
        self.head.name(error).with_operation(&self.operation)
    }

    /// Parses the body as newline-delimited JSON, decompressed if it is gzipped.
    ///
    /// ```no_run
    /// # async fn run(client: astro_api::Client) -> Result<(), astro_api::Error> {
    /// let logs = client
    ///     .organization("clmaxoarx000008l2c5ayb9pt").get_organization_audit_logs()
    ///     .send()
    ///     .await?;
    /// let mut records = logs.into_inner().into_records::<serde_json::Value>();
    /// while let Some(record) = records.try_next().await? {
    ///     println!("{record}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn into_records<T: DeserializeOwned>(self) -> Records<T> {
        Records::new(self)
    }
}

impl std::fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ByteStream")
            .field("operation", &self.operation.id())
            .finish_non_exhaustive()
    }
}
