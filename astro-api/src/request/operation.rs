//! The description of operations.

use std::{borrow::Cow, sync::Arc};

use reqwest::Method;

/// An operation of the OpenAPI document.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The id of the operation.
    pub(crate) id: &'static str,
    pub(crate) method: Method,
    /// The path template, relative to the base URL.
    pub(crate) path: &'static str,
    /// Whether it is idempotent.
    pub(crate) idempotent: bool,
}

/// An operation of the document, or a custom one.
#[derive(Clone, Debug)]
pub(crate) enum OperationRef {
    Known(&'static Operation),
    Described(Arc<Described>),
}

/// An operation that this version of the crate does not know.
#[derive(Clone, Debug)]
pub(crate) struct Described {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) idempotent: bool,
}

impl OperationRef {
    /// Returns the id of the operation, or method and path of a custom one.
    pub(crate) fn id(&self) -> Cow<'static, str> {
        match self {
            Self::Known(operation) => Cow::Borrowed(operation.id),
            Self::Described(operation) => {
                Cow::Owned(format!("{} {}", operation.method, operation.path))
            }
        }
    }

    pub(crate) fn method(&self) -> &Method {
        match self {
            Self::Known(operation) => &operation.method,
            Self::Described(operation) => &operation.method,
        }
    }

    /// The path template, relative to the base URL.
    pub(crate) fn path(&self) -> &str {
        match self {
            Self::Known(operation) => operation.path,
            Self::Described(operation) => &operation.path,
        }
    }

    /// Whether it is idempotent.
    pub(crate) fn idempotent(&self) -> bool {
        match self {
            Self::Known(operation) => operation.idempotent,
            Self::Described(operation) => operation.idempotent,
        }
    }
}
