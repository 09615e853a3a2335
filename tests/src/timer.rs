//! A clock that the tests control.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use astro_api::{Timer, traits::Sleep};

/// A clock that moves on when somebody waits for it, and by nothing else; so that waiting takes no time, and how long was
/// waited can be told to the nanosecond. Clones are the same clock.
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
    /// The waits so far, in their order.
    pub fn slept(&self) -> Vec<Duration> {
        self.slept.lock().unwrap().clone()
    }

    /// Moves the clock on.
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
