//! A deploy that failed, and where.

use std::{
    error::Error as StdError,
    fmt,
    sync::{Mutex, PoisonError},
};

use super::CodeDeploy;
use crate::Error;

/// The steps of a deploy, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeployStep {
    /// The files are packed. Nothing was sent.
    Pack,
    /// The deploy is created, or read to go on with it.
    Create,
    /// The image is pushed.
    PushImage,
    /// The archive is uploaded.
    Upload,
    /// The deploy is finalized. Until then, the Deployment does not change.
    Finalize,
    /// The Deployment takes the code over.
    Wait,
}

impl fmt::Display for DeployStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pack => "packing the files",
            Self::Create => "creating the deploy",
            Self::PushImage => "pushing the image",
            Self::Upload => "uploading the files",
            Self::Finalize => "finalizing the deploy",
            Self::Wait => "waiting for the deploy",
        })
    }
}

/// A deploy that failed: at which step and why. [`resume`](Self::resume) goes on from there.
///
/// Converts into an [`Error`] with `?`, which names the step and the deploy, too.
pub struct DeployError(Box<Details>);

struct Details {
    step: DeployStep,
    deploy_id: Option<String>,
    error: Error,
    /// In a lock only so that errors are `Sync`.
    rest: Mutex<CodeDeploy>,
}

impl DeployError {
    pub(super) fn new(step: DeployStep, error: Error, rest: CodeDeploy) -> Self {
        Self(Box::new(Details {
            step,
            deploy_id: rest.state.deploy_id.clone(),
            error,
            rest: Mutex::new(rest),
        }))
    }

    /// The step that failed.
    pub fn step(&self) -> DeployStep {
        self.0.step
    }

    /// The id of the deploy, once it is created.
    pub fn deploy_id(&self) -> Option<&str> {
        self.0.deploy_id.as_deref()
    }

    /// Why it failed.
    pub fn error(&self) -> &Error {
        &self.0.error
    }

    /// Returns the deploy to go on with from the step that failed: with the same deploy and the archive that is packed, and
    /// without another upload if that succeeded.
    ///
    /// ```no_run
    /// # async fn example(organization: astro_api::OrganizationClient) -> Result<(), astro_api::Error> {
    /// let result = organization.deploy("clvtbxx2c000508l2aaaaaaaa").dags("dags/").await;
    /// let deploy = match result {
    ///     Err(e) if e.error().is_retryable() => e.resume().await?,
    ///     result => result?,
    /// };
    /// # let _ = deploy;
    /// # Ok(())
    /// # }
    /// ```
    pub fn resume(self) -> CodeDeploy {
        let rest = self.0.rest.into_inner();
        rest.unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<DeployError> for Error {
    fn from(failed: DeployError) -> Self {
        let context = failed.to_string();
        let Details { error, .. } = *failed.0;
        error.in_deploy(context)
    }
}

/// The step and the deploy; [`source`](StdError::source) is why.
impl fmt::Display for DeployError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} failed", self.0.step)?;
        match &self.0.deploy_id {
            Some(id) => write!(f, " (deploy {id})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for DeployError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeployError")
            .field("step", &self.0.step)
            .field("deploy_id", &self.0.deploy_id)
            .field("error", &self.0.error)
            .finish_non_exhaustive()
    }
}

impl StdError for DeployError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.0.error)
    }
}
