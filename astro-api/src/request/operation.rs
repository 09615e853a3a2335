//! What is known of an operation before it is called.

use std::{borrow::Cow, sync::Arc};

use reqwest::Method;

/// What the document says of an operation.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The operation's name in the API.
    pub(crate) id: &'static str,
    pub(crate) method: Method,
    /// The path below the base URL, with the names of its parameters in braces.
    pub(crate) path: &'static str,
    /// Whether it may be carried out twice without doing more than once.
    pub(crate) idempotent: bool,
}

/// An operation of the document, or one that a user described.
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
    /// The operation's name in the API; method and path, where it is not known.
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

    /// The path below the base URL, with the names of its parameters in braces.
    pub(crate) fn path(&self) -> &str {
        match self {
            Self::Known(operation) => operation.path,
            Self::Described(operation) => &operation.path,
        }
    }

    /// Whether it may be carried out twice without doing more than once.
    pub(crate) fn idempotent(&self) -> bool {
        match self {
            Self::Known(operation) => operation.idempotent,
            Self::Described(operation) => operation.idempotent,
        }
    }
}
