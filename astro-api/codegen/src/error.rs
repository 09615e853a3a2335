//! The error type of the generator.

use std::fmt;

/// The reason why no code could be generated from a document.
///
/// Each error contains the location in the document, the problem, and how to correct it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Error {
    place: Place,
    kind: ErrorKind,
    reason: String,
}

/// The kinds of [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text is not an OpenAPI 3.0 document.
    Version,
    /// One operation declares responses of different types.
    ResponseTypes,
    /// An operation has no usable `operationId`.
    OperationId,
    /// The table of names does not fit the document.
    Names,
    /// A union cannot be deserialized by its discriminator.
    Discriminator,
    /// Two names of the document map to the same Rust name.
    NameCollision,
    /// The document uses something that the generator does not support, or is not valid OpenAPI.
    Unsupported,
    /// The generator itself failed.
    Generator,
}

/// The location of an [`Error`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// A JSON pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)) into the document, with a leading `#`.
    Document(String),
    /// A type name or an entry of the table of names.
    Names(String),
    /// The generator itself, without a location in the document.
    Generator,
}

impl Error {
    /// Creates an error at a JSON pointer of the document.
    pub(crate) fn at(pointer: impl fmt::Display, reason: impl Into<String>) -> Self {
        Self {
            place: Place::Document(format!("#{pointer}")),
            kind: ErrorKind::Unsupported,
            reason: reason.into(),
        }
    }

    /// Creates an error in the table of names.
    pub(crate) fn names(entry: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            place: Place::Names(entry.into()),
            kind: ErrorKind::Names,
            reason: reason.into(),
        }
    }

    /// Creates an error of the generator itself.
    pub(crate) fn generator(reason: impl Into<String>) -> Self {
        Self {
            place: Place::Generator,
            kind: ErrorKind::Generator,
            reason: reason.into(),
        }
    }

    /// Sets the kind.
    pub(crate) fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.kind = kind;
        self
    }

    /// Returns the kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns the location of the error.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Returns the problem.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Document(pointer) => write!(f, "at {pointer} of the document: {}", self.reason),
            Place::Names(entry) => write!(f, "at `{entry}` of the table of names: {}", self.reason),
            Place::Generator => write!(f, "in the generator: {}", self.reason),
        }
    }
}

impl std::error::Error for Error {}

/// The result of a step of the generator.
pub type Result<T, E = Error> = std::result::Result<T, E>;
