//! Exit codes and error output of a program.

use std::process::ExitCode;

use astro_api::{Error, ErrorKind};

/// The reason why a program failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line or the environment is wrong.
    Usage(String),
    /// The API or the connection to it failed.
    Api(Box<Error>),
    /// Something else failed.
    Other(String),
}

impl Failure {
    /// A client cannot be created from the environment.
    pub(crate) fn environment(error: Error) -> Self {
        Self::Usage(error.to_string())
    }

    /// A file cannot be read or written.
    pub(crate) fn file(doing: &str, path: &std::path::Path, error: impl std::fmt::Display) -> Self {
        Self::Other(format!("cannot {doing} {}: {error}", path.display()))
    }

    /// Returns 2 if the command line or the environment is wrong, or else 1.
    fn code(&self) -> ExitCode {
        let is_usage = match self {
            Self::Usage(_) => true,
            // Rejected before it was sent.
            Self::Api(error) => error.status().is_none() && error.is_invalid_request(),
            Self::Other(_) => false,
        };
        ExitCode::from(if is_usage { 2 } else { 1 })
    }

    /// Prints the error of a failed program, and returns the exit code.
    pub(crate) fn exit(result: Result<(), Self>) -> ExitCode {
        match result {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => {
                failure.report();
                failure.code()
            }
        }
    }

    /// Formats an error for users: what failed, the status and request id of a response, and the causes.
    pub(crate) fn report(&self) {
        let error = match self {
            Self::Api(error) => error,
            Self::Usage(message) | Self::Other(message) => {
                eprintln!("error: {message}");
                return;
            }
        };
        eprintln!("error: {error}");
        // The message in the body is more specific.
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
