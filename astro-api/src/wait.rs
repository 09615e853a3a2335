//! Waiting until something has become what it was asked to become, or is gone.

use std::{
    fmt,
    future::{Future, IntoFuture},
    pin::Pin,
    time::Duration,
};

use serde::de::DeserializeOwned;

use crate::{Client, Error, ErrorKind, Response, paging::Sealed, request::Request};

/// The wait before the second look. What takes minutes need not be looked at twice in a second.
const FIRST_WAIT: Duration = Duration::from_secs(2);

/// The longest wait between two looks, which the waits grow to: short beside the minutes that a cluster takes.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// How long is waited in all. A dedicated cluster takes the longest, some tens of minutes.
const PATIENCE: Duration = Duration::from_secs(60 * 60);

/// How the states that tell of a deletion begin. What is to be deleted may well have failed before in another way.
const DELETION: &str = "DELET";

/// How the texts of states end that nothing leads out of by itself.
const DEAD_ENDS: [&str; 2] = ["FAILED", "DENIED"];

/// Something that has a `status`, which changes while the API works on it.
///
/// Implemented by what an operation that reads one thing answers, if that has a `status`; not to be implemented outside
/// this crate.
pub trait Stateful: DeserializeOwned + Send + Sync + Sealed + 'static {
    /// The states.
    type State: Clone + PartialEq + AsRef<str> + Send + Sync;

    /// The present state.
    fn state(&self) -> &Self::State;
}

type Progress<T> = Box<dyn FnMut(&T) + Send>;

/// Last look → result.
type Settle<T, R> = fn(Result<Response<T>, Error>) -> Result<R, Error>;

/// What is waited for.
enum Goal<S> {
    /// One of these states.
    States(Vec<S>),
    /// That it is not found any more.
    Gone,
}

impl<S: PartialEq + AsRef<str>> Goal<S> {
    fn is_reached(&self, state: &S) -> bool {
        matches!(self, Self::States(goals) if goals.contains(state))
    }

    /// Whether the state is one that does not lead there, by its name.
    fn is_out_of_reach(&self, state: &str) -> bool {
        let is_about = matches!(self, Self::States(_)) || state.starts_with(DELETION);
        is_about && DEAD_ENDS.iter().any(|end| state.ends_with(end))
    }
}

/// In words, as a part of a sentence.
impl<S: AsRef<str>> fmt::Display for Goal<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone => f.write_str("its end"),
            Self::States(goals) => {
                let goals: Vec<&str> = goals.iter().map(AsRef::as_ref).collect();
                f.write_str(&goals.join(" or "))
            }
        }
    }
}

/// Waits until something is in one of the states that are waited for, or is gone. `.await` it.
///
/// It gives what was seen last, or nothing when it waited until that is gone. It looks at once, and again after two seconds, then after longer and longer waits of up to 30 seconds; each look is a
/// call of its own, with its retries and limits. It fails at once in a state that does not lead on by itself, and when
/// what is to reach a state is not found. Dropping it stops it.
///
/// ```no_run
/// # async fn run(client: astro_api::Client) -> Result<(), astro_api::Error> {
/// use astro_api::types::DeploymentStatus;
///
/// let deployment = client
///     .organization("clmaxoarx000008l2c5ayb9pt").get_deployment("clvtbxx2c000508l2aaaaaaaa")
///     .wait_until([DeploymentStatus::Healthy])
///     .on_progress(|d| eprintln!("{} is {}", d.name, d.status))
///     .await?;
/// # let _ = deployment;
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is waited for until it is awaited"]
pub struct Waiter<T: Stateful, R = Response<T>> {
    client: Client,
    request: Result<Request, Error>,
    goal: Goal<T::State>,
    /// What comes of the last look: it saw a state that was waited for, or did not find anything.
    result: Settle<T, R>,
    dead_ends: Option<Vec<T::State>>,
    progress: Option<Progress<T>>,
    patience: Duration,
}

impl<T: Stateful> Waiter<T> {
    pub(crate) fn new(
        client: Client,
        request: Result<Request, Error>,
        goals: Vec<T::State>,
    ) -> Self {
        Self::of(client, request, Goal::States(goals), |seen| seen)
    }
}

impl<T: Stateful> Waiter<T, ()> {
    pub(crate) fn until_gone(client: Client, request: Result<Request, Error>) -> Self {
        Self::of(client, request, Goal::Gone, |_| Ok(()))
    }
}

impl<T: Stateful, R> Waiter<T, R> {
    fn of(
        client: Client,
        request: Result<Request, Error>,
        goal: Goal<T::State>,
        result: Settle<T, R>,
    ) -> Self {
        Self {
            client,
            request,
            goal,
            result,
            dead_ends: None,
            progress: None,
            patience: PATIENCE,
        }
    }

    /// The states in which it is in vain to wait any longer: by default those whose names end in `FAILED` or `DENIED`, and
    /// of these only the ones that begin with `DELET` when the end is waited for, because what could not be made or
    /// changed can still be deleted. A state that is waited for is none of them.
    pub fn fail_on(mut self, states: impl Into<Vec<T::State>>) -> Self {
        self.dead_ends = Some(states.into());
        self
    }

    /// What to do at each look, with what was seen.
    pub fn on_progress(mut self, progress: impl FnMut(&T) + Send + 'static) -> Self {
        self.progress = Some(Box::new(progress));
        self
    }

    /// How long to wait in all; an hour by default. A wait that would end later is not begun.
    pub fn with_deadline(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    async fn run(mut self) -> Result<R, Error> {
        let request = self.request?;
        let operation = request.operation.clone();
        let timer = self.client.inner.timer();
        let deadline = timer.now().checked_add(self.patience);
        let mut wait = FIRST_WAIT;
        loop {
            let seen: Response<T> = match self.client.inner.json(request.clone()).await {
                Err(e) if e.is_not_found() => return (self.result)(Err(e)),
                seen => seen?,
            };
            if let Some(progress) = &mut self.progress {
                progress(&seen);
            }
            let state = seen.state();
            if self.goal.is_reached(state) {
                return (self.result)(Ok(seen));
            }
            let is_dead_end = match &self.dead_ends {
                Some(states) => states.contains(state),
                None => self.goal.is_out_of_reach(state.as_ref()),
            };
            let told = |kind, why: String| {
                let message = format!(
                    "the status is {}, and {} is waited for; {why}",
                    state.as_ref(),
                    self.goal
                );
                let error = Error::new(kind, message).with_operation(&operation);
                Err(seen.head().name(error))
            };
            if is_dead_end {
                let why = "it does not lead there by itself";
                return told(ErrorKind::UnreachableState, why.to_owned());
            }
            let then = timer.now().checked_add(wait);
            if deadline.is_some_and(|end| then.is_none_or(|then| then > end)) {
                let why = format!(
                    "the {:?} to wait are over, allow more with `with_deadline`",
                    self.patience
                );
                return told(ErrorKind::Timeout, why);
            }
            timer.sleep(wait).await;
            wait = (wait * 3 / 2).min(LONGEST_WAIT);
        }
    }
}

impl<T: Stateful, R: Send + 'static> IntoFuture for Waiter<T, R> {
    type Output = Result<R, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<T: Stateful, R> fmt::Debug for Waiter<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiter")
            .field("goal", &self.goal.to_string())
            .field("patience", &self.patience)
            .finish_non_exhaustive()
    }
}
