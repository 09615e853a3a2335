//! The kinds of errors.

/// The kinds of [`Error`](crate::Error).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client cannot work as configured: no token, or an invalid base URL. Nothing was sent.
    Configuration,
    /// The request is invalid: a parameter is missing or out of bounds, or an id is empty or would change the path.
    /// Nothing was sent.
    InvalidRequest,
    /// The [`TokenSource`](crate::TokenSource) failed, so the request was not sent, or not sent again after a 401.
    TokenSource,
    /// The connection was refused or broke, or the response is not HTTP.
    Connection,
    /// There was no response within the timeout.
    Timeout,
    /// The status code is not a success; see [`Error::status`](crate::Error::status).
    Status,
    /// The body of a successful response does not match the documented schema.
    Decode,
    /// The resource reached a terminal state other than the target.
    UnreachableState,
    /// The files of a deploy could not be read, packed or written to a temporary file.
    Archive,
    /// The upload of a deploy failed, or the image could not be pushed. [`Error::status`](crate::Error::status) is
    /// the status code of the storage, if there is one.
    Upload,
    /// A page of a list was empty before the total was reached.
    InconsistentPages,
    /// Several resources have the name passed to a `find_…` method. The message contains their ids.
    Ambiguous,
}

impl ErrorKind {
    /// The name of the kind in traces.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::InvalidRequest => "invalid_request",
            Self::TokenSource => "token_source",
            Self::Connection => "connection",
            Self::Timeout => "timeout",
            Self::Status => "status",
            Self::Decode => "decode",
            Self::UnreachableState => "unreachable_state",
            Self::Archive => "archive",
            Self::Upload => "upload",
            Self::InconsistentPages => "inconsistent_pages",
            Self::Ambiguous => "ambiguous",
        }
    }
}

/// A rule that the request violates, as returned by the API with status 400.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldError {
    /// The field or parameter, by its name in the API.
    pub field: String,
    /// The rule, such as `required`, `max` or `oneof`. The API may add others.
    pub code: String,
    /// The message of the API.
    pub message: String,
}
