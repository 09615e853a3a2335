//! What the HTTP client says of a failure, without its repetitions.

use std::{error::Error as StdError, fmt};

use crate::redaction::excerpt;

/// How the HTTP client puts it that it cannot do TLS. It has no type for that.
const NO_TLS: &str = "scheme is not http";

/// A failure of the HTTP client.
///
/// It wraps one general remark into another (`error decoding response body`, `request or response body error`, and that
/// once more) before it comes to the cause. Only the last remark is shown, and nothing beneath it: the cause is in the
/// message of the error that this is the source of.
#[derive(Debug)]
pub(crate) struct Transport(reqwest::Error);

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    ConnectTimeout,
    /// The HTTP client's own time-out for a request passed.
    ClientTimeout,
    NoTls,
    /// The server's certificate, or ours, was not accepted.
    Certificate,
    Connect,
    /// The request could not be built.
    Request,
    Broken,
}

impl Transport {
    /// The URL is dropped: a query may hold what is nobody's business.
    pub(super) fn new(error: reqwest::Error) -> Self {
        Self(error.without_url())
    }

    pub(super) fn problem(&self) -> Problem {
        let error = &self.0;
        match (error.is_timeout(), error.is_connect()) {
            (true, true) => Problem::ConnectTimeout,
            (true, false) => Problem::ClientTimeout,
            (false, true) if self.says(NO_TLS) => Problem::NoTls,
            // Whichever library does TLS, this is the word that it uses; its types are not known here.
            (false, true) if self.says("certificate") || self.says("UnknownCA") => {
                Problem::Certificate
            }
            (false, true) => Problem::Connect,
            (false, false) if error.is_builder() => Problem::Request,
            (false, false) => Problem::Broken,
        }
    }

    /// What the innermost error says, on one line, with anything like a token blacked out.
    pub(super) fn root_cause(&self) -> String {
        let text = self.chain().last().map(ToString::to_string);
        excerpt(text.unwrap_or_default().as_bytes(), None).replace('\n', " ")
    }

    /// Whether one of the errors holds that text, in upper or lower case.
    fn says(&self, text: &str) -> bool {
        let text = text.to_ascii_lowercase();
        self.chain()
            .any(|e| e.to_string().to_ascii_lowercase().contains(&text))
    }

    fn chain(&self) -> impl Iterator<Item = &(dyn StdError + 'static)> {
        let first: &(dyn StdError + 'static) = &self.0;
        std::iter::successors(Some(first), |e: &&(dyn StdError + 'static)| (*e).source())
    }
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut last = &self.0;
        while let Some(deeper) = last.source().and_then(|s| s.downcast_ref()) {
            last = deeper;
        }
        last.fmt(f)
    }
}

impl StdError for Transport {}
