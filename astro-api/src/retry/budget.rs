//! The retry budget of a client and its clones.

use std::sync::atomic::{AtomicU64, Ordering};

/// The default size of the budget.
///
/// The AWS SDKs have the same one: 500 tokens, 5 for each retry.
pub(crate) const DEFAULT: u32 = 100;

/// The cost of a retry, in units that a success at the first attempt returns. Five, as in the AWS SDKs: the budget
/// does not shrink while fewer than one request in six fails.
const COST: u64 = 5;

/// Prevents retries from multiplying the load during an outage.
///
/// Without it, an API that fails all requests for a minute would get four times its usual load while it tries to
/// recover.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    /// `None` means unlimited.
    full: Option<u64>,
    left: AtomicU64,
}

impl RetryBudget {
    /// Creates a full budget.
    pub(crate) fn new(retries: Option<u32>) -> Self {
        let full = retries.map(|r| u64::from(r) * COST);
        Self {
            full,
            left: AtomicU64::new(full.unwrap_or(0)),
        }
    }

    /// Charges one retry, if the budget is sufficient.
    pub(crate) fn take(&self) -> bool {
        self.full.is_none() || self.change(|left| left.checked_sub(COST))
    }

    /// Refunds for a successful request: the cost of a retry, or one unit if it needed none.
    pub(crate) fn give_back(&self, charged: bool) {
        if let Some(full) = self.full {
            let back = if charged { COST } else { 1 };
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
    fn successes_refill_an_exhausted_budget() {
        let budget = RetryBudget::new(Some(3));
        assert_eq!(retries_left(&budget), 3);
        for _ in 0..4 {
            budget.give_back(false);
        }
        assert_eq!(retries_left(&budget), 0);
        budget.give_back(false);
        budget.give_back(true);
        // The first four refunds are not enough for a retry, but they are kept: the fifth completes one.
        assert_eq!(retries_left(&budget), 2);
    }

    #[test]
    fn budget_never_exceeds_its_initial_size() {
        let budget = RetryBudget::new(Some(2));
        for _ in 0..100 {
            budget.give_back(true);
        }
        assert_eq!(retries_left(&budget), 2);
    }

    #[test]
    fn none_is_unlimited_and_zero_allows_no_retry() {
        let budget = RetryBudget::new(None);
        assert!((0..10_000).all(|_| budget.take()));
        assert!(!RetryBudget::new(Some(0)).take());
    }
}
