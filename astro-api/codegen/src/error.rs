//! What can go wrong between a document and its code.

use std::fmt;

/// Why a document could not be turned into code.
///
/// Each error says where in the document it arose, what is wrong there, and what would mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Error {
    place: Place,
    reason: String,
}

/// Where an [`Error`] arose.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// A JSON pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)) into the document, with a leading `#`.
    Document(String),
    /// A type name or a place in the table of names.
    Names(String),
    /// The generator itself: no place in the document is to blame.
    Generator,
}

impl Error {
    /// An error at a JSON pointer of the document.
    pub(crate) fn at(pointer: impl fmt::Display, reason: impl Into<String>) -> Self {
        Self {
            place: Place::Document(format!("#{pointer}")),
            reason: reason.into(),
        }
    }

    /// An error in the table of names.
    pub(crate) fn names(entry: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            place: Place::Names(entry.into()),
            reason: reason.into(),
        }
    }

    /// An error of the generator itself.
    pub(crate) fn generator(reason: impl Into<String>) -> Self {
        Self {
            place: Place::Generator,
            reason: reason.into(),
        }
    }

    /// Where the error arose.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What is wrong there.
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
