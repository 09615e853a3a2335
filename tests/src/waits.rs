//! Waits with jitter.

use std::time::Duration;

/// Returns whether a wait is one of `requested`, which the API requested: up to a tenth is added as jitter.
pub fn is_retry_after_wait(wait: Duration, requested: Duration) -> bool {
    wait >= requested && wait <= requested + requested / 10
}

/// Asserts that the waits are those requested by the API, in seconds.
#[track_caller]
pub fn assert_retry_after_waits(waits: &[Duration], requested: &[u64]) {
    let requested: Vec<Duration> = requested.iter().map(|s| Duration::from_secs(*s)).collect();
    let matches = waits.len() == requested.len()
        && waits
            .iter()
            .zip(&requested)
            .all(|(w, a)| is_retry_after_wait(*w, *a));
    assert!(matches, "waited {waits:?}, requested {requested:?}");
}
