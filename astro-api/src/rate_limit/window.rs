//! A sliding window of requests.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use super::Rate;

/// A sliding window: no period contains more requests than the rate allows.
#[derive(Debug)]
pub(super) struct Window {
    rate: Rate,
    sent: VecDeque<Instant>,
}

impl Window {
    pub(super) fn new(rate: Rate) -> Self {
        Self {
            rate,
            sent: VecDeque::new(),
        }
    }

    /// Returns the time until the next request is allowed.
    pub(super) fn wait(&self, now: Instant) -> Duration {
        if self.sent.len() < self.rate.requests.get() as usize {
            return Duration::ZERO;
        }
        let age = self
            .sent
            .front()
            .map(|first| now.saturating_duration_since(*first));
        self.rate
            .period
            .saturating_sub(age.unwrap_or(Duration::MAX))
    }

    /// Records a request that is sent now.
    pub(super) fn note(&mut self, now: Instant) {
        if self.sent.len() >= self.rate.requests.get() as usize {
            self.sent.pop_front();
        }
        self.sent.push_back(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_period_exceeds_the_rate() {
        let mut window = Window::new(Rate::per_second(3));
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        for ms in [0, 400, 500] {
            assert_eq!(window.wait(at(ms)), Duration::ZERO);
            window.note(at(ms));
        }
        assert_eq!(window.wait(at(600)), Duration::from_millis(400));
        assert_eq!(window.wait(at(1000)), Duration::ZERO);
        window.note(at(1000));
        // The request at 400 ms is now the oldest of the last three.
        assert_eq!(window.wait(at(1000)), Duration::from_millis(400));
        assert_eq!(window.wait(at(9000)), Duration::ZERO);
    }

    #[test]
    fn keeps_only_the_needed_timestamps() {
        let mut window = Window::new(Rate::per_second(2));
        let now = Instant::now();
        (0..100).for_each(|_| window.note(now));
        assert_eq!(window.sent.len(), 2);
    }
}
