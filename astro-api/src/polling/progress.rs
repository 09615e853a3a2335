//! The progress of a waiter.

use std::{
    future::Future,
    pin::Pin,
    time::{Duration, Instant},
};

use crate::{error::Error, response::Response, timer::Sleep};

/// The delay before the second poll. Work takes minutes, so faster polls do not help.
const FIRST_WAIT: Duration = Duration::from_secs(2);

/// The progress of a waiter.
pub(super) struct Progress<T> {
    pub(super) step: Step<T>,
    pub(super) started: Option<Instant>,
    /// The delay after the next poll.
    pub(super) wait: Duration,
    /// The number of consecutive failed polls.
    pub(super) failures: u32,
    /// The first and the last state.
    pub(super) first: Option<String>,
    pub(super) last: Option<String>,
    /// Whether the state has changed.
    pub(super) changed: bool,
}

pub(super) enum Step<T> {
    /// A poll is due.
    Due,
    Polling(Polling<T>),
    Sleeping(Sleep),
    Over,
}

pub(super) type Polling<T> = Pin<Box<dyn Future<Output = Result<Response<T>, Error>> + Send>>;

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
