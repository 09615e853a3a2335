//! The retries of status 409.

use std::time::{Duration, Instant};

use super::RetryPolicy;
use crate::error::{Error, RetryStopReason};

/// The retries of status 409, if the caller enabled them.
pub(crate) struct Conflicts {
    timeout: Option<Duration>,
    end: Option<Instant>,
    count: u32,
}

impl Conflicts {
    pub(crate) fn new(timeout: Option<Duration>, now: Instant) -> Self {
        Self {
            timeout,
            // A timeout that an `Instant` cannot represent never expires.
            end: timeout.and_then(|timeout| now.checked_add(timeout)),
            count: 0,
        }
    }

    /// Returns whether the error is retried here.
    pub(crate) fn applies_to(&self, error: &Error) -> bool {
        self.timeout.is_some() && error.is_conflict()
    }

    /// Returns how many attempts got a 409.
    pub(crate) fn count(&self) -> u32 {
        self.count
    }

    /// Returns the delay after status 409. It does not charge the budget, because the API is healthy.
    pub(crate) fn next(
        &mut self,
        policy: &RetryPolicy,
        error: &Error,
        now: Instant,
    ) -> Result<Duration, Option<RetryStopReason>> {
        self.count += 1;
        let delay = policy.delay(self.count);
        let delay = delay.max(error.retry_after().unwrap_or_default());
        let then = now.checked_add(delay);
        if self
            .end
            .is_some_and(|end| then.is_none_or(|then| then > end))
        {
            return Err(self.timeout.map(RetryStopReason::Conflict));
        }
        Ok(delay)
    }
}
