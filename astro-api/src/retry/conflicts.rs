//! The retries of 409, for a call that asks for them.

use std::time::{Duration, Instant};

use crate::{Error, RetryPolicy, retry::Stop};

/// The retries of 409, if the caller asked for them.
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

    /// Whether the error is one that is retried here.
    pub(crate) fn are_about(&self, error: &Error) -> bool {
        self.patience.is_some() && error.is_conflict()
    }

    /// How many attempts were refused with 409.
    pub(crate) fn count(&self) -> u32 {
        self.count
    }

    /// How long to wait after a 409. It costs the budget nothing: the API is well.
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
