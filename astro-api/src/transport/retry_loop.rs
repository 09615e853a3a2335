//! The attempts of one call, until one succeeds or no further attempt is due.

use std::time::{Duration, Instant};

use reqwest::Method;

use super::{
    Transport,
    attempt::{self, Attempt, AttemptTimeout, Failure},
    response_kind::ResponseKind,
};
use crate::{
    auth::Token,
    error::{Error, RetryStopReason, TimeoutScope},
    request::{Request, operation::OperationRef},
    response::RawResponse,
    retry::{self, Conflicts, RetryPolicy},
    telemetry,
};

/// How long all calls of a rate class pause after a 429 without `Retry-After`: the first step of the back-off that the
/// API's documentation recommends.
const PAUSE: Duration = Duration::from_secs(1);

/// Sends a request, and retries it as its policy allows. Returns the first successful response.
pub(super) async fn send<K: ResponseKind>(
    transport: &Transport,
    request: Request,
    kind: K,
) -> Result<RawResponse<K::Body>, Error> {
    let mut retry_loop = RetryLoop::new(transport, &request);
    let result = match attempt::template::<K>(transport, &request) {
        Ok(template) => retry_loop.run(&template, kind).await,
        Err(e) => Err(e),
    };
    result.map_err(|e| {
        e.with_attempts(retry_loop.attempts)
            .with_earlier_attempts(retry_loop.maybe_executed)
    })
}

struct RetryLoop<'a> {
    transport: &'a Transport,
    operation: OperationRef,
    policy: RetryPolicy,
    timeout: Duration,
    deadline: Option<Instant>,
    attempts: u32,
    conflicts: Conflicts,
    /// Whether the budget paid for an attempt. A retry with a new token is free.
    budget_charged: bool,
    /// Whether an earlier attempt may have been executed although it failed.
    maybe_executed: bool,
    /// The error of the previous attempt, while another attempt is to follow.
    last: Option<Error>,
}

impl<'a> RetryLoop<'a> {
    fn new(transport: &'a Transport, request: &Request) -> Self {
        let options = &request.options;
        let timeout = options.timeout.unwrap_or(transport.timeouts.call);
        let timeout = timeout.max(options.conflict_timeout.unwrap_or_default());
        let now = transport.timer.now();
        // A timeout that an `Instant` cannot represent never expires.
        let deadlines = [now.checked_add(timeout), options.deadline];
        Self {
            transport,
            operation: request.operation.clone(),
            policy: options.retry.as_ref().unwrap_or(&transport.retry).clone(),
            timeout,
            deadline: deadlines.into_iter().flatten().min(),
            attempts: 0,
            conflicts: Conflicts::new(options.conflict_timeout, now),
            budget_charged: false,
            maybe_executed: false,
            last: None,
        }
    }

    async fn run<K: ResponseKind>(
        &mut self,
        template: &reqwest::Request,
        kind: K,
    ) -> Result<RawResponse<K::Body>, Error> {
        let client = self.transport.backend.client()?;
        let mut rejected = None;
        loop {
            let token = self.token(rejected.as_ref()).await?;
            self.acquire().await?;
            let timeout = self.attempt_timeout()?;
            self.attempts += 1;
            let attempt = Attempt {
                transport: self.transport,
                client: &client,
                template,
                token: &token,
                timeout,
                operation: &self.operation,
                number: self.attempts,
            };
            let failure = match attempt.send(kind).await {
                Ok((parts, body)) => return Ok(self.succeed(RawResponse { parts, body, token })),
                Err(failure) => failure,
            };
            let Failure {
                error,
                parts,
                is_final,
            } = failure;
            if let (true, Some(parts), Some(body)) =
                (self.is_deleted(&error), parts, kind.empty_body())
            {
                return Ok(self.succeed(RawResponse { parts, body, token }));
            }
            self.maybe_executed |= error.may_have_been_executed();
            if error.is_rate_limited() {
                self.pause(&error);
            }
            if error.is_unauthorized()
                && rejected.is_none()
                && self.transport.credentials.can_renew()
            {
                telemetry::renewal(&error);
                rejected = Some(token);
                self.last = Some(error);
                continue;
            }
            if is_final {
                return Err(error);
            }
            self.back_off(error).await?;
        }
    }

    /// Returns the token to send: a different one than `rejected`, if the source has one.
    async fn token(&mut self, rejected: Option<&Token>) -> Result<Token, Error> {
        let token = self.transport.credentials.token(rejected);
        match self.remaining() {
            None => token.await,
            Some(remaining) => match tokio::time::timeout(remaining, token).await {
                Ok(token) => token,
                Err(_) => Err(self.expired("the token source")),
            },
        }
    }

    /// Waits until the rate limit permits the request.
    async fn acquire(&mut self) -> Result<(), Error> {
        let Transport { limiter, timer, .. } = self.transport;
        let class = self.operation.rate_class();
        let acquired = limiter.acquire(class, &**timer, self.deadline).await;
        acquired.map_err(|_| self.expired("the rate limit"))
    }

    /// Pauses all requests of the rate class after a 429.
    fn pause(&self, error: &Error) {
        let Transport { limiter, timer, .. } = self.transport;
        // Without a minimum, all waiting requests would get another 429 at once.
        let pause = error.retry_after().unwrap_or(PAUSE).max(PAUSE);
        let pause = pause.min(self.policy.longest_wait());
        limiter.pause(self.operation.rate_class(), timer.now(), pause);
    }

    fn attempt_timeout(&mut self) -> Result<AttemptTimeout, Error> {
        let timeout = self.transport.timeouts.attempt;
        match self.remaining() {
            Some(remaining) if remaining.is_zero() => Err(self.expired("its turn")),
            Some(remaining) if remaining < timeout => Ok(AttemptTimeout {
                remaining,
                timeout: self.timeout,
                scope: TimeoutScope::Call,
            }),
            _ => Ok(AttemptTimeout {
                remaining: timeout,
                timeout,
                scope: TimeoutScope::Attempt,
            }),
        }
    }

    /// Waits before the next attempt. Returns the error if the request is not retried.
    async fn back_off(&mut self, error: Error) -> Result<(), Error> {
        let Transport { budget, timer, .. } = self.transport;
        let now = timer.now();
        let is_conflict = self.conflicts.applies_to(&error);
        let delay = if is_conflict {
            self.conflicts.next(&self.policy, &error, now)
        } else {
            let attempts = self.attempts - self.conflicts.count();
            retry::next(&self.policy, budget, &error, attempts, now, self.deadline)
        };
        match delay {
            Ok(delay) => {
                self.budget_charged |= !is_conflict;
                telemetry::retry(&error, self.attempts, delay);
                self.last = Some(error);
                timer.sleep(delay).await;
                Ok(())
            }
            Err(reason) => Err(error.with_stop_reason(reason)),
        }
    }

    /// Returns the time until the deadline, if there is one.
    fn remaining(&self) -> Option<Duration> {
        let now = self.transport.timer.now();
        self.deadline.map(|end| end.saturating_duration_since(now))
    }

    /// Returns the error of a call whose deadline passed before the next attempt: the previous error, which is more
    /// specific.
    fn expired(&mut self, waited_for: &str) -> Error {
        match self.last.take() {
            Some(error) => error.with_stop_reason(Some(RetryStopReason::Deadline)),
            None => Error::never_sent(waited_for, self.timeout),
        }
    }

    /// Returns whether a deletion succeeded although its response was lost: the repeated request gets a 404.
    fn is_deleted(&self, error: &Error) -> bool {
        error.is_not_found() && self.maybe_executed && *self.operation.method() == Method::DELETE
    }

    fn succeed<B>(&self, response: RawResponse<B>) -> RawResponse<B> {
        self.transport.budget.give_back(self.budget_charged);
        response
    }
}
