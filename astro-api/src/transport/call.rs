//! A call: it sends a request, records its end, and adds the operation to its error.

use std::{future::Future, pin::Pin, sync::Arc};

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

/// A call whose buffered response is not deserialized yet.
///
/// It is boxed, because it is ten times the size of a builder, and would be part of every future that awaits it. It is
/// not generic, so that it is compiled once.
type BufferedCall =
    Pin<Box<dyn Future<Output = Result<(Call, RawResponse<Vec<u8>>), Error>> + Send>>;

/// A call whose response is not generic.
pub(crate) type BoxedCall<T> = Pin<Box<dyn Future<Output = Result<Response<T>, Error>> + Send>>;

impl Transport {
    /// Sends a request, and deserializes the response from JSON.
    pub(crate) fn json<T: DeserializeOwned>(
        self: Arc<Self>,
        request: Result<Request, Error>,
    ) -> impl Future<Output = Result<Response<T>, Error>> + Send + use<T> {
        let call = self.buffered(request, Buffered::Json);
        async move {
            let (call, response) = call.await?;
            call.finish(response.decode())
        }
    }

    /// Sends a request, and deserializes the response from JSON unless it has no body.
    pub(crate) fn json_or_empty<T: DeserializeOwned>(
        self: Arc<Self>,
        request: Result<Request, Error>,
    ) -> impl Future<Output = Result<Response<Option<T>>, Error>> + Send + use<T> {
        let call = self.buffered(request, Buffered::Json);
        async move {
            let (call, response) = call.await?;
            call.finish(response.decode_or_none())
        }
    }

    /// Sends a request, and ignores the body of the response.
    pub(crate) fn empty(self: Arc<Self>, request: Result<Request, Error>) -> BoxedCall<()> {
        let call = self.buffered(request, Buffered::Ignored);
        Box::pin(async move {
            let (call, response) = call.await?;
            call.finish(Ok(response.parts.with(())))
        })
    }

    /// Sends a request, and returns the body of the response as a stream.
    pub(crate) fn bytes(self: Arc<Self>, request: Result<Request, Error>) -> BoxedCall<ByteStream> {
        Box::pin(async move {
            let request = request?;
            let call = Call::new(&self, &request);
            let timeout = request.options.timeout.unwrap_or(self.timeouts.call);
            let timeout = timeout.min(self.timeouts.attempt);
            let result = retry_loop::send(&self, request, Streaming);
            let result = result.instrument(call.span.clone()).await;
            call.finish(result.map(|raw| {
                let parts = raw.parts.clone();
                parts.with(ByteStream::new(raw, call.operation.clone(), timeout))
            }))
        })
    }

    fn buffered(self: Arc<Self>, request: Result<Request, Error>, kind: Buffered) -> BufferedCall {
        Box::pin(async move {
            let request = request?;
            let call = Call::new(&self, &request);
            let result = retry_loop::send(&self, request, kind);
            match result.instrument(call.span.clone()).await {
                Ok(response) => Ok((call, response)),
                Err(error) => Err(call.fail(error)),
            }
        })
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
