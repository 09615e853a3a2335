//! A budget of retries that all clones of a client share.

use std::sync::atomic::{AtomicU64, Ordering};

/// How many retries a full budget holds.
///
/// The AWS SDKs come to the same number: 500 tokens at 5 a retry.
pub(crate) const DEFAULT: u32 = 100;

/// What one retry costs, in the unit that a success at the first attempt gives back. Five, as in the AWS SDKs: as long
/// as fewer than one request in six fails, the budget does not shrink.
const COST: u64 = 5;

/// Keeps retries from multiplying an outage.
///
/// Without it, an API that fails everything for a minute would get four times its usual load in that minute, from every
/// client, just when it tries to recover.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    /// `None`: without end.
    full: Option<u64>,
    left: AtomicU64,
}

impl RetryBudget {
    /// A full budget of so many retries.
    pub(crate) fn new(retries: Option<u32>) -> Self {
        let full = retries.map(|r| u64::from(r) * COST);
        Self {
            full,
            left: AtomicU64::new(full.unwrap_or(0)),
        }
    }

    /// Pays for one retry, if there is enough left.
    pub(crate) fn take(&self) -> bool {
        self.full.is_none() || self.change(|left| left.checked_sub(COST))
    }

    /// Gives back for a request that succeeded: what its last retry cost, or a little if it needed none.
    pub(crate) fn give_back(&self, has_retried: bool) {
        if let Some(full) = self.full {
            let back = if has_retried { COST } else { 1 };
            self.change(|left| (left < full).then(|| full.min(left + back)));
        }
    }

    fn change(&self, change: impl FnMut(u64) -> Option<u64>) -> bool {
        self.left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, change)
            .is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn retries_left(budget: &RetryBudget) -> u32 {
        (0..).find(|_| !budget.take()).unwrap()
    }

    #[test]
    fn a_budget_ends_and_successes_fill_it_again() {
        let budget = RetryBudget::new(Some(3));
        assert_eq!(retries_left(&budget), 3);
        for _ in 0..4 {
            budget.give_back(false);
        }
        assert_eq!(retries_left(&budget), 0);
        budget.give_back(false);
        budget.give_back(true);
        // Four of the first five went nowhere: they are still there with the one that made five.
        assert_eq!(retries_left(&budget), 2);
    }

    #[test]
    fn it_holds_no_more_than_when_it_was_full() {
        let budget = RetryBudget::new(Some(2));
        for _ in 0..100 {
            budget.give_back(true);
        }
        assert_eq!(retries_left(&budget), 2);
    }

    #[test]
    fn none_is_without_end_and_zero_is_nothing() {
        let budget = RetryBudget::new(None);
        assert!((0..10_000).all(|_| budget.take()));
        assert!(!RetryBudget::new(Some(0)).take());
    }
}
