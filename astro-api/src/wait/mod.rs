//! Waiting until a resource has reached a state, or is gone.

mod goal;
mod poll;

use std::{fmt, time::Duration};

use serde::de::DeserializeOwned;

use crate::{Client, Error, Response, paging::Sealed, request::Request};

use goal::Goal;
use poll::Progress;

/// Something that has a `status`, which changes while the API works on it.
///
/// Implemented by what an operation that reads one thing answers, if that has a `status` or can be deleted; not to be
/// implemented outside this crate.
pub trait HasStatus: DeserializeOwned + Send + Sync + Sealed + 'static {
    /// The states.
    type State: Clone + PartialEq + AsRef<str> + Send + Sync;

    /// How long to wait by default, in seconds.
    const TIMEOUT: u64 = 60 * 60;

    /// The present state; `None` where there is no `status`.
    fn state(&self) -> Option<&Self::State>;
}

/// The state of what has no `status`: there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(
    unreachable_pub,
    reason = "used where the document has what can only be deleted"
)]
pub enum NoStatus {}

impl AsRef<str> for NoStatus {
    fn as_ref(&self) -> &str {
        match *self {}
    }
}

/// What is done at each successful poll.
type OnProgress<T> = Box<dyn FnMut(&T) + Send>;

/// Last poll → result.
type Settle<T, R> = fn(Result<Response<T>, Error>) -> Result<R, Error>;

/// Polls until something is in one of the target states, or is gone. A future: `.await` it, give it to `tokio::spawn`,
/// join it with others.
///
/// It gives what was seen last, or nothing when it waited until that is gone. It polls at once, again after 2 s, then at
/// growing intervals of up to 30 s. Each poll is a call of its own, with its retries and limits, and ends at the deadline.
///
/// It ends early with an error
/// - in a terminal state other than the target: by default one whose name ends in `FAILED` or `DENIED`;
/// - when a target state is waited for and the resource is not found;
/// - after an error that does not pass by itself, such as status 401 or 403. Polls that fail in another way, as
///   connections do now and then during hours, are tolerated up to ten times in a row.
///
/// Dropping it stops it.
///
/// ```no_run
/// # async fn run(client: astro_api::Client) -> Result<(), astro_api::Error> {
/// use astro_api::types::DeploymentStatus;
///
/// // A new Deployment may go straight to HIBERNATING, which is as ready as HEALTHY.
/// let deployment = client
///     .organization("clmaxoarx000008l2c5ayb9pt").get_deployment("clvtbxx2c000508l2aaaaaaaa")
///     .wait_until([DeploymentStatus::Healthy, DeploymentStatus::Hibernating])
///     .on_progress(|d| eprintln!("{} is {}", d.name, d.status))
///     .await?;
/// # let _ = deployment;
/// # Ok(())
/// # }
/// ```
///
/// # After a change
///
/// Right after an update, a deploy that was finalized, or a hibernation override, the status may still be the one from
/// before, so that the first poll would end the wait. [`after_change`](Self::after_change) waits for the change first.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Waiter<T: HasStatus, R = Response<T>> {
    client: Client,
    request: Result<Request, Option<Error>>,
    goal: Goal<T::State>,
    /// What comes of the last poll: it saw a target state, or did not find anything.
    result: Settle<T, R>,
    terminal: Option<Vec<T::State>>,
    on_progress: Option<OnProgress<T>>,
    patience: Duration,
    grace: Duration,
    progress: Progress<T>,
}

impl<T: HasStatus> Waiter<T> {
    pub(crate) fn new(
        client: Client,
        request: Result<Request, Error>,
        goals: Vec<T::State>,
    ) -> Self {
        Self::of(client, request, Goal::States(goals), |seen| seen)
    }
}

impl<T: HasStatus> Waiter<T, ()> {
    pub(crate) fn until_gone(client: Client, request: Result<Request, Error>) -> Self {
        Self::of(client, request, Goal::Gone, |_| Ok(()))
    }
}

impl<T: HasStatus, R> Waiter<T, R> {
    fn of(
        client: Client,
        request: Result<Request, Error>,
        goal: Goal<T::State>,
        result: Settle<T, R>,
    ) -> Self {
        Self {
            client,
            request: request.map_err(Some),
            goal,
            result,
            terminal: None,
            on_progress: None,
            patience: Duration::from_secs(T::TIMEOUT),
            grace: Duration::ZERO,
            progress: Progress::default(),
        }
    }

    /// The terminal states: those in which it is in vain to wait any longer. By default those whose names end in `FAILED`
    /// or `DENIED`, and of these only the ones that begin with `DELET` when the end is waited for, because what could not
    /// be created or updated can still be deleted. A target state is none of them.
    pub fn fail_on(mut self, states: impl Into<Vec<T::State>>) -> Self {
        self.terminal = Some(states.into());
        self
    }

    /// What to do at each successful poll, with what was seen.
    pub fn on_progress(mut self, progress: impl FnMut(&T) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(progress));
        self
    }

    /// Waits for a change to be seen first: the state of the first poll does not end the wait before another state was
    /// seen, or before `grace` has passed, since a quick change may fall between two polls.
    ///
    /// The official CLI gives a Deployment 30 s to 180 s, according to the change.
    ///
    /// ```no_run
    /// # async fn run(organization: astro_api::OrganizationClient) -> Result<(), astro_api::Error> {
    /// # use std::time::Duration;
    /// # use astro_api::types::DeploymentStatus;
    /// let deployment = organization
    ///     .get_deployment("clvtbxx2c000508l2aaaaaaaa")
    ///     .wait_until([DeploymentStatus::Healthy])
    ///     .after_change(Duration::from_secs(60))
    ///     .await?;
    /// # let _ = deployment;
    /// # Ok(())
    /// # }
    /// ```
    pub fn after_change(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// How long to wait in all; an hour by default, and three hours for a cluster. A wait that would end later is not
    /// begun, and a poll that takes longer is given up. The error then names the state that was seen last.
    pub fn with_timeout(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }
}

impl<T: HasStatus, R> fmt::Debug for Waiter<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiter")
            .field("goal", &self.goal.to_string())
            .field("patience", &self.patience)
            .finish_non_exhaustive()
    }
}
