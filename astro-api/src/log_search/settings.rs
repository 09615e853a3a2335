//! The interval and the deadline of a follower.

use std::{
    future::{Future, poll_fn},
    pin::pin,
    sync::Mutex,
    task::Poll,
    time::{Duration, Instant},
};

use tokio::sync::Notify;

use crate::{sync::lock, timer::Timer};

/// The default interval between two polls.
const INTERVAL: Duration = Duration::from_secs(10);

/// The settings of a follower. They are separate from the poller, which is not accessible during a poll.
#[derive(Default)]
pub(super) struct Settings {
    values: Mutex<Values>,
    changed: Notify,
}

#[derive(Clone, Copy)]
struct Values {
    interval: Duration,
    deadline: Option<Instant>,
}

impl Default for Values {
    fn default() -> Self {
        Self {
            interval: INTERVAL,
            deadline: None,
        }
    }
}

impl Settings {
    pub(super) fn set_interval(&self, interval: Duration) {
        lock(&self.values).interval = interval;
        self.changed.notify_one();
    }

    pub(super) fn set_deadline(&self, deadline: Option<Instant>) {
        lock(&self.values).deadline = deadline;
        self.changed.notify_one();
    }

    pub(super) fn deadline(&self) -> Option<Instant> {
        lock(&self.values).deadline
    }

    /// Waits for the interval, and respects changes of the settings meanwhile. Returns whether it ended before the
    /// deadline.
    pub(super) async fn wait(&self, timer: &dyn Timer) -> bool {
        let begun = timer.now();
        loop {
            let Values { interval, deadline } = *lock(&self.values);
            let then = begun.checked_add(interval);
            if deadline.is_some_and(|end| then.is_none_or(|then| then > end)) {
                return false;
            }
            let left = interval.saturating_sub(timer.now().saturating_duration_since(begun));
            if left.is_zero() {
                return true;
            }
            let mut sleep = timer.sleep(left);
            let mut changed = pin!(self.changed.notified());
            poll_fn(|cx| {
                // Polls both, so that each can wake the task.
                let over = sleep.as_mut().poll(cx).is_ready();
                if changed.as_mut().poll(cx).is_ready() || over {
                    Poll::Ready(())
                } else {
                    Poll::Pending
                }
            })
            .await;
        }
    }
}
