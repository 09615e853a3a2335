//! What kinds of failures there are.

/// What went wrong, in kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client was set up with something that cannot work: no token, or a base URL that is none. Nothing was sent.
    Configuration,
    /// The request breaks a rule that the API documents: a parameter is missing or out of bounds, an id is empty or
    /// would lead to another path. Nothing was sent.
    InvalidRequest,
    /// There was no token to send: the [`TokenSource`](crate::TokenSource) failed. The request was not sent, or, where the
    /// API had refused the token before, not sent again.
    TokenSource,
    /// The connection failed: it was refused, cut off, or the answer was no HTTP.
    Connection,
    /// No answer within the time allowed.
    Timeout,
    /// The API answered with a status that is no success; [`Error::status`](crate::Error::status) has it.
    Status,
    /// The API answered with success, but with a body that is not what its documentation promises.
    Decode,
    /// What is waited for cannot become what it is waited to become: its state does not lead there.
    UnreachableState,
    /// The files of a deploy could not be read, packed or written to a temporary file.
    Archive,
    /// The storage did not take the files of a deploy, or the image could not be pushed;
    /// [`Error::status`](crate::Error::status) has the status code of the storage, if there is one.
    Upload,
    /// The pages of a list contradict each other: one was empty while the total promised more rows.
    InconsistentPages,
    /// Several things have the name by which one was to be found; the message has their ids.
    Ambiguous,
}

impl ErrorKind {
    /// The kind in one word, as traces show it.
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

/// One rule that a request broke, as the API reports it with status 400.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldError {
    /// The field or parameter, by its name in the API.
    pub field: String,
    /// The rule, in a word: `required`, `max`, `oneof` and others; the set is open.
    pub code: String,
    /// What the API says about it.
    pub message: String,
}
