//! The line in front of each limit.

use std::{
    sync::{Mutex as StdMutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::Mutex;

use super::{Class, RateLimits, window::Window};
use crate::{telemetry, timer::Timer};

/// The shortest wait that is worth an event.
const NOTABLE: Duration = Duration::from_secs(1);

/// Lets requests through as fast as the limits allow.
#[derive(Debug)]
pub(crate) struct Limiter {
    gates: [Option<Gate>; Class::COUNT],
}

/// One limit.
#[derive(Debug)]
struct Gate {
    /// Whoever is first in line holds the lock while it waits for its turn. The lock is fair, so the line keeps its
    /// order; and a call that is cancelled leaves the line, or lets go of the lock without having noted anything.
    window: Mutex<Window>,
    /// Until when the API wants nothing at all.
    closed_until: StdMutex<Option<Instant>>,
    /// When the turn of whoever is first in line comes, if that is not now.
    next_turn: StdMutex<Option<Instant>>,
}

/// The turn did not come in time.
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

    /// Waits until a request of that class may leave.
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

    /// Lets nothing of that class through for so long, because the API returned that it was too much.
    pub(crate) fn close(&self, class: Class, now: Instant, wait: Duration) {
        if let (Some(gate), Some(end)) = (&self.gates[class as usize], now.checked_add(wait)) {
            let mut closed = lock(&gate.closed_until);
            *closed = (*closed).max(Some(end));
        }
    }
}

/// How long it is until a time that may have passed.
fn until(time: &StdMutex<Option<Instant>>, now: Instant) -> Duration {
    lock(time).map_or(Duration::ZERO, |end| end.saturating_duration_since(now))
}

fn lock(time: &StdMutex<Option<Instant>>) -> MutexGuard<'_, Option<Instant>> {
    // Nothing can panic while it is held.
    time.lock().unwrap_or_else(PoisonError::into_inner)
}
