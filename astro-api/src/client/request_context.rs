//! The common part of the builders of operations.

use std::future::Future;

use serde::{Serialize, de::DeserializeOwned};

use super::Client;
use crate::{
    auth::Token,
    error::Error,
    request::{
        Request,
        convert::{FirstInvalid, IntoList, IntoOption, IntoValue},
        operation::{Operation, OperationRef},
        options::{self, Options, VERSION_HEADER},
    },
    response::{ByteStream, Response},
    transport::BoxedCall,
    validation::{FieldPath, Validate},
};

/// The common part of the builders of operations: the client, the request so far, and the first invalid value.
#[derive(Clone, Debug)]
pub(crate) struct RequestContext {
    client: Client,
    pub(crate) request: Request,
    invalid: FirstInvalid,
}

impl RequestContext {
    pub(crate) fn new(client: &Client, operation: &'static Operation) -> Self {
        Self::from_operation(client, OperationRef::Known(operation))
    }

    pub(crate) fn from_operation(client: &Client, operation: OperationRef) -> Self {
        Self {
            client: client.clone(),
            request: Request::new(operation, Options::default()),
            invalid: FirstInvalid::default(),
        }
    }

    pub(crate) fn options(&mut self) -> &mut Options {
        &mut self.request.options
    }

    /// Converts an argument.
    pub(crate) fn required<T>(&mut self, name: &str, value: impl IntoValue<T>) -> Option<T> {
        self.invalid.required(name, value)
    }

    /// Converts the argument of a setter.
    pub(crate) fn optional<T, F>(&mut self, name: &str, value: impl IntoOption<T, F>) -> Option<T> {
        self.invalid.optional(name, value)
    }

    /// Converts a list.
    pub(crate) fn list<T, F>(&mut self, name: &str, values: impl IntoList<T, F>) -> Option<Vec<T>> {
        self.invalid.list(name, values)
    }

    /// Sets a path parameter.
    pub(crate) fn path<T: Serialize>(&mut self, name: &'static str, value: impl IntoValue<T>) {
        if let Some(value) = self.invalid.required(name, value) {
            let result = self.request.path(name, &value);
            self.check(result);
        }
    }

    /// Adds a parameter to the query, if it is set.
    pub(crate) fn query<T: Serialize>(&mut self, name: &'static str, value: Option<&T>) {
        let result = self.request.query(name, value);
        self.check(result);
    }

    /// Adds a list to the query, with one parameter for each item.
    pub(crate) fn query_list<T: Serialize>(&mut self, name: &'static str, values: Option<&Vec<T>>) {
        let result = self.request.query_list(name, values);
        self.check(result);
    }

    /// Sets the body.
    pub(crate) fn body<T: Serialize>(&mut self, body: impl IntoValue<T>) {
        if let Some(body) = self.invalid.required("body", body) {
            let result = self.request.json(&body);
            self.check(result);
        }
    }

    /// Sets a body that has limits inside.
    pub(crate) fn checked_body<T: Serialize + Validate>(&mut self, body: impl IntoValue<T>) {
        if let Some(body) = self.invalid.required("body", body) {
            let result = Validate::validate(&body, FieldPath::Body);
            self.check(result);
            let result = self.request.json(&body);
            self.check(result);
        }
    }

    /// Sets a header of this request.
    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        match options::header(name, value) {
            Ok((name, value)) => drop(self.options().headers.insert(name, value)),
            Err(reason) => self.reject(reason),
        }
    }

    pub(crate) fn api_version(&mut self, version: &str) {
        match options::api_version(version) {
            Ok(value) => drop(self.options().headers.insert(VERSION_HEADER, value)),
            Err(reason) => self.reject(reason),
        }
    }

    /// Records that the request is invalid, unless it is already.
    pub(crate) fn reject(&mut self, reason: String) {
        self.invalid.set(reason);
    }

    /// Records an error, unless there is one already.
    pub(crate) fn check(&mut self, result: Result<(), Error>) {
        if let Err(e) = result {
            self.invalid.set(e.message());
        }
    }

    /// Returns the client, and the request or its error.
    pub(crate) fn finish(self) -> (Client, Result<Request, Error>) {
        // A rejected argument may be a token.
        let valid = self.invalid.check().map_err(|e| {
            let token = self.client.transport.credentials.known();
            let error = e.redacted(token.as_ref().map(Token::secret));
            self.request.operation.with_context(error)
        });
        (self.client, valid.map(|()| self.request))
    }

    /// Sends a request whose response is JSON.
    pub(crate) fn json<T: DeserializeOwned>(
        self,
    ) -> impl Future<Output = Result<Response<T>, Error>> + Send {
        let (client, request) = self.finish();
        client.transport.json(request)
    }

    /// Sends a request whose response is JSON, or 404 if the resource does not exist.
    pub(crate) async fn json_opt<T: DeserializeOwned>(self) -> Result<Option<Response<T>>, Error> {
        match self.json().await {
            Ok(response) => Ok(Some(response)),
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Sends a request whose response has no body.
    pub(crate) fn empty(self) -> BoxedCall<()> {
        let (client, request) = self.finish();
        client.transport.empty(request)
    }

    /// Sends a request whose response is bytes.
    pub(crate) fn bytes(self) -> BoxedCall<ByteStream> {
        let (client, request) = self.finish();
        client.transport.bytes(request)
    }
}

/// The parts of requests and responses that the document of the Astro API does not have.
#[allow(dead_code, reason = "the generated code of other documents calls them")]
impl RequestContext {
    /// Adds a list to the query: the name once, and the items joined.
    pub(crate) fn query_joined<T: Serialize>(
        &mut self,
        name: &'static str,
        values: Option<&Vec<T>>,
        separator: &str,
    ) {
        let result = self.request.query_joined(name, values, separator);
        self.check(result);
    }

    /// Adds a header, if it is set.
    pub(crate) fn header<T: Serialize>(&mut self, name: &'static str, value: Option<&T>) {
        let result = self.request.header(name, value);
        self.check(result);
    }

    /// Sets a body that is sent as a form.
    pub(crate) fn form<T: Serialize>(&mut self, body: impl IntoValue<T>) {
        if let Some(body) = self.invalid.required("body", body) {
            let result = self.request.form(&body);
            self.check(result);
        }
    }

    /// Sets a body that is sent as a form and has limits inside.
    pub(crate) fn checked_form<T: Serialize + Validate>(&mut self, body: impl IntoValue<T>) {
        if let Some(body) = self.invalid.required("body", body) {
            let result = Validate::validate(&body, FieldPath::Body);
            self.check(result);
            let result = self.request.form(&body);
            self.check(result);
        }
    }

    /// Sets a body that is sent unchanged: a text or bytes.
    pub(crate) fn raw_body<T: Into<Vec<u8>>>(&mut self, media_type: &str, body: impl IntoValue<T>) {
        if let Some(body) = self.invalid.required::<T>("body", body) {
            let result = self.request.raw(media_type, body.into());
            self.check(result);
        }
    }

    /// Sends a request whose response is JSON, or has no body.
    pub(crate) fn json_or_empty<T: DeserializeOwned>(
        self,
    ) -> impl Future<Output = Result<Response<Option<T>>, Error>> + Send {
        let (client, request) = self.finish();
        client.transport.json_or_empty(request)
    }
}

/// Returns the value of a required member.
pub(crate) fn required<T>(owner: &str, setter: &str, value: Option<T>) -> Result<T, Error> {
    value.ok_or_else(|| {
        Error::invalid_request(format!(
            "`{owner}` requires `{setter}`; set it with `.{setter}(…)`"
        ))
    })
}

#[cfg(test)]
mod tests;
