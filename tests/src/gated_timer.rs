//! A clock whose waits last until the test releases them.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use astro_api::{Timer, traits::Sleep};
use tokio::sync::{oneshot, watch};

/// A clock that advances only by a whole wait when the test releases that wait. For tests that inspect or
/// drop a call while it waits. Clones share the clock.
#[derive(Clone, Debug)]
pub struct GatedTimer {
    now: Arc<Mutex<Instant>>,
    waits: Arc<Mutex<Vec<Option<oneshot::Sender<()>>>>>,
    slept: Arc<watch::Sender<Vec<Duration>>>,
}

impl Default for GatedTimer {
    fn default() -> Self {
        Self {
            now: Arc::new(Mutex::new(Instant::now())),
            waits: Arc::default(),
            slept: Arc::new(watch::Sender::default()),
        }
    }
}

impl GatedTimer {
    /// Waits until this many waits have started, and returns them in order. It panics after a minute, so that a failing
    /// test does not hang.
    pub async fn slept(&self, count: usize) -> Vec<Duration> {
        let mut slept = self.slept.subscribe();
        let enough = slept.wait_for(|waits| waits.len() >= count);
        match tokio::time::timeout(Duration::from_secs(60), enough).await {
            Ok(waits) => waits.unwrap().clone(),
            Err(_) => panic!("wait number {count} did not start"),
        }
    }

    /// Ends the wait with this number, counted from 0: the clock advances by its length.
    pub fn end(&self, number: usize) {
        let duration = self.slept.borrow()[number];
        *self.now.lock().unwrap() += duration;
        if let Some(wait) = self.waits.lock().unwrap()[number].take() {
            // The receiver is gone if the call was dropped.
            let _ = wait.send(());
        }
    }
}

impl Timer for GatedTimer {
    fn now(&self) -> Instant {
        *self.now.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        let (end, ended) = oneshot::channel();
        self.waits.lock().unwrap().push(Some(end));
        self.slept.send_modify(|slept| slept.push(duration));
        Box::pin(async move {
            let _ = ended.await;
        })
    }
}
