//! What to deploy, and how.

use std::{
    fmt,
    future::{Future, IntoFuture},
    pin::Pin,
    sync::Arc,
    time::Duration,
};

use super::{
    DeployError, DeployProgress, ImageReference, Source,
    archive::Archive,
    image::{Image, PushError},
    progress::Progress,
};
use crate::{
    OrganizationClient, Response, RetryPolicy,
    request::convert::{FirstInvalid, IntoOption, IntoValue},
    types::{CreateDeployGitRequest, Deploy},
};

/// How often the upload is sent: with waits of 1, 2, 4 … 64 seconds, about two minutes in all, as the Astro CLI does.
const UPLOAD_ATTEMPTS: u32 = 8;
const LONGEST_UPLOAD_DELAY: Duration = Duration::from_secs(64);

/// How long the storage may take nothing and return nothing.
const UPLOAD_STALL_TIMEOUT: Duration = Duration::from_secs(60);

/// How long to wait for the Deployment to take over the code.
const WAIT_TIMEOUT: Duration = Duration::from_secs(30 * 60);

/// A deploy of code to a Deployment; returned by [`OrganizationClient::deploy`]. `.await` it or call
/// [`send`](Self::send); dropping the future stops it. See [`deploy`](crate::deploy).
#[must_use = "nothing is deployed until it is awaited or sent"]
pub struct CodeDeploy {
    pub(super) organization: OrganizationClient,
    pub(super) deployment_id: String,
    pub(super) content: Content,
    pub(super) image: Image,
    pub(super) description: Option<String>,
    pub(super) git: Option<CreateDeployGitRequest>,
    pub(super) upload_retry: RetryPolicy,
    pub(super) upload_stall_timeout: Duration,
    /// `None` to return when the deploy is finalized.
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
    /// Those of an earlier deploy, by its id.
    Rollback(String),
}

/// What is done so far.
#[derive(Default)]
pub(super) struct State {
    pub(super) archive: Option<Arc<Archive>>,
    pub(super) deploy_id: Option<String>,
    pub(super) is_pushed: bool,
    /// The version of the upload, as the storage returned it.
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

    /// Deploys DAGs: the path of a folder or of a `tar.gz`, or a [`Source`]. DAG deploys must be enabled on the Deployment.
    ///
    /// The DAGs take the place of all DAGs that the Deployment has.
    pub fn dags(self, source: impl Into<Source>) -> Self {
        self.content(Content::Dags(source.into()))
    }

    /// Deploys a bundle of other files, such as a dbt project: its type (`dbt`), and the path at which the Airflow
    /// components find it. DAG deploys must be enabled on the Deployment.
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

    /// Deploys what an earlier deploy contained, by the id of that deploy. A rollback is a deploy of its own.
    pub fn rollback_to(mut self, deploy_id: impl IntoValue<String>) -> Self {
        let deploy_id = self.invalid.required("deploy_id", deploy_id);
        self.content(Content::Rollback(deploy_id.unwrap_or_default()))
    }

    fn content(mut self, content: Content) -> Self {
        if !matches!(self.content, Content::None) {
            self.invalid
                .set("a deploy has DAGs, a bundle or a rollback, and only one of them");
        }
        self.content = content;
        self
    }

    /// Deploys an image, alone or with DAGs. `push` pushes it to the repository and with the tag that the API chose; see
    /// [`deploy`](crate::deploy#images). It is called again if the deploy is resumed after it failed.
    pub fn image<P, F>(mut self, push: P) -> Self
    where
        P: FnMut(ImageReference) -> F + Send + 'static,
        F: Future<Output = Result<(), PushError>> + Send + 'static,
    {
        self.image = Image::push(push);
        self
    }

    /// Goes on with a deploy whose image is pushed already; only with [`resume`](Self::resume), because the API chooses
    /// the tag of an image when its deploy is created.
    pub fn image_pushed(mut self) -> Self {
        self.image = Image::Pushed;
        self
    }

    /// A description of the deploy, shown in the deploy history. At most 500 characters.
    pub fn description<F>(mut self, value: impl IntoOption<String, F>) -> Self {
        self.description = self.invalid.optional("description", value);
        self
    }

    /// The Git commit that the code comes from.
    pub fn git<F>(mut self, value: impl IntoOption<CreateDeployGitRequest, F>) -> Self {
        self.git = self.invalid.optional("git", value);
        self
    }

    /// Goes on with a deploy that was created before, also by another process, instead of creating one. Its files are
    /// packed and uploaded again, unless it is finalized.
    pub fn resume(mut self, deploy_id: impl IntoValue<String>) -> Self {
        self.state.deploy_id = self.invalid.required("deploy_id", deploy_id);
        self
    }

    /// How often the upload is sent if the storage fails. Default: 8 attempts with waits that double from 1 to 64 s. The
    /// requests to the API follow the policy of the client.
    pub fn upload_retry(mut self, policy: RetryPolicy) -> Self {
        self.upload_retry = policy;
        self
    }

    /// How long the storage may neither take nor return anything before the attempt fails. Default: 60 s. How long the
    /// whole upload may take has no limit.
    pub fn upload_stall_timeout(mut self, timeout: Duration) -> Self {
        self.upload_stall_timeout = timeout;
        self
    }

    /// How long to wait until the deploy is `DEPLOYED`, after it is finalized. Default: 30 minutes.
    pub fn wait_timeout(mut self, timeout: Duration) -> Self {
        self.wait_timeout = Some(timeout);
        self
    }

    /// Returns as soon as the deploy is finalized.
    pub fn without_waiting(mut self) -> Self {
        self.wait_timeout = None;
        self
    }

    /// A function to call at each step and while packing, uploading and waiting. It must not block.
    pub fn on_progress(mut self, progress: impl FnMut(&DeployProgress) + Send + 'static) -> Self {
        self.progress = Progress::new(progress);
        self
    }

    /// Deploys, and returns the deploy as it was read last.
    ///
    /// # Errors
    /// Returns an error that names the step and can be resumed; see [`DeployError`].
    pub async fn send(self) -> Result<Response<Deploy>, DeployError> {
        self.await
    }
}

impl IntoFuture for CodeDeploy {
    type Output = Result<Response<Deploy>, DeployError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
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
