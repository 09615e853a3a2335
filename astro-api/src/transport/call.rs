//! A call: it sends a request, records its end, and adds the operation to its error.

use serde::de::DeserializeOwned;
use tracing::{Instrument, Span};

use super::{
    Transport,
    response_kind::{Buffered, Streaming},
    retry_loop,
};
use crate::{
    error::Error,
    request::{Request, operation::OperationRef},
    response::{ByteStream, RawResponse, Response},
    telemetry,
};

impl Transport {
    /// Sends a request, and deserializes the response from JSON.
    pub(crate) async fn json<T: DeserializeOwned>(
        &self,
        request: Request,
    ) -> Result<Response<T>, Error> {
        let call = Call::new(self, &request);
        // Only the deserialization is generic, so that the rest is compiled once.
        let result = self.buffered(&call, request, Buffered::Json).await;
        call.finish(result.and_then(RawResponse::decode))
    }

    /// Sends a request, and deserializes the response from JSON unless it has no body.
    #[allow(dead_code, reason = "used where the document has such operations")]
    pub(crate) async fn json_or_empty<T: DeserializeOwned>(
        &self,
        request: Request,
    ) -> Result<Response<Option<T>>, Error> {
        let call = Call::new(self, &request);
        let result = self.buffered(&call, request, Buffered::Json).await;
        call.finish(result.and_then(RawResponse::decode_or_none))
    }

    /// Sends a request, and ignores the body of the response.
    pub(crate) async fn empty(&self, request: Request) -> Result<Response<()>, Error> {
        let call = Call::new(self, &request);
        let result = self.buffered(&call, request, Buffered::Ignored).await;
        call.finish(result.map(|raw| raw.parts.with(())))
    }

    /// Sends a request, and returns the body of the response as a stream.
    pub(crate) async fn bytes(&self, request: Request) -> Result<Response<ByteStream>, Error> {
        let call = Call::new(self, &request);
        let timeout = request.options.timeout.unwrap_or(self.timeouts.call);
        let timeout = timeout.min(self.timeouts.attempt);
        let result = retry_loop::send(self, request, Streaming);
        let result = result.instrument(call.span.clone()).await;
        call.finish(result.map(|raw| {
            let parts = raw.parts.clone();
            parts.with(ByteStream::new(raw, call.operation.clone(), timeout))
        }))
    }

    async fn buffered(
        &self,
        call: &Call,
        request: Request,
        kind: Buffered,
    ) -> Result<RawResponse<Vec<u8>>, Error> {
        let result = retry_loop::send(self, request, kind);
        result.instrument(call.span.clone()).await
    }
}

/// The boundary of a call: its span, and the operation that its error names.
struct Call {
    span: Span,
    operation: OperationRef,
}

impl Call {
    fn new(transport: &Transport, request: &Request) -> Self {
        Self {
            span: telemetry::span(&request.operation, &transport.base_url),
            operation: request.operation.clone(),
        }
    }

    /// Records the end of the call, and adds the operation to its error.
    fn finish<T>(&self, result: Result<Response<T>, Error>) -> Result<Response<T>, Error> {
        match result {
            Ok(response) => {
                let (status, id) = (response.http_status(), response.request_id());
                telemetry::ended(&self.span, Some(status), id, response.attempts());
                Ok(response)
            }
            Err(error) => Err(self.fail(error)),
        }
    }

    fn fail(&self, error: Error) -> Error {
        let error = self.operation.with_context(error);
        let (status, id) = (error.received_status(), error.request_id());
        telemetry::ended(&self.span, status, id, error.attempts());
        telemetry::failed(&self.span, &error);
        error
    }
}
