//! The retries of status 409.

use std::time::{Duration, Instant};

use crate::{Error, RetryPolicy, retry::Stop};

/// The retries of status 409, if the caller enabled them.
pub(crate) struct Conflicts {
    patience: Option<Duration>,
    end: Option<Instant>,
    count: u32,
}

impl Conflicts {
    pub(crate) fn new(patience: Option<Duration>, now: Instant) -> Self {
        Self {
            patience,
            // A time too far away to count with is no end.
            end: patience.and_then(|patience| now.checked_add(patience)),
            count: 0,
        }
    }

    /// Whether the error is retried here.
    pub(crate) fn are_about(&self, error: &Error) -> bool {
        self.patience.is_some() && error.is_conflict()
    }

    /// The number of attempts with status 409.
    pub(crate) fn count(&self) -> u32 {
        self.count
    }

    /// Returns the delay after status 409. It does not charge the budget, because the API is healthy.
    pub(crate) fn next(
        &mut self,
        policy: &RetryPolicy,
        error: &Error,
        now: Instant,
    ) -> Result<Duration, Option<Stop>> {
        self.count += 1;
        let delay = policy.delay(self.count);
        let delay = delay.max(error.retry_after().unwrap_or_default());
        let then = now.checked_add(delay);
        if self
            .end
            .is_some_and(|end| then.is_none_or(|then| then > end))
        {
            return Err(self.patience.map(Stop::Conflict));
        }
        Ok(delay)
    }
}
