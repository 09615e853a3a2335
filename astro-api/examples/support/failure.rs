//! How a program ends.

use std::process::ExitCode;

use astro_api::{Error, ErrorKind};

/// Why a program could not do what it was asked to do.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line or the environment is wrong.
    Usage(String),
    /// The API, or the way to it, failed.
    Api(Box<Error>),
    /// Something else failed.
    Other(String),
}

impl Failure {
    /// No client can be made of what the environment holds.
    pub(crate) fn environment(error: Error) -> Self {
        Self::Usage(error.to_string())
    }

    /// A file cannot be read or written.
    pub(crate) fn file(doing: &str, path: &std::path::Path, error: impl std::fmt::Display) -> Self {
        Self::Other(format!("cannot {doing} {}: {error}", path.display()))
    }

    /// 2 if the command line or the environment is wrong, or else 1.
    fn code(&self) -> ExitCode {
        let is_usage = match self {
            Self::Usage(_) => true,
            // Refused before it was sent.
            Self::Api(error) => error.status().is_none() && error.is_invalid_request(),
            Self::Other(_) => false,
        };
        ExitCode::from(if is_usage { 2 } else { 1 })
    }

    /// Says why a program failed, if it did, and answers its exit code.
    pub(crate) fn exit(result: Result<(), Self>) -> ExitCode {
        match result {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => {
                failure.report();
                failure.code()
            }
        }
    }

    /// What a user wants to know: what happened, of an answer the status and the request id, and what lies beneath.
    pub(crate) fn report(&self) {
        let error = match self {
            Self::Api(error) => error,
            Self::Usage(message) | Self::Other(message) => {
                eprintln!("error: {message}");
                return;
            }
        };
        eprintln!("error: {error}");
        // The message out of the body says it better.
        let repeats = |body: &&str| body.starts_with('{') && body.contains(error.message());
        if let Some(body) = error.body().filter(|body| !repeats(body)) {
            eprintln!("  body: {body}");
        }
        let mut cause = std::error::Error::source(error.as_ref());
        while let Some(e) = cause {
            eprintln!("  caused by: {e}");
            cause = e.source();
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        if error.kind() == ErrorKind::Configuration {
            return Self::environment(error);
        }
        Self::Api(Box::new(error))
    }
}
