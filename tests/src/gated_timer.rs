//! A clock whose waits last until the test lets them end.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use astro_api::{Timer, traits::Sleep};
use tokio::sync::{oneshot, watch};

/// A clock that stands still, and moves on by a whole wait when the test ends that wait. For tests that look at a call
/// while it waits, or drop it then. Clones are the same clock.
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
    /// The waits that were begun so far, in their order, once there are so many. It panics after a minute, so that a test
    /// which fails does not hang.
    pub async fn slept(&self, count: usize) -> Vec<Duration> {
        let mut slept = self.slept.subscribe();
        let enough = slept.wait_for(|waits| waits.len() >= count);
        match tokio::time::timeout(Duration::from_secs(60), enough).await {
            Ok(waits) => waits.unwrap().clone(),
            Err(_) => panic!("no wait of number {count} was begun"),
        }
    }

    /// Ends the wait of that number, counted from 0: the clock moves on by its length.
    pub fn end(&self, number: usize) {
        let duration = self.slept.borrow()[number];
        *self.now.lock().unwrap() += duration;
        if let Some(wait) = self.waits.lock().unwrap()[number].take() {
            // Nobody is there when the call was dropped.
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
