//! How often and how patiently a request is sent again.

use std::time::Duration;

/// How often a request that failed is sent again, and how long to wait before.
///
/// What is tried again at all is not a matter of taste and no part of it: failures that pass, and of those only where
/// the request cannot be carried out twice. See [`Error::is_retryable`](crate::Error::is_retryable).
///
/// ```
/// use std::time::Duration;
/// use astro_api::RetryPolicy;
///
/// // For a nightly job: rather late than not at all.
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
    /// Four attempts, with waits of about 1, 2 and 4 seconds between them.
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
    /// A policy that sends every request once.
    ///
    /// A [`TokenSource`](crate::TokenSource) is still asked for a new token after a 401, since that is no failure of
    /// the request.
    pub fn never() -> Self {
        Self::default().max_attempts(1)
    }

    /// How many attempts are made in all, the first one included; 4 by default, and at least 1.
    ///
    /// Four make a call survive about seven seconds of an outage, which is what a restart behind a load balancer takes.
    /// The AWS SDKs make 3, those that Stainless generates 3, the Azure SDKs 4.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// The wait before the second attempt; it doubles with each one after. One second by default.
    ///
    /// One second, doubling, is what the API's documentation recommends. Of each wait, the second half is taken at random
    /// (between a half and the whole of it is waited), so that clients which failed together do not come back together.
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// The longest wait that doubling leads to; 30 seconds by default.
    ///
    /// With the default number of attempts it is never reached. Waits beyond half a minute would mostly outlast the
    /// patience of a default [`timeout`](crate::ClientBuilder::timeout).
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The longest wait that the API may ask for with `Retry-After`; 60 seconds by default.
    ///
    /// A shorter wait replaces the back-off where it is longer than that, with up to a tenth of it added at random, so
    /// that clients which were told the same time do not come back together. A longer one is not cut short: the error is
    /// returned at once, and says how long to wait. A minute covers the API's own longest window, the one of audit logs.
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

    /// The back-off after so many attempts.
    pub(crate) fn delay(&self, attempts: u32) -> Duration {
        self.delay_with(attempts, fastrand::f64())
    }

    /// The random part of a wait that the API asked for.
    pub(crate) fn jitter(asked: Duration) -> Duration {
        (asked / 10).mul_f64(fastrand::f64())
    }

    /// The same as [`delay`](Self::delay), with a given number from 0 to 1 in the place of a random one.
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
    fn the_delay_doubles_up_to_the_longest_one() {
        let policy = RetryPolicy::default();
        let whole = |attempts| policy.delay_with(attempts, 1.0).as_secs();
        assert_eq!([1, 2, 3, 4, 5, 6, 100].map(whole), [1, 2, 4, 8, 16, 30, 30]);
    }

    #[test]
    fn at_least_a_half_of_the_delay_is_waited() {
        let policy = RetryPolicy::default();
        assert_eq!(policy.delay_with(2, 0.0), Duration::from_secs(1));
        for _ in 0..1000 {
            let delay = policy.delay(3);
            assert!((2.0..=4.0).contains(&delay.as_secs_f64()), "{delay:?}");
        }
    }

    #[test]
    fn absurd_settings_do_no_harm() {
        let policy = RetryPolicy::default()
            .max_attempts(0)
            .base_delay(Duration::MAX)
            .max_delay(Duration::MAX);
        assert_eq!(policy.attempts(), 1);
        assert!(policy.delay_with(u32::MAX, 0.5) > Duration::from_secs(u64::MAX / 2));
    }
}
