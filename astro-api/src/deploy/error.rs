//! The error of a deploy, and its steps.

use std::{
    error::Error as StdError,
    fmt,
    sync::{Mutex, PoisonError},
};

use super::CodeDeploy;
use crate::Error;

/// The steps of a deploy, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeployStep {
    /// Packs the files. Nothing was sent yet.
    Pack,
    /// Creates the deploy, or reads it to resume it.
    Create,
    /// Pushes the image.
    PushImage,
    /// Uploads the archive.
    Upload,
    /// Finalizes the deploy. Until then, the Deployment does not change.
    Finalize,
    /// Waits until the Deployment runs the code.
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

/// The error of a deploy, with the step that failed. [`resume`](Self::resume) continues from that step.
///
/// With `?`, it converts into an [`Error`] whose message names the step and the deploy.
pub struct DeployError(Box<Details>);

struct Details {
    step: DeployStep,
    deploy_id: Option<String>,
    error: Error,
    /// In a mutex, so that errors are `Sync`.
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

    /// Returns the step that failed.
    pub fn step(&self) -> DeployStep {
        self.0.step
    }

    /// Returns the id of the deploy, once it is created.
    pub fn deploy_id(&self) -> Option<&str> {
        self.0.deploy_id.as_deref()
    }

    /// Returns the cause.
    pub fn error(&self) -> &Error {
        &self.0.error
    }

    /// Returns a deploy that continues from the step that failed. It keeps the deploy's id and the packed archive,
    /// and does not repeat an upload that succeeded.
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

/// Displays the step and the deploy; [`source`](StdError::source) returns the cause.
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
