//! Canned responses.

use std::{io, time::Duration};

use reqwest::{
    ResponseBuilderExt, StatusCode, Url,
    header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER},
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{
    auth::Token,
    error::{Delivery, Error, ErrorBody, ErrorKind, Persistence, TimeoutScope},
    response::{RawResponse, Response, ResponseParts},
    retry::retry_after,
    transport::ATTEMPT_TIMEOUT,
};

/// The token of a client without one.
pub(crate) const TOKEN: &str = "canned-transport-token";

/// The origin in errors of responses without a request.
const ORIGIN: &str = "https://api.astronomer.io";

/// A response or a connection failure for a [`CannedTransport`](super::CannedTransport).
///
/// ```
/// use std::time::Duration;
/// use astro_api::{StatusCode, test_util::CannedResponse};
/// use serde_json::json;
///
/// let organization = CannedResponse::json(json!({ "id": "clmaxoarx000008l2c5ayb9pt" }));
/// let missing = CannedResponse::error(StatusCode::NOT_FOUND, "organization not found");
/// let too_fast = CannedResponse::new(StatusCode::TOO_MANY_REQUESTS)
///     .with_retry_after(Duration::from_secs(2));
/// let gateway =
///     CannedResponse::new(StatusCode::FORBIDDEN).with_body("RBAC: access denied");
/// let reset = CannedResponse::connection_reset();
/// # let _ = (organization, missing, too_fast, gateway, reset);
/// ```
#[derive(Clone, Debug)]
#[must_use = "a response does nothing until a transport returns it"]
pub struct CannedResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
    /// The first invalid part; returned as an error when the response is used.
    invalid: Option<String>,
    fault: Option<Fault>,
    delay: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Refused,
    Reset,
}

impl CannedResponse {
    /// Creates a response with a status, no headers and no body.
    pub fn new(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Vec::new(),
            invalid: None,
            fault: None,
            delay: Duration::ZERO,
        }
    }

    /// Creates a response with status 200 and a JSON body. For a value of a response type, pass `json!(value)`.
    pub fn json(body: Value) -> Self {
        Self::new(StatusCode::OK).with_json(body)
    }

    /// Creates an error response like those of the API, with a message. For `fieldErrors`, use
    /// [`with_json`](Self::with_json).
    pub fn error(status: StatusCode, message: impl Into<String>) -> Self {
        let body = json!({ "message": message.into(), "requestId": "canned", "statusCode": status.as_u16() });
        Self::new(status).with_json(body)
    }

    /// Creates a connection failure after the request was sent. The API may have executed the request, so the client
    /// retries only idempotent ones.
    pub fn connection_reset() -> Self {
        Self {
            fault: Some(Fault::Reset),
            ..Self::new(StatusCode::OK)
        }
    }

    /// Creates a connection failure before the request was sent, so the client retries every request.
    pub fn connection_refused() -> Self {
        Self {
            fault: Some(Fault::Refused),
            ..Self::new(StatusCode::OK)
        }
    }

    /// Creates a response that never arrives: the attempt fails after
    /// [`ClientBuilder::attempt_timeout`](crate::ClientBuilder::attempt_timeout), in simulated time.
    pub fn timeout() -> Self {
        Self::new(StatusCode::OK).with_delay(Duration::MAX)
    }

    /// Delays the response, in simulated time.
    pub fn with_delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Sets the status.
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Sets a JSON body and the header `Content-Type`.
    pub fn with_json(mut self, body: Value) -> Self {
        let json = HeaderValue::from_static("application/json");
        self.headers.insert(CONTENT_TYPE, json);
        self.body = body.to_string().into_bytes();
        self
    }

    /// Sets a body.
    pub fn with_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Adds a header. If it is invalid, the request that receives the response fails.
    pub fn with_header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let (name, value) = (name.as_ref(), value.as_ref());
        match (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(value),
        ) {
            (Ok(name), Ok(value)) => {
                self.headers.append(name, value);
            }
            _ => {
                let reason = format!("{name:?} with the value {value:?} is not an HTTP header");
                self.invalid.get_or_insert(reason);
            }
        }
        self
    }

    /// Sets the header `Retry-After` in whole seconds.
    pub fn with_retry_after(mut self, wait: Duration) -> Self {
        self.headers
            .insert(RETRY_AFTER, HeaderValue::from(wait.as_secs()));
        self
    }

    /// Returns the [`Response`] or [`Error`] that a client returns for it after one attempt of a GET request. For
    /// tests of functions that take one.
    ///
    /// ```
    /// use astro_api::{StatusCode, test_util::CannedResponse, types::Organization};
    /// use serde_json::json;
    ///
    /// let organization = CannedResponse::json(json!({ "id": "clm", "name": "Birds" }))
    ///     .with_header("x-request-id", "r-1")
    ///     .into_result::<Organization>()
    ///     .unwrap();
    /// assert_eq!(organization.name, "Birds");
    /// assert_eq!(organization.request_id(), Some("r-1"));
    ///
    /// let error = CannedResponse::error(StatusCode::NOT_FOUND, "organization not found")
    ///     .into_result::<Organization>()
    ///     .unwrap_err();
    /// assert!(error.is_not_found());
    /// ```
    ///
    /// # Errors
    /// Returns the error for a status that is not a success or a connection failure, and
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the body is not a `T`. For `()`, the body must be empty or
    /// `null`.
    pub fn into_result<T: DeserializeOwned>(self) -> Result<Response<T>, Error> {
        if let Some(error) = self.failure(ORIGIN, true) {
            return Err(error.with_attempts(1));
        }
        if self.delay >= ATTEMPT_TIMEOUT {
            let scope = TimeoutScope::Attempt;
            return Err(Error::attempt_timeout(ATTEMPT_TIMEOUT, scope, true).with_attempts(1));
        }
        let token = Token::new(TOKEN)?;
        let parts = ResponseParts::new(self.status, self.headers, &token, 1);
        if !self.status.is_success() {
            let body = ErrorBody::parse(&self.body, Some(TOKEN));
            let error = Error::from_status(self.status, body, true)
                .with_retry_after(retry_after(parts.headers()));
            return Err(parts.with_context(error));
        }
        let nothing = || serde_json::from_str::<T>("null").ok();
        if let Some(value) = self.body.is_empty().then(nothing).flatten() {
            return Ok(parts.with(value));
        }
        let body = self.body;
        RawResponse { parts, body, token }.decode()
    }

    /// Its delay in simulated time.
    pub(super) fn delay(&self) -> Duration {
        self.delay
    }

    /// Returns the result of a request to a URL.
    pub(super) fn into_http(self, url: Url, idempotent: bool) -> Result<reqwest::Response, Error> {
        let origin = url.origin().ascii_serialization();
        if let Some(error) = self.failure(&origin, idempotent) {
            return Err(error);
        }
        let builder = http::Response::builder().status(self.status).url(url);
        let mut response = builder
            .body(self.body)
            .map_err(|e| Error::configuration("cannot build the canned response").with_source(e))?;
        *response.headers_mut() = self.headers;
        Ok(response.into())
    }

    /// Returns the connection failure for an origin, if there is one.
    fn failure(&self, origin: &str, idempotent: bool) -> Option<Error> {
        if let Some(reason) = &self.invalid {
            let message = format!("cannot send the canned response: {reason}");
            return Some(Error::configuration(message));
        }
        let (kind, delivery, message) = match self.fault? {
            Fault::Refused => (
                io::ErrorKind::ConnectionRefused,
                Delivery::NotExecuted,
                format!(
                    "cannot connect to {origin}: connection refused; check the network, the base URL and the proxy"
                ),
            ),
            Fault::Reset => (
                io::ErrorKind::ConnectionReset,
                Delivery::Sent,
                format!(
                    "the connection to {origin} broke before the response was complete: connection reset"
                ),
            ),
        };
        let error = Error::new(ErrorKind::Connection, message)
            .with_retryability(delivery, idempotent, Persistence::Transient)
            .with_source(io::Error::from(kind));
        Some(error)
    }
}
