//! An observer of a client's attempts.

use std::time::Duration;

use reqwest::{
    Method, StatusCode,
    header::{
        AUTHORIZATION, CONTENT_LENGTH, HOST, HeaderMap, HeaderName, HeaderValue, TRANSFER_ENCODING,
    },
};

use crate::{error::Error, request::operation::OperationRef};

/// Observes each attempt of a client's calls: before it is sent, when headers can be added, and after it.
///
/// A client has one observer; see [`ClientBuilder::observer`](crate::ClientBuilder::observer). Both methods run on
/// the task of the call, so they must return quickly. If the future of a call is dropped, `after_attempt` is not
/// called for the attempt in progress.
///
/// This example propagates a trace context to the API:
///
/// ```
/// use astro_api::{AttemptEnd, AttemptStart, Observer, header::{HeaderName, HeaderValue}};
///
/// struct Propagation;
///
/// impl Observer for Propagation {
///     fn before_attempt(&self, attempt: &mut AttemptStart<'_>) {
///         // With OpenTelemetry, inject the current context with a propagator instead.
///         let traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
///         attempt.insert_header(
///             HeaderName::from_static("traceparent"),
///             HeaderValue::from_static(traceparent),
///         );
///     }
///
///     fn after_attempt(&self, attempt: &AttemptEnd<'_>) {
///         println!("{} took {:?}", attempt.operation(), attempt.duration());
///     }
/// }
///
/// # fn main() -> Result<(), astro_api::Error> {
/// let client = astro_api::Client::builder()
///     .token("aaa.bbb.ccc")
///     .observer(Propagation)
///     .build()?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
pub trait Observer: Send + Sync + 'static {
    /// Called before an attempt is sent.
    fn before_attempt(&self, attempt: &mut AttemptStart<'_>) {
        let _ = attempt;
    }

    /// Called after an attempt succeeds or fails.
    fn after_attempt(&self, attempt: &AttemptEnd<'_>) {
        let _ = attempt;
    }
}

/// The data of every attempt.
#[derive(Debug)]
struct Attempt<'a> {
    operation: &'a OperationRef,
    number: u32,
}

/// An attempt before it is sent.
#[derive(Debug)]
pub struct AttemptStart<'a> {
    attempt: Attempt<'a>,
    headers: &'a mut HeaderMap,
}

/// A finished attempt.
#[derive(Debug)]
pub struct AttemptEnd<'a> {
    attempt: Attempt<'a>,
    result: Result<StatusCode, &'a Error>,
    duration: Duration,
}

macro_rules! of_every_attempt {
    ($name:ident) => {
        impl $name<'_> {
            /// Returns the id of the operation, such as `ListOrganizations`. For
            /// [`Client::request`](crate::Client::request), returns the method and the path template.
            pub fn operation(&self) -> String {
                self.attempt.operation.id().into_owned()
            }

            /// Returns the method of the request.
            pub fn method(&self) -> &Method {
                self.attempt.operation.method()
            }

            /// Returns the template of the path, with parameter names in braces, such as
            /// `/organizations/{organizationId}`.
            pub fn path_template(&self) -> &str {
                self.attempt.operation.path()
            }

            /// Returns the number of the attempt within its call. The first is 1.
            pub fn number(&self) -> u32 {
                self.attempt.number
            }
        }
    };
}

of_every_attempt!(AttemptStart);
of_every_attempt!(AttemptEnd);

impl<'a> AttemptStart<'a> {
    pub(crate) fn new(
        operation: &'a OperationRef,
        number: u32,
        headers: &'a mut HeaderMap,
    ) -> Self {
        Self {
            attempt: Attempt { operation, number },
            headers,
        }
    }

    /// Sets a header of this attempt.
    ///
    /// Ignores `authorization`, `host`, `content-length` and `transfer-encoding`.
    pub fn insert_header(&mut self, name: HeaderName, value: HeaderValue) {
        if ![AUTHORIZATION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING].contains(&name) {
            self.headers.insert(name, value);
        }
    }
}

impl<'a> AttemptEnd<'a> {
    pub(crate) fn new(
        operation: &'a OperationRef,
        number: u32,
        result: Result<StatusCode, &'a Error>,
        duration: Duration,
    ) -> Self {
        Self {
            attempt: Attempt { operation, number },
            result,
            duration,
        }
    }

    /// Returns the status code of the response, if one was received.
    pub fn status(&self) -> Option<StatusCode> {
        match self.result {
            Ok(status) => Some(status),
            Err(error) => error.received_status(),
        }
    }

    /// Returns the error, if the attempt failed. The client may still retry.
    pub fn error(&self) -> Option<&Error> {
        self.result.err()
    }

    /// Returns the time from sending the request until the response was read. For a streamed body, until its headers
    /// were received.
    pub fn duration(&self) -> Duration {
        self.duration
    }
}
