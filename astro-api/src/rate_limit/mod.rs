//! Rate limits.

mod limiter;
mod window;

use std::{num::NonZeroU32, time::Duration};

pub(crate) use limiter::Limiter;

use crate::request::operation::RateClass;

/// A number of requests per period.
///
/// ```
/// use std::time::Duration;
/// use astro_api::Rate;
///
/// assert_eq!(Rate::per_second(25), Rate::new(25, Duration::from_secs(1)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    pub(crate) requests: NonZeroU32,
    pub(crate) period: Duration,
}

impl Rate {
    /// Returns a rate of `requests`, at least 1, per `period`.
    pub fn new(requests: u32, period: Duration) -> Self {
        Self {
            requests: NonZeroU32::new(requests).unwrap_or(NonZeroU32::MIN),
            period,
        }
    }

    /// Returns a rate of `requests`, at least 1, per second.
    pub fn per_second(requests: u32) -> Self {
        Self::new(requests, Duration::from_secs(1))
    }

    /// Returns a rate of `requests`, at least 1, per minute.
    pub fn per_minute(requests: u32) -> Self {
        Self::new(requests, Duration::from_secs(60))
    }
}

/// The rate limits of a client.
///
/// The API counts the requests of each token, and returns 429 if there are too many. The client delays a request that
/// would exceed a limit, in the order of the calls. Clones of a client share its limits. If several programs use one
/// token, give each its share.
///
/// A limit applies to every window of its length, so a burst is sent at once as long as the window has room. `None`
/// removes a limit.
///
/// ```
/// use astro_api::{Rate, RateLimits};
///
/// // Half of what the API allows, because another program uses the same token.
/// let shared = RateLimits::default()
///     .with_get_limit(Rate::per_second(12))
///     .with_post_limit(Rate::per_second(5));
/// // A server that has no limits.
/// let off = RateLimits::off();
/// # let _ = (shared, off);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateLimits {
    limits: [Option<Rate>; RateClass::COUNT],
}

impl Default for RateLimits {
    /// Returns the documented limits of the API for each token: 25 GET, 10 POST and 5 DELETE requests per second, and
    /// 2 exports of audit logs per minute.
    fn default() -> Self {
        Self::off()
            .with_get_limit(Rate::per_second(25))
            .with_post_limit(Rate::per_second(10))
            .with_delete_limit(Rate::per_second(5))
            .with_audit_log_limit(Rate::per_minute(2))
    }
}

impl RateLimits {
    /// Returns settings without limits.
    pub fn off() -> Self {
        Self {
            limits: [None; RateClass::COUNT],
        }
    }

    /// Sets the limit of read requests. Default: 25 per second. Audit logs have a separate limit.
    pub fn with_get_limit(self, rate: impl Into<Option<Rate>>) -> Self {
        self.with(RateClass::Get, rate)
    }

    /// Sets the limit of create and update requests. Default: 10 per second.
    pub fn with_post_limit(self, rate: impl Into<Option<Rate>>) -> Self {
        self.with(RateClass::Post, rate)
    }

    /// Sets the limit of delete requests. Default: 5 per second.
    pub fn with_delete_limit(self, rate: impl Into<Option<Rate>>) -> Self {
        self.with(RateClass::Delete, rate)
    }

    /// Sets the limit of exports of audit logs. Default: 2 per minute.
    pub fn with_audit_log_limit(self, rate: impl Into<Option<Rate>>) -> Self {
        self.with(RateClass::AuditLogs, rate)
    }

    fn with(mut self, class: RateClass, rate: impl Into<Option<Rate>>) -> Self {
        self.limits[class as usize] = rate.into();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_match_the_api_documentation() {
        let RateLimits { limits } = RateLimits::default();
        let rates = limits.map(|rate| rate.map(|r| (r.requests.get(), r.period.as_secs())));
        assert_eq!(rates, [(25, 1), (10, 1), (5, 1), (2, 60)].map(Some));
    }

    #[test]
    fn limit_can_be_removed_and_is_at_least_one() {
        let limits = RateLimits::default()
            .with_get_limit(None)
            .with_post_limit(Rate::per_second(0));
        assert_eq!(limits.limits[RateClass::Get as usize], None);
        assert_eq!(
            limits.limits[RateClass::Post as usize],
            Some(Rate::per_second(1))
        );
    }
}
