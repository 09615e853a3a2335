//! The description of operations.

use std::{borrow::Cow, sync::Arc};

use reqwest::Method;

use crate::error::Error;

/// An operation of the document.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The `operationId`.
    pub(crate) id: &'static str,
    pub(crate) method: Method,
    /// The path template, relative to the base URL.
    pub(crate) path: &'static str,
    /// Whether the operation is idempotent.
    pub(crate) idempotent: bool,
    pub(crate) rate_class: RateClass,
}

/// The operations that share a rate limit of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RateClass {
    Get,
    Post,
    Delete,
    AuditLogs,
}

impl RateClass {
    /// The number of classes.
    pub(crate) const COUNT: usize = 4;

    /// Returns the name of the class in traces.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Post => "post",
            Self::Delete => "delete",
            Self::AuditLogs => "audit_logs",
        }
    }

    /// Returns the class of the operations with a method. The document names the operations that have another one.
    pub(crate) fn from_method(method: &Method) -> Self {
        match *method {
            Method::DELETE => Self::Delete,
            Method::GET | Method::HEAD | Method::OPTIONS => Self::Get,
            _ => Self::Post,
        }
    }
}

/// An operation of the document, or one of [`Client::request`](crate::Client::request).
#[derive(Clone, Debug)]
pub(crate) enum OperationRef {
    Known(&'static Operation),
    Custom(Arc<CustomOperation>),
}

/// An operation that this version of the crate does not know.
#[derive(Clone, Debug)]
pub(crate) struct CustomOperation {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) idempotent: bool,
    pub(crate) rate_class: RateClass,
}

impl OperationRef {
    /// Returns the id of the operation, or method and path of a custom one.
    pub(crate) fn id(&self) -> Cow<'static, str> {
        match self {
            Self::Known(operation) => Cow::Borrowed(operation.id),
            Self::Custom(operation) => {
                Cow::Owned(format!("{} {}", operation.method, operation.path))
            }
        }
    }

    pub(crate) fn method(&self) -> &Method {
        match self {
            Self::Known(operation) => &operation.method,
            Self::Custom(operation) => &operation.method,
        }
    }

    /// Returns the path template, relative to the base URL.
    pub(crate) fn path(&self) -> &str {
        match self {
            Self::Known(operation) => operation.path,
            Self::Custom(operation) => &operation.path,
        }
    }

    /// Returns whether the operation is idempotent.
    pub(crate) fn idempotent(&self) -> bool {
        match self {
            Self::Known(operation) => operation.idempotent,
            Self::Custom(operation) => operation.idempotent,
        }
    }

    /// Returns the rate class that counts the request.
    pub(crate) fn rate_class(&self) -> RateClass {
        match self {
            Self::Known(operation) => operation.rate_class,
            Self::Custom(operation) => operation.rate_class,
        }
    }

    /// Adds the operation to an error.
    pub(crate) fn with_context(&self, error: Error) -> Error {
        error.with_operation(self.id(), self.idempotent())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rate_class_of_a_custom_operation_depends_on_its_method() {
        let class = RateClass::from_method;
        assert_eq!(class(&Method::GET), RateClass::Get);
        assert_eq!(class(&Method::HEAD), RateClass::Get);
        assert_eq!(class(&Method::POST), RateClass::Post);
        assert_eq!(class(&Method::PUT), RateClass::Post);
        assert_eq!(class(&Method::DELETE), RateClass::Delete);
    }
}
