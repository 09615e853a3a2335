//! The limits of the API, kept to before a request leaves.

mod limiter;
mod window;

use std::{num::NonZeroU32, time::Duration};

use reqwest::Method;

pub(crate) use limiter::Limiter;

/// So many requests in so much time.
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
    /// So many requests, at least 1, in any period of that length.
    pub fn new(requests: u32, period: Duration) -> Self {
        Self {
            requests: NonZeroU32::new(requests).unwrap_or(NonZeroU32::MIN),
            period,
        }
    }

    /// So many requests, at least 1, in any second.
    pub fn per_second(requests: u32) -> Self {
        Self::new(requests, Duration::from_secs(1))
    }

    /// So many requests, at least 1, in any minute.
    pub fn per_minute(requests: u32) -> Self {
        Self::new(requests, Duration::from_secs(60))
    }
}

/// How fast a client sends at most.
///
/// The API counts the requests of each token, and answers 429 to what comes too fast. A client keeps to the documented
/// limits by itself: what would be too fast waits until it is not, in the order of the calls. All clones of a client
/// share its limits. Where several programs use one token, give each its share.
///
/// Each limit holds for any window of its length, not for the average: a burst is let through as long as the window has
/// room for it. `None` lifts a limit.
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
    limits: [Option<Rate>; Class::COUNT],
}

impl Default for RateLimits {
    /// What the API documents for each token: 25 GET, 10 POST and 5 DELETE requests a second, and 2 exports of audit
    /// logs a minute.
    fn default() -> Self {
        Self::off()
            .with_get_limit(Rate::per_second(25))
            .with_post_limit(Rate::per_second(10))
            .with_delete_limit(Rate::per_second(5))
            .with_audit_log_limit(Rate::per_minute(2))
    }
}

impl RateLimits {
    /// No limits: every request leaves at once.
    pub fn off() -> Self {
        Self {
            limits: [None; Class::COUNT],
        }
    }

    /// The limit of requests that read; 25 a second by default. Audit logs have their own.
    pub fn with_get_limit(self, rate: impl Into<Option<Rate>>) -> Self {
        self.with(Class::Get, rate)
    }

    /// The limit of requests that create or update; 10 a second by default.
    pub fn with_post_limit(self, rate: impl Into<Option<Rate>>) -> Self {
        self.with(Class::Post, rate)
    }

    /// The limit of requests that delete; 5 a second by default.
    pub fn with_delete_limit(self, rate: impl Into<Option<Rate>>) -> Self {
        self.with(Class::Delete, rate)
    }

    /// The limit of exports of audit logs; 2 a minute by default.
    pub fn with_audit_log_limit(self, rate: impl Into<Option<Rate>>) -> Self {
        self.with(Class::AuditLogs, rate)
    }

    fn with(mut self, class: Class, rate: impl Into<Option<Rate>>) -> Self {
        self.limits[class as usize] = rate.into();
        self
    }
}

/// Requests that the API counts together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Get,
    Post,
    Delete,
    AuditLogs,
}

impl Class {
    const COUNT: usize = 4;

    /// The class in one word, as traces show it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Post => "post",
            Self::Delete => "delete",
            Self::AuditLogs => "audit_logs",
        }
    }

    /// The class of a request, by its method and the template of its path.
    pub(crate) fn of(method: &Method, path: &str) -> Self {
        match *method {
            Method::DELETE => Self::Delete,
            Method::GET | Method::HEAD | Method::OPTIONS if path.ends_with("/audit-logs") => {
                Self::AuditLogs
            }
            Method::GET | Method::HEAD | Method::OPTIONS => Self::Get,
            _ => Self::Post,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_those_of_the_documentation() {
        let RateLimits { limits } = RateLimits::default();
        let rates = limits.map(|rate| rate.map(|r| (r.requests.get(), r.period.as_secs())));
        assert_eq!(rates, [(25, 1), (10, 1), (5, 1), (2, 60)].map(Some));
    }

    #[test]
    fn a_limit_can_be_lifted_and_is_never_nothing() {
        let limits = RateLimits::default()
            .with_get_limit(None)
            .with_post_limit(Rate::per_second(0));
        assert_eq!(limits.limits[Class::Get as usize], None);
        assert_eq!(
            limits.limits[Class::Post as usize],
            Some(Rate::per_second(1))
        );
    }

    #[test]
    fn classes_are_told_by_method_and_path() {
        let of = |method: &Method, path| Class::of(method, path);
        assert_eq!(of(&Method::GET, "/organizations"), Class::Get);
        assert_eq!(
            of(&Method::GET, "/organizations/{id}/audit-logs"),
            Class::AuditLogs
        );
        assert_eq!(of(&Method::POST, "/organizations/{id}"), Class::Post);
        assert_eq!(of(&Method::PUT, "/x"), Class::Post);
        assert_eq!(of(&Method::DELETE, "/x/audit-logs"), Class::Delete);
    }
}
