//! Waiting until something has become what it was asked to become.

use std::{
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

/// Waits until something is in one of the states that are waited for. `.await` it.
///
/// It looks at once, and again after two seconds, then after longer and longer waits of up to 30 seconds; each look is a
/// call of its own, with its retries and limits. It fails at once in a state that does not lead on by itself, and when
/// what is waited for is not found. Dropping it stops it.
///
/// ```no_run
/// # async fn run(client: astro_api::Client) -> Result<(), astro_api::Error> {
/// use astro_api::types::DeploymentStatus;
///
/// let deployment = client
///     .get_deployment()
///     .organization_id("clmaxoarx000008l2c5ayb9pt")
///     .deployment_id("clvtbxx2c000508l2aaaaaaaa")
///     .wait_until([DeploymentStatus::Healthy])
///     .on_progress(|d| eprintln!("{} is {}", d.name, d.status))
///     .await?;
/// # let _ = deployment;
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is waited for until it is awaited"]
pub struct Waiter<T: Stateful> {
    client: Client,
    request: Result<Request, Error>,
    goals: Vec<T::State>,
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
        Self {
            client,
            request,
            goals,
            dead_ends: None,
            progress: None,
            patience: PATIENCE,
        }
    }

    /// The states in which it is in vain to wait any longer: by default those whose names end in `FAILED` or `DENIED`.
    /// A state that is waited for is none of them.
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

    async fn run(mut self) -> Result<Response<T>, Error> {
        let request = self.request?;
        let operation = request.operation.clone();
        let timer = self.client.timer();
        let deadline = timer.now().checked_add(self.patience);
        let mut wait = FIRST_WAIT;
        loop {
            let seen: Response<T> = self.client.json(request.clone()).await?;
            if let Some(progress) = &mut self.progress {
                progress(&seen);
            }
            let state = seen.state();
            if self.goals.contains(state) {
                return Ok(seen);
            }
            let is_dead_end = match &self.dead_ends {
                Some(states) => states.contains(state),
                None => DEAD_ENDS.iter().any(|end| state.as_ref().ends_with(end)),
            };
            let goals: Vec<&str> = self.goals.iter().map(AsRef::as_ref).collect();
            let told = |kind, why: String| {
                let message = format!(
                    "the status is {}, and {} is waited for; {why}",
                    state.as_ref(),
                    goals.join(" or ")
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

impl<T: Stateful> IntoFuture for Waiter<T> {
    type Output = Result<Response<T>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<T: Stateful> std::fmt::Debug for Waiter<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let goals: Vec<&str> = self.goals.iter().map(AsRef::as_ref).collect();
        f.debug_struct("Waiter")
            .field("goals", &goals)
            .field("patience", &self.patience)
            .finish_non_exhaustive()
    }
}
