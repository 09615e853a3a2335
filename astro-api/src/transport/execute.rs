//! Sends requests: token, rate limits, attempts, deadline.

use std::time::{Duration, Instant};

use reqwest::Method;

use super::attempt::{self, Attempt};
use crate::{
    Error, RetryPolicy,
    auth::Token,
    client::Inner,
    rate_limit::Class,
    request::{Request, operation::OperationRef},
    response::{Head, body::Body},
    retry::{self, Conflicts},
    telemetry,
};

/// The pause of all requests of a class after status 429 without `Retry-After`: the first delay that the API's
/// documentation recommends.
const PAUSE: Duration = Duration::from_secs(1);

/// The kind of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expect {
    /// JSON, read completely.
    Json,
    /// A body to ignore, read completely.
    Nothing,
    /// Bytes, streamed.
    Bytes,
}

/// A successful response.
pub(crate) struct Answer {
    pub(crate) head: Head,
    pub(crate) body: Body,
    /// The token that was sent, to redact it in errors about the response.
    pub(crate) token: Token,
}

/// The timeout of an attempt.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    /// The remaining time.
    pub(super) left: Duration,
    /// The timeout that limits it.
    pub(crate) whole: Duration,
    pub(crate) whose: Whose,
}

impl Limit {
    /// The whole timeout.
    pub(crate) fn of_attempt(whole: Duration) -> Self {
        Self {
            left: whole,
            whole,
            whose: Whose::Attempt,
        }
    }
}

/// The timeout that limits an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    Attempt,
    Call,
}

/// A failed attempt.
pub(super) struct Failure {
    pub(super) error: Error,
    /// The status and headers, if a response was received.
    pub(super) head: Option<Head>,
    /// Whether the timeout of the call expired.
    pub(super) is_final: bool,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self {
            error,
            head: None,
            is_final: false,
        }
    }
}

impl Failure {
    /// Adds the response to the failure.
    pub(super) fn of(self, head: Head) -> Self {
        Self {
            error: head.name(self.error),
            head: Some(head),
            is_final: self.is_final,
        }
    }
}

/// Sends a request with retries, and returns the response if it is a success.
pub(crate) async fn run(inner: &Inner, request: Request, expect: Expect) -> Result<Answer, Error> {
    let mut call = Call::new(inner, &request);
    let result = match attempt::template(inner, &request, expect) {
        Ok(template) => call.run(&template, expect).await,
        Err(e) => Err(e),
    };
    result.map_err(|e| {
        e.with_operation(&call.operation)
            .with_attempts(call.attempts)
            .with_earlier_attempts(call.may_be_done)
    })
}

/// A call in progress.
struct Call<'a> {
    inner: &'a Inner,
    operation: OperationRef,
    class: Class,
    policy: RetryPolicy,
    timeout: Duration,
    deadline: Option<Instant>,
    attempts: u32,
    conflicts: Conflicts,
    /// Whether the budget was charged. A new token does not charge it.
    has_retried: bool,
    /// Whether an attempt without a response may have been executed.
    may_be_done: bool,
    /// The previous failure, while a retry follows.
    last: Option<Error>,
}

impl<'a> Call<'a> {
    fn new(inner: &'a Inner, request: &Request) -> Self {
        let operation = request.operation.clone();
        let patience = request.options.conflicts;
        let timeout = request
            .options
            .timeout
            .unwrap_or(inner.timeouts.call)
            .max(patience.unwrap_or_default());
        let now = inner.timer.now();
        Self {
            inner,
            class: Class::of(operation.method(), operation.path()),
            operation,
            policy: request
                .options
                .retry
                .as_ref()
                .unwrap_or(&inner.retry)
                .clone(),
            timeout,
            // A time too far away to count with is no deadline.
            deadline: [now.checked_add(timeout), request.options.deadline]
                .into_iter()
                .flatten()
                .min(),
            attempts: 0,
            conflicts: Conflicts::new(patience, now),
            has_retried: false,
            may_be_done: false,
            last: None,
        }
    }

    async fn run(&mut self, template: &reqwest::Request, expect: Expect) -> Result<Answer, Error> {
        let carrier = self.inner.transport.carrier()?;
        let mut refused = None;
        loop {
            let token = self.token(refused.as_ref()).await?;
            self.turn().await?;
            let limit = self.limit()?;
            self.attempts += 1;
            let attempt = Attempt {
                inner: self.inner,
                carrier: &carrier,
                template,
                token: &token,
                expect,
                limit,
                operation: &self.operation,
                idempotent: self.operation.idempotent(),
                number: self.attempts,
            };
            let Failure {
                error,
                head,
                is_final,
            } = match attempt.observed().await {
                Ok((head, body)) => return Ok(self.answer(head, body, token)),
                Err(failure) => failure,
            };
            if let Some(head) = head.filter(|_| self.is_gone(&error, expect)) {
                return Ok(self.answer(head, Body::Whole(Vec::new()), token));
            }
            self.may_be_done |= error.may_have_been_executed();
            if error.is_rate_limited() {
                // A wait of nothing would send everything that waits into the same 429.
                let asked = error.retry_after().unwrap_or(PAUSE).max(PAUSE);
                let pause = asked.min(self.policy.longest_wait());
                self.inner
                    .limiter
                    .close(self.class, self.inner.timer.now(), pause);
            }
            if error.is_unauthorized() && refused.is_none() && self.inner.credentials.can_renew() {
                telemetry::renewal(&error);
                refused = Some(token);
                self.last = Some(error);
                continue;
            }
            if is_final {
                return Err(error);
            }
            self.back_off(error).await?;
        }
    }

    /// The token to send.
    async fn token(&mut self, refused: Option<&Token>) -> Result<Token, Error> {
        let asked = self.inner.credentials.token(refused);
        match self.left() {
            None => asked.await,
            Some(left) => match tokio::time::timeout(left, asked).await {
                Ok(token) => token,
                Err(_) => Err(self.late("the token source")),
            },
        }
    }

    /// Waits for the rate limit.
    async fn turn(&mut self) -> Result<(), Error> {
        let inner = self.inner;
        let turn = inner.limiter.wait(self.class, &*inner.timer, self.deadline);
        turn.await.map_err(|_| self.late("the rate limit"))
    }

    /// Returns the timeout of the next attempt.
    fn limit(&mut self) -> Result<Limit, Error> {
        let whole = self.inner.timeouts.attempt;
        match self.left() {
            Some(left) if left.is_zero() => Err(self.late("its turn")),
            Some(left) if left < whole => Ok(Limit {
                left,
                whole: self.timeout,
                whose: Whose::Call,
            }),
            _ => Ok(Limit::of_attempt(whole)),
        }
    }

    /// Waits before the next attempt, or returns the failure if there is none.
    async fn back_off(&mut self, error: Error) -> Result<(), Error> {
        let inner = self.inner;
        let now = inner.timer.now();
        let is_conflict = self.conflicts.are_about(&error);
        let next = if is_conflict {
            self.conflicts.next(&self.policy, &error, now)
        } else {
            let attempts = self.attempts - self.conflicts.count();
            retry::next(
                &self.policy,
                &inner.budget,
                &error,
                attempts,
                now,
                self.deadline,
            )
        };
        match next {
            Ok(delay) => {
                self.has_retried |= !is_conflict;
                telemetry::retry(&error, self.attempts, delay);
                self.last = Some(error);
                inner.timer.sleep(delay).await;
                Ok(())
            }
            Err(stop) => Err(error.with_stop(stop)),
        }
    }

    fn left(&self) -> Option<Duration> {
        let now = self.inner.timer.now();
        self.deadline.map(|end| end.saturating_duration_since(now))
    }

    /// Returns the error for a call whose timeout expired before its next attempt. The previous failure is more
    /// helpful than the timeout.
    fn late(&mut self, waited_for: &str) -> Error {
        match self.last.take() {
            Some(error) => error.with_stop(Some(retry::Stop::Deadline)),
            None => Error::never_sent(waited_for, self.timeout),
        }
    }

    /// Whether a retried delete succeeded although its first response was lost: the resource is not found.
    fn is_gone(&self, error: &Error, expect: Expect) -> bool {
        error.is_not_found()
            && self.may_be_done
            && expect == Expect::Nothing
            && *self.operation.method() == Method::DELETE
    }

    fn answer(&self, head: Head, body: Body, token: Token) -> Answer {
        self.inner.budget.give_back(self.has_retried);
        Answer { head, body, token }
    }
}
