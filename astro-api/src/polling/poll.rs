//! Polls for a waiter.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
    time::{Duration, Instant},
};

use super::{HasStatus, Waiter, progress::Step};
use crate::{
    error::{Error, ErrorKind},
    request::{Request, operation::OperationRef},
    response::Response,
    telemetry,
};

/// The maximum delay between two polls: short compared with the time that a cluster takes.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// The number of tolerated consecutive failures, each after its own retries. The Terraform provider tolerates five.
const MAX_FAILURES: u32 = 10;

/// The next step after a poll.
enum Next<R> {
    Done(Result<R, Error>),
    Wait(Duration),
}

impl<T: HasStatus, R> Waiter<T, R> {
    /// Returns how long the wait has taken.
    fn waited(&self, started: Instant) -> Duration {
        let now = self.client.transport.timer.now();
        now.saturating_duration_since(started)
    }

    /// Returns the request of the next poll, which ends at the deadline.
    fn request(&mut self, started: Instant) -> Result<Request, Error> {
        let mut request = match &mut self.request {
            Ok(request) => request.clone(),
            Err(error) => return Err(error.take().unwrap_or_else(awaited_again)),
        };
        let remaining = self.timeout.saturating_sub(self.waited(started));
        request.limit_timeout(self.client.transport.timeouts.call, remaining);
        Ok(request)
    }

    /// Decides the next step after a poll.
    fn next(&mut self, polled: Result<Response<T>, Error>, started: Instant) -> Next<R> {
        let waited = self.waited(started);
        let seen = match polled {
            Ok(seen) => seen,
            Err(e) if e.is_not_found() => return Next::Done((self.finish)(Err(e))),
            Err(e) => return self.after_failure(e, waited),
        };
        self.progress.failures = 0;
        if let Some(on_progress) = &mut self.on_progress {
            on_progress(&seen);
        }
        let grace_left = self.grace.saturating_sub(waited);
        let Some(state) = seen.state() else {
            return self.wait_or(waited, grace_left, |this| {
                let message = this.timeout_message("the resource still exists");
                seen.parts()
                    .with_context(Error::new(ErrorKind::Timeout, message))
            });
        };
        let text = state.as_ref().to_owned();
        let first = self.progress.first.get_or_insert_with(|| text.clone());
        self.progress.changed |= *first != text;
        self.progress.last = Some(text);
        let counts = self.progress.changed || grace_left.is_zero();
        if counts && self.target.is_reached(state) {
            return Next::Done((self.finish)(Ok(seen)));
        }
        let is_terminal = match &self.terminal {
            Some(states) => states.contains(state),
            None => self.target.is_terminal(state.as_ref()),
        };
        if counts && is_terminal && !self.target.is_reached(state) {
            let message = format!(
                "the status {} is terminal, so waiting for {} cannot succeed",
                state.as_ref(),
                self.target
            );
            let error = Error::new(ErrorKind::UnreachableState, message);
            return Next::Done(Err(seen.parts().with_context(error)));
        }
        self.wait_or(waited, grace_left, |this| {
            let status = format!("the status is {}", state.as_ref());
            let message = this.timeout_message(&status);
            seen.parts()
                .with_context(Error::new(ErrorKind::Timeout, message))
        })
    }

    fn after_failure(&mut self, error: Error, waited: Duration) -> Next<R> {
        if !is_transient(&error) || self.progress.failures >= MAX_FAILURES {
            return Next::Done(Err(error));
        }
        self.progress.failures += 1;
        let failures = self.progress.failures;
        let requested = error.retry_after().unwrap_or_default();
        self.progress.wait = self.progress.wait.max(requested);
        let mut error = Some(error);
        let next = self.wait_or(waited, Duration::ZERO, |this| {
            let last = match &this.progress.last {
                Some(state) => format!("the last status was {state}"),
                None => "no status was received".to_owned(),
            };
            let message = this.timeout_message(&format!("{last}, and the last poll failed"));
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

    /// Waits for the next poll, or ends with an error if that would exceed the timeout.
    fn wait_or(
        &mut self,
        waited: Duration,
        grace_left: Duration,
        error: impl FnOnce(&Self) -> Error,
    ) -> Next<R> {
        let mut wait = self.progress.wait;
        if !grace_left.is_zero() {
            wait = wait.min(grace_left);
        }
        if waited.saturating_add(wait) > self.timeout {
            return Next::Done(Err(error(self)));
        }
        self.progress.wait = (self.progress.wait * 3 / 2).min(LONGEST_WAIT);
        Next::Wait(wait)
    }

    fn timeout_message(&self, seen: &str) -> String {
        format!(
            "timed out after {:?} while waiting for {}: {seen}; increase it with `with_timeout`",
            self.timeout, self.target
        )
    }

    fn operation(&self) -> Option<OperationRef> {
        Some(self.request.as_ref().ok()?.operation.clone())
    }
}

// Only boxed futures are pinned.
impl<T: HasStatus, R> Unpin for Waiter<T, R> {}

impl<T: HasStatus, R> Future for Waiter<T, R> {
    type Output = Result<R, Error>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let now = || this.client.transport.timer.now();
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
                        let poll = this.client.transport.clone().json(Ok(request));
                        this.progress.step = Step::Polling(Box::pin(poll));
                        continue;
                    }
                    Err(e) => Next::Done(Err(e)),
                },
            };
            match next {
                Next::Wait(wait) => {
                    let sleep = this.client.transport.timer.sleep(wait);
                    this.progress.step = Step::Sleeping(sleep);
                }
                Next::Done(result) => {
                    this.progress.step = Step::Over;
                    let operation = this.operation();
                    return Poll::Ready(result.map_err(|e| match operation {
                        Some(operation) => operation.with_context(e),
                        None => e,
                    }));
                }
            }
        }
    }
}

/// Returns whether a failed poll may succeed later.
fn is_transient(error: &Error) -> bool {
    let is_server_error =
        error.kind() == ErrorKind::Status && error.status().is_some_and(|s| s.is_server_error());
    error.is_retryable() || is_server_error || error.kind() == ErrorKind::TokenSource
}

fn awaited_again() -> Error {
    Error::configuration("the waiter was polled after completion; create a new one")
}
