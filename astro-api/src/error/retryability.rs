//! Facts about a failed request that decide whether it is retried.

use std::time::Duration;

use reqwest::StatusCode;

/// Whether the request may have been executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// It was not sent, or was rejected before it was executed.
    NotExecuted,
    /// It was sent, and no response says that it was not executed.
    Sent,
}

/// Whether the same request may succeed later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Persistence {
    Transient,
    Permanent,
}

impl Persistence {
    /// Returns whether a request that failed with a status code may succeed later.
    pub(super) fn from_status(status: StatusCode) -> Self {
        match status.as_u16() {
            408 | 429 | 500 | 502 | 503 | 504 => Self::Transient,
            _ => Self::Permanent,
        }
    }
}

/// The timeout that an attempt exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeoutScope {
    Attempt,
    Call,
}

/// The reason why a transient failure was not retried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RetryStopReason {
    /// The policy allows no more attempts.
    Attempts,
    /// The next attempt would start after the deadline.
    Deadline,
    /// The API returned 409 until the retry timeout expired.
    Conflict(Duration),
    /// The retry budget of the client is used up.
    Budget,
    /// The API requested a longer delay than this maximum of the policy.
    Delay(Duration),
}
