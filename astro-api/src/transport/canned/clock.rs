//! A simulated clock.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use crate::{
    sync::lock,
    timer::{Sleep, Timer},
};

/// A clock that advances instead of waiting, so that back-off, rate limits and polling take no time while deadlines
/// still apply.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    start: Instant,
    passed: Arc<Mutex<Duration>>,
}

impl Clock {
    pub(super) fn new() -> Self {
        Self {
            start: Instant::now(),
            passed: Arc::default(),
        }
    }

    /// Returns the simulated time since the start.
    pub(super) fn passed(&self) -> Duration {
        *lock(&self.passed)
    }

    /// Advances it.
    pub(super) fn advance(&self, duration: Duration) {
        self.advance_to(self.passed().saturating_add(duration));
    }

    /// Advances the clock to a point in time, unless it has passed, and at most to the last representable instant.
    fn advance_to(&self, point: Duration) {
        let mut passed = lock(&self.passed);
        if point > *passed && self.start.checked_add(point).is_some() {
            *passed = point;
        }
    }
}

impl Timer for Clock {
    fn now(&self) -> Instant {
        self.start + self.passed()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        let clock = self.clone();
        // Overlapping waits do not add up.
        let end = self.passed().saturating_add(duration);
        Box::pin(async move {
            // A loop of waits must not block the other tasks of the test.
            tokio::task::yield_now().await;
            clock.advance_to(end);
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn sleep_advances_the_clock() {
        let clock = Clock::new();
        let before = clock.now();
        clock.sleep(Duration::from_secs(3_600)).await;
        assert_eq!(clock.now() - before, Duration::from_secs(3_600));
        let (long, short) = (Duration::from_secs(60), Duration::from_secs(1));
        tokio::join!(clock.sleep(long), clock.sleep(short));
        assert_eq!(clock.passed(), Duration::from_secs(3_660));
        clock.advance(Duration::MAX);
        assert_eq!(clock.passed(), Duration::from_secs(3_660));
    }
}
