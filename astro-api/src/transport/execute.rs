//! The one place where a request meets HTTP: token, limits, attempts, deadline.

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

/// How long all calls of a kind pause after a 429 that does not say how long: the first step of the back-off that the
/// API's documentation recommends.
const PAUSE: Duration = Duration::from_secs(1);

/// What the answer to a request is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expect {
    /// JSON, read whole.
    Json,
    /// Nothing that matters, read whole.
    Nothing,
    /// Bytes, to be read part by part.
    Bytes,
}

/// A successful answer.
pub(crate) struct Answer {
    pub(crate) head: Head,
    pub(crate) body: Body,
    /// The token that was sent, to be kept out of what is said of the answer.
    pub(crate) token: Token,
}

/// How long an attempt may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    /// What is left of the time.
    pub(super) left: Duration,
    /// The time-out that it comes from.
    pub(crate) whole: Duration,
    pub(crate) whose: Whose,
}

impl Limit {
    /// The whole time of one attempt.
    pub(crate) fn of_attempt(whole: Duration) -> Self {
        Self {
            left: whole,
            whole,
            whose: Whose::Attempt,
        }
    }
}

/// Whose time-out limits an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    Attempt,
    Call,
}

/// An attempt that did not lead to an answer of success.
pub(super) struct Failure {
    pub(super) error: Error,
    /// Status and headers, if any came.
    pub(super) head: Option<Head>,
    /// Whether the time for the whole call is over, as the error says.
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
    /// Says which answer the failure is about.
    pub(super) fn of(self, head: Head) -> Self {
        Self {
            error: head.name(self.error),
            head: Some(head),
            is_final: self.is_final,
        }
    }
}

/// Sends a request, again where that is due, and returns the answer if it is a success.
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

/// A call on its way.
struct Call<'a> {
    inner: &'a Inner,
    operation: OperationRef,
    class: Class,
    policy: RetryPolicy,
    timeout: Duration,
    deadline: Option<Instant>,
    attempts: u32,
    conflicts: Conflicts,
    /// Whether the budget has paid for an attempt. A new token costs it nothing.
    has_retried: bool,
    /// Whether an attempt may have been carried out though no answer said so.
    may_be_done: bool,
    /// The failure before, while another attempt is to follow.
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

    /// Waits until the limits let the call through.
    async fn turn(&mut self) -> Result<(), Error> {
        let inner = self.inner;
        let turn = inner.limiter.wait(self.class, &*inner.timer, self.deadline);
        turn.await
            .map_err(|_| self.late("its turn under the rate limit"))
    }

    /// How long the next attempt may take.
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

    /// Waits before the next attempt, or returns the failure if there is to be none.
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

    /// The error for a call whose time is over before its next attempt. The failure before says more than that.
    fn late(&mut self, waited_for: &str) -> Error {
        match self.last.take() {
            Some(error) => error.with_stop(Some(retry::Stop::Deadline)),
            None => Error::never_sent(waited_for, self.timeout),
        }
    }

    /// Whether a deletion has succeeded that was sent again because its answer was lost: what is deleted is not found.
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
