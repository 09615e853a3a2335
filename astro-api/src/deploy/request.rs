//! The request to deploy code.

use std::{fmt, future::Future, sync::Arc, time::Duration};

use super::{
    DeployProgress, ImageReference, Source,
    archive::Archive,
    image::{Image, PushError},
    progress::Progress,
};
use crate::{
    OrganizationClient, RetryPolicy,
    request::convert::{FirstInvalid, IntoOption, IntoValue},
    types::CreateDeployGitRequest,
};

/// The default number of attempts of an upload: with delays of 1, 2, 4 … 64 s, about two minutes, like the Astro CLI.
const UPLOAD_ATTEMPTS: u32 = 8;
const LONGEST_UPLOAD_DELAY: Duration = Duration::from_secs(64);

/// The default stall timeout of an upload.
const UPLOAD_STALL_TIMEOUT: Duration = Duration::from_secs(60);

/// The default timeout for the status `DEPLOYED`.
const WAIT_TIMEOUT: Duration = Duration::from_secs(30 * 60);

/// A deploy of code to a Deployment, returned by [`OrganizationClient::deploy`]. `.await` it, or call
/// [`send`](Self::send). See [`deploy`](crate::deploy).
#[must_use = "nothing is deployed until it is awaited"]
pub struct CodeDeploy {
    pub(super) organization: OrganizationClient,
    pub(super) deployment_id: String,
    pub(super) content: Content,
    pub(super) image: Image,
    pub(super) description: Option<String>,
    pub(super) git: Option<CreateDeployGitRequest>,
    pub(super) upload_retry: RetryPolicy,
    pub(super) upload_stall_timeout: Duration,
    /// `None` to return as soon as the deploy is finalized.
    pub(super) wait_timeout: Option<Duration>,
    pub(super) progress: Progress,
    pub(super) invalid: FirstInvalid,
    pub(super) state: State,
}

/// The files of a deploy.
pub(super) enum Content {
    None,
    Dags(Source),
    Bundle {
        source: Source,
        bundle_type: String,
        mount_path: String,
    },
    /// The content of an earlier deploy, by its id.
    Rollback(String),
}

/// The progress of a deploy, from which it can be resumed.
#[derive(Default)]
pub(super) struct State {
    pub(super) archive: Option<Arc<Archive>>,
    pub(super) deploy_id: Option<String>,
    pub(super) is_pushed: bool,
    /// The version of the upload, as returned by the storage.
    pub(super) version: Option<String>,
    /// A rollback was requested, with an unknown result.
    pub(super) is_uncertain: bool,
    pub(super) is_finalized: bool,
}

impl CodeDeploy {
    pub(super) fn new(
        organization: &OrganizationClient,
        deployment_id: impl IntoValue<String>,
    ) -> Self {
        let mut invalid = FirstInvalid::default();
        let deployment_id = invalid.required("deployment_id", deployment_id);
        Self {
            organization: organization.clone(),
            deployment_id: deployment_id.unwrap_or_default(),
            content: Content::None,
            image: Image::None,
            description: None,
            git: None,
            upload_retry: RetryPolicy::default()
                .max_attempts(UPLOAD_ATTEMPTS)
                .max_delay(LONGEST_UPLOAD_DELAY),
            upload_stall_timeout: UPLOAD_STALL_TIMEOUT,
            wait_timeout: Some(WAIT_TIMEOUT),
            progress: Progress::default(),
            invalid,
            state: State::default(),
        }
    }

    /// Deploys DAGs from the path of a folder or `tar.gz`, or from a [`Source`]. DAG deploys must be enabled on the
    /// Deployment.
    ///
    /// They replace all DAGs of the Deployment.
    pub fn dags(self, source: impl Into<Source>) -> Self {
        self.content(Content::Dags(source.into()))
    }

    /// Deploys a bundle of other files, such as a dbt project. `bundle_type` is its type, such as `dbt`, and
    /// `mount_path` is the path where Airflow finds it. DAG deploys must be enabled on the Deployment.
    pub fn bundle(
        mut self,
        source: impl Into<Source>,
        bundle_type: impl IntoValue<String>,
        mount_path: impl IntoValue<String>,
    ) -> Self {
        let bundle_type = self.invalid.required("bundle_type", bundle_type);
        let mount_path = self.invalid.required("mount_path", mount_path);
        self.content(Content::Bundle {
            source: source.into(),
            bundle_type: bundle_type.unwrap_or_default(),
            mount_path: mount_path.unwrap_or_default(),
        })
    }

    /// Deploys the content of an earlier deploy, by its id. The rollback is a new deploy.
    pub fn rollback_to(mut self, deploy_id: impl IntoValue<String>) -> Self {
        let deploy_id = self.invalid.required("deploy_id", deploy_id);
        self.content(Content::Rollback(deploy_id.unwrap_or_default()))
    }

    fn content(mut self, content: Content) -> Self {
        if !matches!(self.content, Content::None) {
            self.invalid
                .set("a deploy can have only one of DAGs, a bundle and a rollback");
        }
        self.content = content;
        self
    }

    /// Deploys an image, alone or with DAGs. `push` pushes the image to the repository and tag that the API chose;
    /// see [`deploy`](crate::deploy#images). If it fails, a resumed deploy calls it again.
    pub fn image<P, F>(mut self, push: P) -> Self
    where
        P: FnMut(ImageReference) -> F + Send + 'static,
        F: Future<Output = Result<(), PushError>> + Send + 'static,
    {
        self.image = Image::push(push);
        self
    }

    /// Continues a deploy whose image is already pushed. Requires [`resume`](Self::resume), because the API chooses
    /// the tag of an image when the deploy is created.
    pub fn image_pushed(mut self) -> Self {
        self.image = Image::Pushed;
        self
    }

    /// Sets the description, which the deploy history shows. At most 500 characters.
    pub fn description<F>(mut self, value: impl IntoOption<String, F>) -> Self {
        self.description = self.invalid.optional("description", value);
        self
    }

    /// Sets the Git commit of the code.
    pub fn git<F>(mut self, value: impl IntoOption<CreateDeployGitRequest, F>) -> Self {
        self.git = self.invalid.optional("git", value);
        self
    }

    /// Continues an existing deploy, such as one of another process, instead of creating one. Unless it is finalized,
    /// its files are packed and uploaded again.
    pub fn resume(mut self, deploy_id: impl IntoValue<String>) -> Self {
        self.state.deploy_id = self.invalid.required("deploy_id", deploy_id);
        self
    }

    /// Sets the retry policy of the upload. Default: 8 attempts with delays that double from 1 to 64 s. Requests to
    /// the API use the policy of the client.
    pub fn upload_retry(mut self, policy: RetryPolicy) -> Self {
        self.upload_retry = policy;
        self
    }

    /// Sets how long an upload may make no progress before the attempt fails. Default: 60 s. The whole upload has no
    /// timeout.
    pub fn upload_stall_timeout(mut self, timeout: Duration) -> Self {
        self.upload_stall_timeout = timeout;
        self
    }

    /// Sets the timeout for the status `DEPLOYED` after the deploy is finalized. Default: 30 minutes.
    pub fn wait_timeout(mut self, timeout: Duration) -> Self {
        self.wait_timeout = Some(timeout);
        self
    }

    /// Returns as soon as the deploy is finalized, without waiting for the status `DEPLOYED`.
    pub fn without_waiting(mut self) -> Self {
        self.wait_timeout = None;
        self
    }

    /// Sets a function that is called at each step, and during packing, uploading and waiting. It must not block.
    pub fn on_progress(mut self, progress: impl FnMut(&DeployProgress) + Send + 'static) -> Self {
        self.progress = Progress::new(progress);
        self
    }
}

impl fmt::Debug for CodeDeploy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CodeDeploy")
            .field("organization", &self.organization)
            .field("deployment_id", &self.deployment_id)
            .field("deploy_id", &self.state.deploy_id)
            .field("description", &self.description)
            .finish_non_exhaustive()
    }
}
