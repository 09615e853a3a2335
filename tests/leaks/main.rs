//! No secret leaks: not in a trace or a log of any crate, not in an error or other printable value, and not in a panic
//! message.
//!
//! This is a separate program, because it captures all output of its process.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod capture;
mod debug;
mod echoes;
mod errors;
mod failures;
mod panics;
mod proxies;
mod raw;
mod retries;
mod sanity;
mod secrets;
mod sources;

use astro_api::{ClientBuilder, Error, RateLimits, RetryPolicy};
use astro_api_tests::{ManualTimer, builder, error_texts};

/// Creates a client whose waits take no time, with secret headers.
fn builder_with_secrets(base_url: impl AsRef<str>) -> ClientBuilder {
    builder(base_url)
        .default_header("x-api-key", secrets::HEADER)
        .retry(RetryPolicy::default().max_attempts(3))
        .rate_limits(RateLimits::off())
        .timer(ManualTimer::default())
}

/// Checks an error and its causes.
#[track_caller]
fn assert_error_clean(error: &Error, what: &str) {
    for text in error_texts(error) {
        secrets::assert_clean(&text, what);
    }
}
