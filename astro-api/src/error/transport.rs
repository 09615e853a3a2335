//! Errors of the HTTP client, without repeated messages.

use std::{error::Error as StdError, fmt};

use crate::redaction::excerpt;

/// The text of the HTTP client's error for missing TLS. It has no type for that.
const NO_TLS: &str = "scheme is not http";

/// An error of the HTTP client.
///
/// reqwest nests several general messages (`error decoding response body`, `request or response body error`) above the
/// cause. Only the last one is displayed, and nothing below it: our error's message contains the cause.
#[derive(Debug)]
pub(crate) struct Transport(reqwest::Error);

/// The kind of the problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    ConnectTimeout,
    /// The timeout of the HTTP client for a request expired.
    ClientTimeout,
    NoTls,
    /// A certificate was rejected.
    Certificate,
    Connect,
    /// The request could not be built.
    Request,
    Broken,
}

impl Transport {
    /// Removes the URL, because a query may contain private data.
    pub(super) fn new(error: reqwest::Error) -> Self {
        Self(error.without_url())
    }

    pub(super) fn problem(&self) -> Problem {
        let error = &self.0;
        match (error.is_timeout(), error.is_connect()) {
            (true, true) => Problem::ConnectTimeout,
            (true, false) => Problem::ClientTimeout,
            (false, true) if self.says(NO_TLS) => Problem::NoTls,
            // All TLS libraries use this word. Their types are not available here.
            (false, true) if self.says("certificate") || self.says("UnknownCA") => {
                Problem::Certificate
            }
            (false, true) => Problem::Connect,
            (false, false) if error.is_builder() => Problem::Request,
            (false, false) => Problem::Broken,
        }
    }

    /// Returns the innermost message on one line, with everything that looks like a token redacted.
    pub(super) fn root_cause(&self) -> String {
        let text = self.chain().last().map(ToString::to_string);
        excerpt(text.unwrap_or_default().as_bytes(), None).replace('\n', " ")
    }

    /// Returns whether one of the errors contains a text, ignoring case.
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
