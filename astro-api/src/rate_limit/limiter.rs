//! The queue for each rate limit.

use std::{
    sync::{Mutex as StdMutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::Mutex;

use super::{Class, RateLimits, window::Window};
use crate::{telemetry, timer::Timer};

/// The minimum delay that is traced.
const NOTABLE: Duration = Duration::from_secs(1);

/// Delays requests to the configured rates.
#[derive(Debug)]
pub(crate) struct Limiter {
    gates: [Option<Gate>; Class::COUNT],
}

/// One limit.
#[derive(Debug)]
struct Gate {
    /// The first call in the queue holds the lock while it waits. The lock is fair, so the queue keeps its order. A
    /// cancelled call leaves the queue, or releases the lock without a change.
    window: Mutex<Window>,
    /// Until when all requests are paused.
    closed_until: StdMutex<Option<Instant>>,
    /// When the first call in the queue may proceed, if it must wait.
    next_turn: StdMutex<Option<Instant>>,
}

/// The rate limit exceeds the deadline.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TooLate;

impl Limiter {
    pub(crate) fn new(limits: &RateLimits) -> Self {
        Self {
            gates: limits.limits.map(|rate| {
                rate.map(|rate| Gate {
                    window: Mutex::new(Window::new(rate)),
                    closed_until: StdMutex::new(None),
                    next_turn: StdMutex::new(None),
                })
            }),
        }
    }

    /// Waits until a request of a class may be sent.
    pub(crate) async fn wait(
        &self,
        class: Class,
        timer: &dyn Timer,
        deadline: Option<Instant>,
    ) -> Result<(), TooLate> {
        let Some(gate) = &self.gates[class as usize] else {
            return Ok(());
        };
        let turn = gate.window.lock();
        // The line moves on no earlier than that.
        let in_line = until(&gate.next_turn, timer.now());
        if in_line >= NOTABLE {
            telemetry::rate_limited(class, in_line);
        }
        let mut window = match deadline {
            None => turn.await,
            Some(end) => {
                let left = end.saturating_duration_since(timer.now());
                tokio::time::timeout(left, turn)
                    .await
                    .map_err(|_| TooLate)?
            }
        };
        loop {
            let now = timer.now();
            let wait = window.wait(now).max(until(&gate.closed_until, now));
            if wait.is_zero() {
                window.note(now);
                return Ok(());
            }
            // What cannot come in time is told at once.
            if deadline.is_some_and(|end| now.checked_add(wait).is_none_or(|then| then >= end)) {
                return Err(TooLate);
            }
            if wait >= NOTABLE {
                telemetry::rate_limited(class, wait);
            }
            *lock(&gate.next_turn) = now.checked_add(wait);
            timer.sleep(wait).await;
        }
    }

    /// Pauses all requests of a class, because the API returned status 429.
    pub(crate) fn close(&self, class: Class, now: Instant, wait: Duration) {
        if let (Some(gate), Some(end)) = (&self.gates[class as usize], now.checked_add(wait)) {
            let mut closed = lock(&gate.closed_until);
            *closed = (*closed).max(Some(end));
        }
    }
}

/// Returns the time until an instant, or zero if it has passed.
fn until(time: &StdMutex<Option<Instant>>, now: Instant) -> Duration {
    lock(time).map_or(Duration::ZERO, |end| end.saturating_duration_since(now))
}

fn lock(time: &StdMutex<Option<Instant>>) -> MutexGuard<'_, Option<Instant>> {
    // Nothing can panic while it is held.
    time.lock().unwrap_or_else(PoisonError::into_inner)
}
