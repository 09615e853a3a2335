//! Waits that have a random part.

use std::time::Duration;

/// Whether a wait is one of `asked`, which the API asked for: up to a tenth is added at random.
pub fn is_asked_wait(wait: Duration, asked: Duration) -> bool {
    wait >= asked && wait <= asked + asked / 10
}

/// Asserts that the waits are those that the API asked for, in seconds.
#[track_caller]
pub fn assert_asked_waits(waits: &[Duration], asked: &[u64]) {
    let asked: Vec<Duration> = asked.iter().map(|s| Duration::from_secs(*s)).collect();
    let matches =
        waits.len() == asked.len() && waits.iter().zip(&asked).all(|(w, a)| is_asked_wait(*w, *a));
    assert!(matches, "waited {waits:?}, asked for {asked:?}");
}
