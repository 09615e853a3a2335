//! Tracing of calls: names and numbers, never values of the user or bodies.
//!
//! Each call is one span at level INFO, with the attributes of OpenTelemetry's [semantic conventions for HTTP][1]. A
//! retry is an event at level WARN in it.
//!
//! [1]: https://opentelemetry.io/docs/specs/semconv/http/http-spans/

mod observer;

pub use observer::{AttemptEnd, AttemptStart, Observer};

use std::time::Duration;

use reqwest::{StatusCode, Url};
use tracing::{Span, field::Empty};

use crate::{
    error::Error,
    request::operation::{OperationRef, RateClass},
};

/// The span of a call.
///
/// `url.template` is the path template, without ids and query.
pub(crate) fn span(operation: &OperationRef, base_url: &Url) -> Span {
    let span = tracing::info_span!(
        "astro_api.call",
        otel.name = Empty,
        otel.kind = "client",
        otel.status_code = Empty,
        astro_api.operation = Empty,
        astro_api.request_id = Empty,
        astro_api.attempts = Empty,
        http.request.method = Empty,
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        url.template = Empty,
        url.scheme = Empty,
        server.address = Empty,
        server.port = Empty,
        error.type = Empty,
    );
    // Fields are formatted only if the span is enabled.
    if !span.is_disabled() {
        let (method, path) = (operation.method().as_str(), operation.path());
        span.record("otel.name", format!("{method} {path}"));
        span.record("astro_api.operation", &*operation.id());
        span.record("http.request.method", method);
        span.record("url.template", path);
        span.record("url.scheme", base_url.scheme());
        span.record("server.address", base_url.host_str());
        span.record("server.port", base_url.port_or_known_default());
    }
    span
}

/// Records the end of a call: the response, if any, and the number of attempts.
pub(crate) fn ended(
    span: &Span,
    status: Option<StatusCode>,
    request_id: Option<&str>,
    attempts: u32,
) {
    if span.is_disabled() {
        return;
    }
    span.record("http.response.status_code", status.map(|s| s.as_u16()));
    span.record("astro_api.request_id", request_id);
    span.record("astro_api.attempts", attempts);
    if attempts > 1 {
        span.record("http.request.resend_count", attempts - 1);
    }
}

/// Records the error of a call.
pub(crate) fn failed(span: &Span, error: &Error) {
    if span.is_disabled() {
        return;
    }
    span.record("otel.status_code", "ERROR");
    span.record("error.type", &*kind(error));
}

/// Traces a failed attempt that is retried.
pub(crate) fn retry(error: &Error, attempt: u32, delay: Duration) {
    tracing::warn!(
        error.type = &*kind(error),
        http.response.status_code = error.received_status().map(|s| s.as_u16()),
        astro_api.request_id = error.request_id(),
        astro_api.attempt = attempt,
        astro_api.delay_ms = milliseconds(delay),
        "attempt failed; retrying"
    );
}

/// Traces the delay of a request by a rate limit.
pub(crate) fn rate_limited(class: RateClass, delay: Duration) {
    tracing::info!(
        astro_api.rate_limit = class.as_str(),
        astro_api.delay_ms = milliseconds(delay),
        "request delayed by the rate limit"
    );
}

/// Traces a failed poll that is retried.
pub(crate) fn poll_failed(error: &Error, failures: u32, delay: Duration) {
    tracing::warn!(
        error.type = &*kind(error),
        http.response.status_code = error.received_status().map(|s| s.as_u16()),
        astro_api.request_id = error.request_id(),
        astro_api.failed_polls = failures,
        astro_api.delay_ms = milliseconds(delay),
        "poll failed; retrying"
    );
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Traces that the API rejected the token.
pub(crate) fn renewal(error: &Error) {
    tracing::info!(
        astro_api.request_id = error.request_id(),
        "the API rejected the token; requesting a new one from the token source"
    );
}

/// Returns the kind of an error: its status or its name.
fn kind(error: &Error) -> String {
    match error.status() {
        Some(status) if !status.is_success() => status.as_u16().to_string(),
        _ => error.kind().as_str().to_owned(),
    }
}
