//! What all builders of operations have in common.

use std::{future::Future, pin::Pin};

use serde::de::DeserializeOwned;

use crate::{
    ByteStream, Client, Error, Response,
    operation::{Operation, OperationRef},
    options::{self, Options, VERSION_HEADER},
    request::Request,
};

/// The part of a builder that is the same for every operation.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) client: Client,
    pub(crate) options: Options,
    pub(crate) operation: OperationRef,
    /// The first value that could not be taken. It is reported when the request is sent, so that calls can be chained.
    refused: Option<String>,
}

impl Call {
    pub(crate) fn new(client: &Client, operation: &'static Operation) -> Self {
        Self::of(client, OperationRef::Known(operation))
    }

    pub(crate) fn of(client: &Client, operation: OperationRef) -> Self {
        Self {
            client: client.clone(),
            options: Options::default(),
            operation,
            refused: None,
        }
    }

    /// An integer of any type as the one that the API takes.
    pub(crate) fn integer(&mut self, name: &str, value: impl TryInto<i64>) -> Option<i64> {
        let converted = value.try_into().ok();
        if converted.is_none() {
            self.refuse(format!(
                "`{name}` does not fit into a signed integer of 64 bits; pass a smaller number"
            ));
        }
        converted
    }

    pub(crate) fn header(&mut self, name: &str, value: &str) {
        match options::header(name, value) {
            Ok((name, value)) => drop(self.options.headers.insert(name, value)),
            Err(reason) => self.refuse(reason),
        }
    }

    pub(crate) fn api_version(&mut self, version: &str) {
        match options::api_version(version) {
            Ok(value) => drop(self.options.headers.insert(VERSION_HEADER, value)),
            Err(reason) => self.refuse(reason),
        }
    }

    /// Remembers that something cannot be sent, unless something else could not already.
    pub(crate) fn refuse(&mut self, reason: String) {
        self.refused.get_or_insert(reason);
    }

    /// An empty request of the operation.
    pub(crate) fn request(&self) -> Result<Request, Error> {
        match &self.refused {
            None => Ok(Request::new(self.operation.clone(), self.options.clone())),
            Some(reason) => Err(Error::invalid_request(reason)),
        }
    }

    /// Says which operation an error is about. What is refused may be a token, passed in the wrong place.
    pub(crate) fn name(&self, error: Error) -> Error {
        let token = self.client.known_token();
        error
            .blacked_out(token.as_ref())
            .with_operation(&self.operation)
    }

    /// Sends a request whose answer is JSON.
    pub(crate) fn json<'a, T: DeserializeOwned + 'a>(
        self,
        request: Result<Request, Error>,
    ) -> Sending<'a, T> {
        Box::pin(async move {
            let request = request.map_err(|e| self.name(e))?;
            self.client.json(request).await
        })
    }

    /// Sends a request whose answer has no body.
    #[allow(dead_code, reason = "used where the document has such operations")]
    pub(crate) fn empty(self, request: Result<Request, Error>) -> Sending<'static, ()> {
        Box::pin(async move {
            let request = request.map_err(|e| self.name(e))?;
            self.client.empty(request).await
        })
    }

    /// Sends a request whose answer is bytes.
    #[allow(dead_code, reason = "used where the document has such operations")]
    pub(crate) fn bytes(self, request: Result<Request, Error>) -> Sending<'static, ByteStream> {
        Box::pin(async move {
            let request = request.map_err(|e| self.name(e))?;
            self.client.bytes(request).await
        })
    }
}

/// A call under way, in a box: what it holds is ten times the size of what led to it, and stands in the future of
/// everything that awaits it.
type Sending<'a, T> = Pin<Box<dyn Future<Output = Result<Response<T>, Error>> + Send + 'a>>;

/// A member that a request needs.
#[allow(dead_code, reason = "used where the document has request bodies")]
pub(crate) fn required<T>(owner: &str, setter: &str, value: Option<T>) -> Result<T, Error> {
    value.ok_or_else(|| {
        Error::invalid_request(format!(
            "`{owner}` needs `{setter}`; set it with `.{setter}(…)`"
        ))
    })
}
