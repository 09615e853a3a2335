//! The polls of a waiter.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
    time::{Duration, Instant},
};

use super::{HasStatus, Waiter};
use crate::{
    Client, Error, ErrorKind, Response,
    request::{Request, operation::OperationRef},
    telemetry,
    timer::Sleep,
};

/// The wait before the second poll. What takes minutes need not be polled twice in a second.
const FIRST_WAIT: Duration = Duration::from_secs(2);

/// The longest wait between two polls, which the waits grow to: short beside the minutes that a cluster takes.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// How many polls in a row may fail, each after its own retries. The Terraform provider tolerates five.
const TOLERATED: u32 = 10;

/// How far a waiter has come.
pub(super) struct Progress<T> {
    step: Step<T>,
    started: Option<Instant>,
    /// The wait after the next poll.
    wait: Duration,
    /// How many polls in a row have failed.
    failures: u32,
    /// The states that were seen first and last.
    first: Option<String>,
    last: Option<String>,
    /// Whether another state than the first was seen.
    changed: bool,
}

enum Step<T> {
    /// A poll is due.
    Due,
    Polling(Polling<T>),
    Sleeping(Sleep),
    Over,
}

type Polling<T> = Pin<Box<dyn Future<Output = Result<Response<T>, Error>> + Send>>;

impl<T> Default for Progress<T> {
    fn default() -> Self {
        Self {
            step: Step::Due,
            started: None,
            wait: FIRST_WAIT,
            failures: 0,
            first: None,
            last: None,
            changed: false,
        }
    }
}

/// What a poll leads to.
enum Next<R> {
    Done(Result<R, Error>),
    Wait(Duration),
}

impl<T: HasStatus, R> Waiter<T, R> {
    /// The next poll, which ends at the deadline.
    fn request(&mut self, started: Instant) -> Result<Request, Error> {
        let mut request = match &mut self.request {
            Ok(request) => request.clone(),
            Err(error) => return Err(error.take().unwrap_or_else(awaited_again)),
        };
        let waited = self
            .client
            .inner
            .timer()
            .now()
            .saturating_duration_since(started);
        let left = self.patience.saturating_sub(waited);
        let own = request
            .options
            .timeout
            .unwrap_or(self.client.inner.timeout());
        request.options.timeout = Some(own.min(left));
        Ok(request)
    }

    /// What to do after a poll.
    fn next(&mut self, polled: Result<Response<T>, Error>, started: Instant) -> Next<R> {
        let waited = self
            .client
            .inner
            .timer()
            .now()
            .saturating_duration_since(started);
        let seen = match polled {
            Ok(seen) => seen,
            Err(e) if e.is_not_found() => return Next::Done((self.result)(Err(e))),
            Err(e) => return self.after_failure(e, waited),
        };
        self.progress.failures = 0;
        if let Some(on_progress) = &mut self.on_progress {
            on_progress(&seen);
        }
        let grace_left = self.grace.saturating_sub(waited);
        let Some(state) = seen.state() else {
            return self.wait_or(waited, grace_left, |_, why| {
                timed_out(&seen, format!("it is still there; {why}"))
            });
        };
        let text = state.as_ref().to_owned();
        let first = self.progress.first.get_or_insert_with(|| text.clone());
        self.progress.changed |= *first != text;
        self.progress.last = Some(text);
        let counts = self.progress.changed || grace_left.is_zero();
        if counts && self.goal.is_reached(state) {
            return Next::Done((self.result)(Ok(seen)));
        }
        let is_terminal = match &self.terminal {
            Some(states) => states.contains(state),
            None => self.goal.is_out_of_reach(state.as_ref()),
        };
        let about = format!(
            "the status is {}, and {} is waited for",
            state.as_ref(),
            self.goal
        );
        if counts && is_terminal && !self.goal.is_reached(state) {
            let message = format!("{about}; it does not lead there by itself");
            let error = Error::new(ErrorKind::UnreachableState, message);
            return Next::Done(Err(seen.head().name(error)));
        }
        self.wait_or(waited, grace_left, |_, why| {
            timed_out(&seen, format!("{about}; {why}"))
        })
    }

    fn after_failure(&mut self, error: Error, waited: Duration) -> Next<R> {
        if !may_pass(&error) || self.progress.failures >= TOLERATED {
            return Next::Done(Err(error));
        }
        self.progress.failures += 1;
        let failures = self.progress.failures;
        let asked = error.retry_after().unwrap_or_default();
        self.progress.wait = self.progress.wait.max(asked);
        let mut error = Some(error);
        let next = self.wait_or(waited, Duration::ZERO, |this, why| {
            let last = match &this.progress.last {
                Some(state) => format!("the last status was {state}"),
                None => "no status was received".to_owned(),
            };
            let message = format!(
                "{} is waited for, {last}, and the last poll failed; {why}",
                this.goal
            );
            let timeout = Error::new(ErrorKind::Timeout, message);
            match error.take() {
                Some(e) => timeout.with_source(e),
                None => timeout,
            }
        });
        if let (Next::Wait(wait), Some(error)) = (&next, &error) {
            telemetry::poll_failed(error, failures, *wait);
        }
        next
    }

    /// Waits for the next poll, or ends with an error where that would come too late.
    fn wait_or(
        &mut self,
        waited: Duration,
        grace_left: Duration,
        error: impl FnOnce(&Self, String) -> Error,
    ) -> Next<R> {
        let mut wait = self.progress.wait;
        if !grace_left.is_zero() {
            wait = wait.min(grace_left);
        }
        if waited.saturating_add(wait) > self.patience {
            let why = format!(
                "timed out after {:?}; increase it with `with_timeout`",
                self.patience
            );
            return Next::Done(Err(error(self, why)));
        }
        self.progress.wait = (self.progress.wait * 3 / 2).min(LONGEST_WAIT);
        Next::Wait(wait)
    }

    fn operation(&self) -> Option<OperationRef> {
        Some(self.request.as_ref().ok()?.operation.clone())
    }
}

// Nothing is pinned but what is in boxes.
impl<T: HasStatus, R> Unpin for Waiter<T, R> {}

impl<T: HasStatus, R> Future for Waiter<T, R> {
    type Output = Result<R, Error>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let now = || this.client.inner.timer().now();
        let started = *this.progress.started.get_or_insert_with(now);
        loop {
            let next = match &mut this.progress.step {
                Step::Over => Next::Done(Err(awaited_again())),
                Step::Sleeping(sleep) => {
                    ready!(sleep.as_mut().poll(cx));
                    this.progress.step = Step::Due;
                    continue;
                }
                Step::Polling(poll) => {
                    let polled = ready!(poll.as_mut().poll(cx));
                    this.next(polled, started)
                }
                Step::Due => match this.request(started) {
                    Ok(request) => {
                        let poll = poll_once(this.client.clone(), request);
                        this.progress.step = Step::Polling(Box::pin(poll));
                        continue;
                    }
                    Err(e) => Next::Done(Err(e)),
                },
            };
            match next {
                Next::Wait(wait) => {
                    let sleep = this.client.inner.timer().sleep(wait);
                    this.progress.step = Step::Sleeping(sleep);
                }
                Next::Done(result) => {
                    this.progress.step = Step::Over;
                    let operation = this.operation();
                    return Poll::Ready(result.map_err(|e| match operation {
                        Some(operation) => e.with_operation(&operation),
                        None => e,
                    }));
                }
            }
        }
    }
}

async fn poll_once<T: HasStatus>(client: Client, request: Request) -> Result<Response<T>, Error> {
    client.inner.json(request).await
}

/// Whether a poll that failed so may succeed later.
fn may_pass(error: &Error) -> bool {
    let is_server_error =
        error.kind() == ErrorKind::Status && error.status().is_some_and(|s| s.is_server_error());
    error.is_retryable() || is_server_error || error.kind() == ErrorKind::TokenSource
}

fn timed_out<T>(seen: &Response<T>, message: String) -> Error {
    seen.head().name(Error::new(ErrorKind::Timeout, message))
}

fn awaited_again() -> Error {
    Error::configuration("a waiter that has completed was polled again; make a new one")
}
