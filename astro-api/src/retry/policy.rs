//! The retry policy.

use std::time::Duration;

/// How often a failed request is retried, and after which delay.
///
/// The retried failures are not configurable: only temporary ones, and only if the request cannot take effect twice.
/// See [`Error::is_retryable`](crate::Error::is_retryable).
///
/// ```
/// use std::time::Duration;
/// use astro_api::RetryPolicy;
///
/// // For a nightly job, which may finish late.
/// let patient = RetryPolicy::default()
///     .max_attempts(8)
///     .max_delay(Duration::from_secs(60))
///     .max_retry_after(Duration::from_secs(600));
/// // For a caller that tries again by itself.
/// let never = RetryPolicy::never();
/// # let _ = (patient, never);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    max_attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
}

impl Default for RetryPolicy {
    /// Returns a policy with four attempts, with delays of about 1, 2 and 4 s.
    fn default() -> Self {
        Self {
            max_attempts: 4,
            base_delay: Duration::from_secs(1),
            max_delay: Duration::from_secs(30),
            max_retry_after: Duration::from_secs(60),
        }
    }
}

impl RetryPolicy {
    /// Returns a policy without retries.
    ///
    /// A [`TokenSource`](crate::TokenSource) is still called after a 401, and the request sent again with the new
    /// token.
    pub fn never() -> Self {
        Self::default().max_attempts(1)
    }

    /// Sets the number of attempts, including the first. Default: 4. Minimum: 1.
    ///
    /// Four attempts survive an outage of about 7 s, such as a restart behind a load balancer.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// Sets the delay before the second attempt. It doubles with each further attempt. Default: 1 s, as the API's
    /// documentation recommends.
    ///
    /// The actual delay is between half of it and all of it, at random (jitter), so that clients that failed together
    /// do not retry together.
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// Sets the maximum delay of the doubling. Default: 30 s. The default number of attempts never reaches it.
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// Sets the maximum delay that the API may request with `Retry-After`. Default: 60 s.
    ///
    /// A delay up to the maximum replaces a shorter back-off, with up to 10 % jitter added. For a longer one, the
    /// error is returned at once; [`Error::retry_after`](crate::Error::retry_after) returns the delay. One minute
    /// covers the longest rate limit of the API, that of audit logs.
    pub fn max_retry_after(mut self, wait: Duration) -> Self {
        self.max_retry_after = wait;
        self
    }

    pub(crate) fn attempts(&self) -> u32 {
        self.max_attempts
    }

    pub(crate) fn longest_wait(&self) -> Duration {
        self.max_retry_after
    }

    /// Returns the back-off after a number of attempts.
    pub(crate) fn delay(&self, attempts: u32) -> Duration {
        self.delay_with(attempts, fastrand::f64())
    }

    /// Returns the jitter for a delay of `Retry-After`.
    pub(crate) fn jitter(requested: Duration) -> Duration {
        (requested / 10).mul_f64(fastrand::f64())
    }

    /// The same as [`delay`](Self::delay), with a given number from 0 to 1 instead of a random one.
    fn delay_with(&self, attempts: u32, random: f64) -> Duration {
        let doubled = 2_u32
            .checked_pow(attempts.saturating_sub(1))
            .and_then(|factor| self.base_delay.checked_mul(factor));
        let whole = doubled.unwrap_or(self.max_delay).min(self.max_delay);
        let half = whole / 2;
        half + half.mul_f64(random.clamp(0.0, 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delay_doubles_up_to_the_maximum() {
        let policy = RetryPolicy::default();
        let whole = |attempts| policy.delay_with(attempts, 1.0).as_secs();
        assert_eq!([1, 2, 3, 4, 5, 6, 100].map(whole), [1, 2, 4, 8, 16, 30, 30]);
    }

    #[test]
    fn jitter_keeps_at_least_half_of_the_delay() {
        let policy = RetryPolicy::default();
        assert_eq!(policy.delay_with(2, 0.0), Duration::from_secs(1));
        for _ in 0..1000 {
            let delay = policy.delay(3);
            assert!((2.0..=4.0).contains(&delay.as_secs_f64()), "{delay:?}");
        }
    }

    #[test]
    fn extreme_settings_do_not_overflow() {
        let policy = RetryPolicy::default()
            .max_attempts(0)
            .base_delay(Duration::MAX)
            .max_delay(Duration::MAX);
        assert_eq!(policy.attempts(), 1);
        assert!(policy.delay_with(u32::MAX, 0.5) > Duration::from_secs(u64::MAX / 2));
    }
}
