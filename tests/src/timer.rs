//! A clock controlled by the tests.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use astro_api::{Timer, traits::Sleep};

/// A clock that advances only when something waits for it, so that waits take no time and can be checked to the
/// nanosecond. Clones share the clock.
#[derive(Clone, Debug)]
pub struct ManualTimer {
    now: Arc<Mutex<Instant>>,
    slept: Arc<Mutex<Vec<Duration>>>,
}

impl Default for ManualTimer {
    fn default() -> Self {
        Self {
            now: Arc::new(Mutex::new(Instant::now())),
            slept: Arc::default(),
        }
    }
}

impl ManualTimer {
    /// Returns the waits so far, in order.
    pub fn slept(&self) -> Vec<Duration> {
        self.slept.lock().unwrap().clone()
    }

    /// Advances the clock.
    pub fn advance(&self, duration: Duration) {
        *self.now.lock().unwrap() += duration;
    }
}

impl Timer for ManualTimer {
    fn now(&self) -> Instant {
        *self.now.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        self.slept.lock().unwrap().push(duration);
        self.advance(duration);
        Box::pin(async {})
    }
}
