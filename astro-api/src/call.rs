//! What all builders of operations have in common.

use crate::{
    Client, Error,
    request::{Operation, Request},
};

/// The part of a builder that is the same for every operation.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) client: Client,
    operation: &'static Operation,
    /// The first value that could not be taken. It is reported when the request is sent, so that calls can be chained.
    refused: Option<String>,
}

impl Call {
    pub(crate) fn new(client: &Client, operation: &'static Operation) -> Self {
        Self {
            client: client.clone(),
            operation,
            refused: None,
        }
    }

    /// An integer of any type as the one that the API takes.
    pub(crate) fn integer(&mut self, name: &str, value: impl TryInto<i64>) -> Option<i64> {
        let converted = value.try_into().ok();
        if converted.is_none() && self.refused.is_none() {
            self.refused = Some(format!(
                "`{name}` does not fit into a signed integer of 64 bits; pass a smaller number"
            ));
        }
        converted
    }

    /// An empty request of the operation.
    pub(crate) fn request(&self) -> Result<Request, Error> {
        match &self.refused {
            None => Ok(Request::new(self.operation)),
            Some(reason) => Err(self.name(Error::invalid_request(reason))),
        }
    }

    /// Says which operation an error is about.
    pub(crate) fn name(&self, error: Error) -> Error {
        error.with_operation(self.operation.id)
    }
}

/// A member that a request needs.
#[allow(dead_code, reason = "used where the document has request bodies")]
pub(crate) fn required<T>(owner: &str, setter: &str, value: Option<T>) -> Result<T, Error> {
    value.ok_or_else(|| {
        Error::invalid_request(format!(
            "`{owner}` needs `{setter}`; set it with `.{setter}(…)`"
        ))
    })
}
