//! Retries: whether a failed request is sent again, and when.

mod after;
mod budget;
mod conflicts;
mod policy;

use std::time::{Duration, Instant};

pub(crate) use after::retry_after;
pub(crate) use budget::{DEFAULT as DEFAULT_BUDGET, RetryBudget};
pub(crate) use conflicts::Conflicts;
pub use policy::RetryPolicy;

use crate::error::{Error, RetryStopReason};

/// Returns the delay before the next attempt.
///
/// # Errors
/// Returns the reason why there is no next attempt; `None` if the failure is not temporary.
pub(crate) fn next(
    policy: &RetryPolicy,
    budget: &RetryBudget,
    error: &Error,
    attempts: u32,
    now: Instant,
    deadline: Option<Instant>,
) -> Result<Duration, Option<RetryStopReason>> {
    if !error.is_retryable() {
        return Err(None);
    }
    if attempts >= policy.attempts() {
        // With a policy of one attempt, no retry was given up, so there is no reason to report.
        return Err((attempts > 1).then_some(RetryStopReason::Attempts));
    }
    let requested = error.retry_after().unwrap_or_default();
    if requested > policy.longest_wait() {
        return Err(Some(RetryStopReason::Delay(policy.longest_wait())));
    }
    let fits = |delay| {
        let then = now.checked_add(delay);
        deadline.is_none_or(|end| then.is_some_and(|then| then < end))
    };
    // Never less than the back-off: with a delay of 0, all waiting requests would be sent at once.
    let least = requested.max(policy.delay(attempts));
    if !fits(least) {
        return Err(Some(RetryStopReason::Deadline));
    }
    // Adds jitter, because requests with the same `Retry-After` must not be sent at the same time.
    let later = least.max(requested.saturating_add(RetryPolicy::jitter(requested)));
    let delay = if fits(later) { later } else { least };
    // Comes last, so that the budget is charged only for an actual retry.
    if !budget.take() {
        return Err(Some(RetryStopReason::Budget));
    }
    Ok(delay)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{StatusCode, error::ErrorBody};

    fn failure(status: u16, wait: Option<u64>) -> Error {
        let status = StatusCode::from_u16(status).unwrap();
        Error::from_status(status, ErrorBody::default(), true)
            .with_retry_after(wait.map(Duration::from_secs))
    }

    fn decide(
        error: &Error,
        attempts: u32,
        left: Option<u64>,
    ) -> Result<Duration, Option<RetryStopReason>> {
        let now = Instant::now();
        let deadline = left.map(|s| now + Duration::from_secs(s));
        let policy = RetryPolicy::default();
        next(
            &policy,
            &RetryBudget::new(None),
            error,
            attempts,
            now,
            deadline,
        )
    }

    #[test]
    fn retry_after_takes_precedence_over_back_off() {
        for seconds in [7, 60] {
            let delay = decide(&failure(503, Some(seconds)), 1, None).unwrap();
            let (requested, delay) = (seconds as f64, delay.as_secs_f64());
            assert!((requested..=requested * 1.1).contains(&delay), "{delay}");
        }
        // `Retry-After: 0` results in the back-off.
        let delay = decide(&failure(429, Some(0)), 1, None).unwrap();
        assert!((0.5..=1.0).contains(&delay.as_secs_f64()), "{delay:?}");
        let longest = Duration::from_secs(60);
        assert_eq!(
            decide(&failure(429, Some(61)), 1, None),
            Err(Some(RetryStopReason::Delay(longest)))
        );
    }

    #[test]
    fn permanent_errors_are_not_retried() {
        assert_eq!(decide(&failure(404, None), 1, None), Err(None));
        assert_eq!(decide(&failure(501, Some(1)), 1, None), Err(None));
    }

    #[test]
    fn attempts_and_deadline_limit_retries() {
        assert!(decide(&failure(503, None), 3, None).is_ok());
        assert_eq!(
            decide(&failure(503, None), 4, None),
            Err(Some(RetryStopReason::Attempts))
        );
        assert_eq!(
            decide(&failure(503, Some(5)), 1, Some(5)),
            Err(Some(RetryStopReason::Deadline))
        );
        assert!(decide(&failure(503, Some(5)), 1, Some(6)).is_ok());
        assert!(decide(&failure(503, Some(0)), 1, Some(2)).is_ok());
    }

    #[test]
    fn exhausted_budget_stops_retries_and_denied_retry_is_free() {
        let budget = RetryBudget::new(Some(1));
        let policy = RetryPolicy::default();
        let now = Instant::now();
        let next_delay =
            |wait, deadline| next(&policy, &budget, &failure(503, wait), 1, now, deadline);
        assert_eq!(
            next_delay(Some(9), Some(now)),
            Err(Some(RetryStopReason::Deadline))
        );
        assert!(next_delay(None, None).is_ok());
        assert_eq!(next_delay(None, None), Err(Some(RetryStopReason::Budget)));
    }
}
