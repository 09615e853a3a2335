//! Waits until a resource has reached a state or is deleted.

mod poll;
mod progress;
mod target;

use std::{fmt, time::Duration};

use serde::de::DeserializeOwned;

use crate::{
    client::Client, error::Error, pagination::Sealed, request::Request, response::Response,
};

use progress::Progress;
use target::Target;

/// A resource that can be waited for.
///
/// Implemented for the resources that have a `status` or can be deleted. It cannot be implemented outside this crate.
pub trait HasStatus: DeserializeOwned + Send + Sync + Sealed + 'static {
    /// The enum of its states.
    type State: Clone + PartialEq + AsRef<str> + Send + Sync;

    /// The default timeout, in seconds.
    const TIMEOUT: u64 = 60 * 60;

    /// Returns the current state; `None` if the resource has no `status`.
    fn state(&self) -> Option<&Self::State>;
}

/// The state of a resource without a `status`. It has no values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoStatus {}

impl AsRef<str> for NoStatus {
    fn as_ref(&self) -> &str {
        match *self {}
    }
}

/// Called at each successful poll.
type OnProgress<T> = Box<dyn FnMut(&T) + Send>;

/// Converts the last poll into the result.
type Finish<T, R> = fn(Result<Response<T>, Error>) -> Result<R, Error>;

/// Polls a resource until it reaches a target state or is deleted. `.await` it, or spawn it: it is a future.
///
/// It returns the resource as last read, or nothing after a deletion. It polls at once, after 2 s, and then at
/// increasing intervals of up to 30 s. Each poll is a separate call, with its retries and rate limits, and ends at
/// the deadline. Dropping the waiter stops it.
///
/// It returns an error before the timeout:
///
/// - if the resource reaches a terminal state other than the target, see [`fail_on`](Self::fail_on);
/// - if the resource does not exist while it waits for a state;
/// - after an error that is not temporary, such as status 401 or 403. It tolerates up to ten consecutive polls with
///   temporary errors, because connections break occasionally in a wait of hours.
///
/// ```no_run
/// # async fn run(client: astro_api::Client) -> Result<(), astro_api::Error> {
/// use astro_api::types::DeploymentStatus;
///
/// // A new Deployment may go straight to HIBERNATING, which is as ready as HEALTHY.
/// let deployment = client
///     .organization("clmaxoarx000008l2c5ayb9pt")
///     .get_deployment("clvtbxx2c000508l2aaaaaaaa")
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
/// Right after an update, a finalized deploy or a hibernation override, the API may still return the previous status,
/// and the first poll would end the wait. Use [`after_change`](Self::after_change) in these cases.
#[must_use = "the waiter does nothing until it is awaited"]
pub struct Waiter<T: HasStatus, R = Response<T>> {
    client: Client,
    request: Result<Request, Option<Error>>,
    target: Target<T::State>,
    /// Converts the last poll, which saw a target state or got a 404.
    finish: Finish<T, R>,
    terminal: Option<Vec<T::State>>,
    on_progress: Option<OnProgress<T>>,
    timeout: Duration,
    grace: Duration,
    progress: Progress<T>,
}

impl<T: HasStatus> Waiter<T> {
    pub(crate) fn new(
        client: Client,
        request: Result<Request, Error>,
        targets: Vec<T::State>,
    ) -> Self {
        Self::from_target(client, request, Target::States(targets), |seen| seen)
    }
}

impl<T: HasStatus> Waiter<T, ()> {
    pub(crate) fn until_gone(client: Client, request: Result<Request, Error>) -> Self {
        Self::from_target(client, request, Target::Gone, |_| Ok(()))
    }
}

impl<T: HasStatus, R> Waiter<T, R> {
    fn from_target(
        client: Client,
        request: Result<Request, Error>,
        target: Target<T::State>,
        finish: Finish<T, R>,
    ) -> Self {
        Self {
            client,
            request: request.map_err(Some),
            target,
            finish,
            terminal: None,
            on_progress: None,
            timeout: Duration::from_secs(T::TIMEOUT),
            grace: Duration::ZERO,
            progress: Progress::default(),
        }
    }

    /// Sets the terminal states, which end the wait with an error. Default: the states whose names end in `FAILED` or
    /// `DENIED`. While waiting for a deletion: of these, only the states that start with `DELET`, because a resource
    /// whose creation failed can still be deleted. A target state is never terminal.
    pub fn fail_on(mut self, states: impl Into<Vec<T::State>>) -> Self {
        self.terminal = Some(states.into());
        self
    }

    /// Sets a function that is called with the resource after each successful poll.
    pub fn on_progress(mut self, progress: impl FnMut(&T) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(progress));
        self
    }

    /// Ignores the state of the first poll until the state changes, for at most `grace`: a quick change can start and
    /// end between two polls.
    ///
    /// The official CLI waits 30 s to 180 s, depending on the change.
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

    /// Sets the timeout of the whole wait. Default: 1 hour, for clusters 3 hours. The error contains the last state.
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }
}

impl<T: HasStatus, R> fmt::Debug for Waiter<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiter")
            .field("target", &self.target.to_string())
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
