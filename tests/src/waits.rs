//! Waits with jitter.

use std::time::Duration;

/// Returns whether a wait is one of `asked`, which the API requested: up to a tenth is added as jitter.
pub fn is_retry_after_wait(wait: Duration, asked: Duration) -> bool {
    wait >= asked && wait <= asked + asked / 10
}

/// Asserts that the waits are those requested by the API, in seconds.
#[track_caller]
pub fn assert_retry_after_waits(waits: &[Duration], asked: &[u64]) {
    let asked: Vec<Duration> = asked.iter().map(|s| Duration::from_secs(*s)).collect();
    let matches = waits.len() == asked.len()
        && waits
            .iter()
            .zip(&asked)
            .all(|(w, a)| is_retry_after_wait(*w, *a));
    assert!(matches, "waited {waits:?}, requested {asked:?}");
}
