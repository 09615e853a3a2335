//! The options of one request.

use std::time::{Duration, Instant};

use reqwest::header::{
    AUTHORIZATION, CONTENT_LENGTH, HOST, HeaderMap, HeaderName, HeaderValue, TRANSFER_ENCODING,
};

use crate::{redaction::excerpt, retry::RetryPolicy};

/// The header that pins the minor version of the API.
pub(crate) const VERSION_HEADER: HeaderName = HeaderName::from_static("x-api-version");

/// The settings of one request, which override those of the client.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    /// The deadline of the call.
    pub(crate) deadline: Option<Instant>,
    pub(crate) retry: Option<RetryPolicy>,
    /// How long status 409 is retried.
    pub(crate) conflict_timeout: Option<Duration>,
    /// Marked as sensitive, so `Debug` does not show the values.
    pub(crate) headers: HeaderMap,
}

/// Validates a header of the caller.
///
/// # Errors
/// A sentence that does not contain the value, which may be a secret.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let parsed = HeaderName::from_bytes(name.as_bytes()).map_err(|_| {
        // An invalid name may be the value, passed in the wrong place.
        let good = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
        let end = name.find(|c| !good(c)).unwrap_or(name.len());
        let beginning = excerpt(&name.as_bytes()[..end], None);
        format!("the text that begins with {beginning:?} is not the name of an HTTP header")
    })?;
    if parsed == AUTHORIZATION {
        return Err(
            "the client sets the header `authorization`; pass the token to `ClientBuilder::token`, and use one client for each token"
                .to_owned(),
        );
    }
    if [CONTENT_LENGTH, HOST, TRANSFER_ENCODING].contains(&parsed) {
        return Err(format!(
            "the header `{parsed}` is set by the HTTP client; leave it out"
        ));
    }
    let mut value = HeaderValue::from_str(value).map_err(|_| {
        format!(
            "the value of the header `{parsed}` contains a character that is invalid in an HTTP header"
        )
    })?;
    value.set_sensitive(true);
    Ok((parsed, value))
}

/// Validates the API version.
pub(crate) fn api_version(version: &str) -> Result<HeaderValue, String> {
    let version = version.trim();
    if version.is_empty() {
        return Err("the API version is empty; write it like `1.0`".to_owned());
    }
    HeaderValue::from_str(version).map_err(|_| {
        format!(
            "the API version {version:?} contains a character that is invalid in an HTTP header"
        )
    })
}

/// Implements the options of every request for a builder with a field `context`.
///
/// Their names begin with `with_`, so that they cannot collide with parameters of the API. They are inline, so that
/// only the methods that a program calls are compiled.
macro_rules! request_options {
    ($name:ident) => {
        /// Options of this request.
        impl $name {
            /// Overrides [`ClientBuilder::timeout`](crate::ClientBuilder::timeout).
            #[inline]
            pub fn with_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.context.options().timeout = Some(timeout);
                self
            }

            /// Sets a deadline for the whole call. The earlier of deadline and timeout applies. Several calls can share one
            /// deadline.
            #[inline]
            pub fn with_deadline(mut self, deadline: ::std::time::Instant) -> Self {
                self.context.options().deadline = Some(deadline);
                self
            }

            /// Overrides [`ClientBuilder::retry`](crate::ClientBuilder::retry).
            #[inline]
            pub fn with_retry(mut self, policy: crate::RetryPolicy) -> Self {
                self.context.options().retry = Some(policy);
                self
            }

            /// Retries status 409 for up to `timeout`; see [Conflicts](crate::guide::errors#conflicts).
            #[inline]
            pub fn with_retry_on_conflict(mut self, timeout: ::std::time::Duration) -> Self {
                self.context.options().conflict_timeout = Some(timeout);
                self
            }

            /// Adds a header, like [`ClientBuilder::default_header`](crate::ClientBuilder::default_header).
            pub fn with_header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
                self.context.set_header(name.as_ref(), value.as_ref());
                self
            }

            /// Overrides [`ClientBuilder::api_version`](crate::ClientBuilder::api_version).
            pub fn with_api_version(mut self, version: impl AsRef<str>) -> Self {
                self.context.api_version(version.as_ref());
                self
            }
        }
    };
}

pub(crate) use request_options;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_values_are_not_shown() {
        let (name, value) = header("X-Key", "hunter2").unwrap();
        let mut options = Options::default();
        options.headers.insert(name, value);
        assert!(!format!("{options:?}").contains("hunter2"));
        assert!(
            !header("X-Key", "hunter2\n")
                .unwrap_err()
                .contains("hunter2")
        );
    }

    #[test]
    fn reserved_or_invalid_headers_are_rejected() {
        for name in [
            "Authorization",
            "host",
            "Content-Length",
            "transfer-encoding",
            "a b",
            "",
        ] {
            assert!(header(name, "x").is_err(), "{name}");
        }
        assert!(api_version(" ").unwrap_err().contains("1.0"));
        assert_eq!(api_version(" 1.1 ").unwrap(), "1.1");
    }
}
