//! The queue for each rate limit.

use std::{
    sync::Mutex as StdMutex,
    time::{Duration, Instant},
};

use tokio::sync::Mutex;

use super::{RateLimits, window::Window};
use crate::{request::operation::RateClass, sync::lock, telemetry, timer::Timer};

/// The minimum delay that is traced.
const NOTABLE: Duration = Duration::from_secs(1);

/// Delays requests as the rate limits require.
#[derive(Debug)]
pub(crate) struct Limiter {
    buckets: [Option<Bucket>; RateClass::COUNT],
}

/// One rate limit.
#[derive(Debug)]
struct Bucket {
    /// The first call in the queue holds the lock while it waits. The lock is fair, so the queue keeps its order; a call
    /// that is cancelled leaves the queue, or releases the lock without a record.
    window: Mutex<Window>,
    /// The end of a pause after a 429.
    paused_until: StdMutex<Option<Instant>>,
    /// When the first call in the queue may be sent, if not now.
    next_permit: StdMutex<Option<Instant>>,
}

/// The request could not be sent before its deadline.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct DeadlineExceeded;

impl Limiter {
    pub(crate) fn new(limits: &RateLimits) -> Self {
        Self {
            buckets: limits.limits.map(|rate| {
                rate.map(|rate| Bucket {
                    window: Mutex::new(Window::new(rate)),
                    paused_until: StdMutex::new(None),
                    next_permit: StdMutex::new(None),
                })
            }),
        }
    }

    /// Waits until a request of a class may be sent.
    pub(crate) async fn acquire(
        &self,
        class: RateClass,
        timer: &dyn Timer,
        deadline: Option<Instant>,
    ) -> Result<(), DeadlineExceeded> {
        let Some(bucket) = &self.buckets[class as usize] else {
            return Ok(());
        };
        let window = bucket.window.lock();
        let queued = until(&bucket.next_permit, timer.now());
        if queued >= NOTABLE {
            telemetry::rate_limited(class, queued);
        }
        let mut window = match deadline {
            None => window.await,
            Some(end) => {
                let left = end.saturating_duration_since(timer.now());
                tokio::time::timeout(left, window)
                    .await
                    .map_err(|_| DeadlineExceeded)?
            }
        };
        loop {
            let now = timer.now();
            let wait = window.wait(now).max(until(&bucket.paused_until, now));
            if wait.is_zero() {
                window.note(now);
                return Ok(());
            }
            // Fails at once if the deadline is too early.
            if deadline.is_some_and(|end| now.checked_add(wait).is_none_or(|then| then >= end)) {
                return Err(DeadlineExceeded);
            }
            if wait >= NOTABLE {
                telemetry::rate_limited(class, wait);
            }
            *lock(&bucket.next_permit) = now.checked_add(wait);
            timer.sleep(wait).await;
        }
    }

    /// Pauses all requests of a class, because the API returned status 429.
    pub(crate) fn pause(&self, class: RateClass, now: Instant, wait: Duration) {
        if let (Some(bucket), Some(end)) = (&self.buckets[class as usize], now.checked_add(wait)) {
            let mut paused = lock(&bucket.paused_until);
            *paused = (*paused).max(Some(end));
        }
    }
}

/// Returns the time until an instant, or zero if it has passed.
fn until(time: &StdMutex<Option<Instant>>, now: Instant) -> Duration {
    lock(time).map_or(Duration::ZERO, |end| end.saturating_duration_since(now))
}
