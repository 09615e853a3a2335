//! An answer that is bytes, as it comes.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::{Error, Records, request::Operation, response::Head};

/// The body of an answer, part by part, never held whole in memory.
///
/// Audit logs come this way: as newline-delimited JSON, gzipped. [`into_records`](Self::into_records) unpacks them.
#[must_use = "the body is read as the parts are taken"]
pub struct ByteStream {
    answer: reqwest::Response,
    operation: &'static Operation,
}

impl ByteStream {
    pub(crate) fn new(answer: reqwest::Response, operation: &'static Operation) -> Self {
        Self { answer, operation }
    }

    /// The next part, of any size, or `None` at the end of the body. The bytes are as the API sent them, so audit logs
    /// are still gzipped.
    ///
    /// # Errors
    /// [`ErrorKind::Connection`](crate::ErrorKind::Connection) when the connection breaks before the body is complete,
    /// and [`ErrorKind::Timeout`](crate::ErrorKind::Timeout) when it stands still for longer than allowed.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Error> {
        match self.answer.chunk().await {
            Ok(chunk) => Ok(chunk),
            Err(e) => Err(self.name(Error::transport(e, self.operation.idempotent))),
        }
    }

    /// Says which operation and which answer an error is about.
    pub(crate) fn name(&self, error: Error) -> Error {
        let head = Head::of(&self.answer);
        error
            .with_operation(self.operation.id)
            .with_answer(head.status, head.request_id())
    }

    /// The body as newline-delimited JSON records, unpacked if they are gzipped.
    ///
    /// ```no_run
    /// # async fn run(client: astro_api::Client) -> Result<(), astro_api::Error> {
    /// let logs = client
    ///     .get_organization_audit_logs()
    ///     .organization_id("clmaxoarx000008l2c5ayb9pt")
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
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}
