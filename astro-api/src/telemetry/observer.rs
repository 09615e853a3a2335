//! An observer of a client's attempts.

use std::time::Duration;

use reqwest::{
    Method, StatusCode,
    header::{
        AUTHORIZATION, CONTENT_LENGTH, HOST, HeaderMap, HeaderName, HeaderValue, TRANSFER_ENCODING,
    },
};

use crate::{Error, request::operation::OperationRef};

/// Observes each attempt of a client's calls: before it is sent, when headers can be added, and after it.
///
/// A client has one observer; see [`ClientBuilder::observer`](crate::ClientBuilder::observer). Both methods are called
/// on the task that makes the call, so they must return quickly. An attempt whose future is dropped has a beginning and
/// no end.
///
/// Propagates the context of OpenTelemetry, or of any other tracing system, to the API:
///
/// ```
/// use astro_api::{AttemptEnd, AttemptStart, Observer, header::{HeaderName, HeaderValue}};
///
/// struct Propagation;
///
/// impl Observer for Propagation {
///     fn before_attempt(&self, attempt: &mut AttemptStart<'_>) {
///         // With OpenTelemetry: `propagator.inject_context(&Context::current(), &mut carrier)`, and the carrier's entries.
///         let traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
///         attempt.insert_header(
///             HeaderName::from_static("traceparent"),
///             HeaderValue::from_static(traceparent),
///         );
///     }
///
///     fn after_attempt(&self, attempt: &AttemptEnd<'_>) {
///         println!("{} {:?} {:?}", attempt.operation(), attempt.status(), attempt.duration());
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
    /// Is called before an attempt is sent.
    fn before_attempt(&self, attempt: &mut AttemptStart<'_>) {
        let _ = attempt;
    }

    /// Is called after an attempt, whether it succeeded or failed.
    fn after_attempt(&self, attempt: &AttemptEnd<'_>) {
        let _ = attempt;
    }
}

/// What is known of every attempt.
#[derive(Debug)]
struct Attempt<'a> {
    operation: &'a OperationRef,
    number: u32,
}

/// An attempt that is about to be sent.
#[derive(Debug)]
pub struct AttemptStart<'a> {
    attempt: Attempt<'a>,
    headers: &'a mut HeaderMap,
}

/// An attempt that is over.
#[derive(Debug)]
pub struct AttemptEnd<'a> {
    attempt: Attempt<'a>,
    result: Result<StatusCode, &'a Error>,
    duration: Duration,
}

macro_rules! of_every_attempt {
    ($name:ident) => {
        impl $name<'_> {
            /// Returns the operation's name in the API, such as `ListOrganizations`; for requests made with
            /// [`Client::request`](crate::Client::request), method and path.
            pub fn operation(&self) -> String {
                self.attempt.operation.id().into_owned()
            }

            /// Returns the method of the request.
            pub fn method(&self) -> &Method {
                self.attempt.operation.method()
            }

            /// Returns the path below the base URL, with the names of its parameters in braces in the place of ids.
            pub fn path_template(&self) -> &str {
                self.attempt.operation.path()
            }

            /// Returns the number of the attempt within its call, counted from 1.
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

    /// Adds a header to this attempt, in place of one of the same name.
    ///
    /// `authorization`, and the headers that the HTTP client sets (`host`, `content-length`, `transfer-encoding`), are
    /// left as they are.
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

    /// Returns the error, if the attempt failed. The call may be retried after it.
    pub fn error(&self) -> Option<&Error> {
        self.result.err()
    }

    /// Returns the time from sending the request until the response was read, or, for a streamed body, until its head
    /// was received.
    pub fn duration(&self) -> Duration {
        self.duration
    }
}
