//! The steps of a deploy.

use std::{
    future::{Future, IntoFuture},
    pin::Pin,
};

use super::{
    CodeDeploy, DeployError, DeployProgress, DeployStep, ImageReference, image::Image,
    request::Content, upload::Upload,
};
use crate::{
    Error, ErrorKind, Response,
    types::{
        CreateDeployRequest, Deploy, DeployRollbackRequest, DeployStatus, DeployTypeRequest,
        FinalizeDeployRequest,
    },
};

impl IntoFuture for CodeDeploy {
    type Output = Result<Response<Deploy>, DeployError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl CodeDeploy {
    /// Runs the deploy, and returns it as last read.
    ///
    /// # Errors
    /// Returns a [`DeployError`], which names the step that failed and can be resumed.
    pub async fn send(self) -> Result<Response<Deploy>, DeployError> {
        self.await
    }

    async fn run(mut self) -> Result<Response<Deploy>, DeployError> {
        let mut step = DeployStep::Pack;
        match self.steps(&mut step).await {
            Ok(deploy) => Ok(deploy),
            Err(e) => Err(DeployError::new(step, e, self)),
        }
    }

    /// Runs the remaining steps. `step` is always the current one.
    async fn steps(&mut self, step: &mut DeployStep) -> Result<Response<Deploy>, Error> {
        self.check()?;
        let (mut deploy, is_resumed) = match self.state.deploy_id.clone() {
            Some(id) => {
                *step = DeployStep::Create;
                let get = self.organization.get_deploy(&*self.deployment_id, id);
                (get.send().await?, true)
            }
            None => {
                self.pack().await?;
                *step = DeployStep::Create;
                (self.create().await?, false)
            }
        };
        self.state.deploy_id = Some(deploy.id.clone());
        self.progress.report(&DeployProgress::Created {
            deploy_id: deploy.id.clone(),
        });
        self.state.is_finalized |= match self.content {
            Content::Rollback(_) => true,
            _ => is_resumed && self.is_taken(&deploy),
        };
        if !self.state.is_finalized {
            *step = DeployStep::PushImage;
            self.push(&deploy).await?;
            if self.is_upload_due() {
                *step = DeployStep::Pack;
                self.pack().await?;
                *step = DeployStep::Upload;
                self.upload(&deploy).await?;
            }
            *step = DeployStep::Finalize;
            self.progress.report(&DeployProgress::Finalizing);
            deploy = self.finalize(&deploy.id).await?;
            self.state.is_finalized = true;
        }
        *step = DeployStep::Wait;
        let is_over = deploy.status == DeployStatus::Deployed;
        match self.wait_timeout {
            Some(timeout) if !is_over => {
                let progress = self.progress.clone();
                self.organization
                    .get_deploy(&*self.deployment_id, &deploy.id)
                    .wait_until(DeployStatus::Deployed)
                    .with_timeout(timeout)
                    .on_progress(move |seen| {
                        progress.report(&DeployProgress::Waiting {
                            status: seen.status.clone(),
                        });
                    })
                    .await
            }
            _ => Ok(deploy),
        }
    }

    fn check(&self) -> Result<(), Error> {
        self.invalid.check()?;
        let problem = match (&self.content, &self.image) {
            (Content::None, Image::None) => {
                "the deploy has no content; call `dags`, `bundle`, `image` or `rollback_to`"
            }
            (Content::Bundle { .. } | Content::Rollback(_), Image::Push(_) | Image::Pushed) => {
                "an image cannot be deployed with a bundle or a rollback; start another deploy for it"
            }
            (_, Image::Pushed) if self.state.deploy_id.is_none() => {
                "`image_pushed` requires `resume`, because the API chooses the tag when the deploy is created; push in `image`, or create the deploy, push, and resume it"
            }
            (Content::Rollback(_), _) if self.state.is_uncertain => {
                "the rollback may have started, and another request could start a second one; check `list_deploys`, and start a new deploy if the rollback is missing"
            }
            _ => return Ok(()),
        };
        Err(Error::invalid_request(problem))
    }

    fn source_is_needed(&self) -> bool {
        matches!(self.content, Content::Dags(_) | Content::Bundle { .. })
    }

    fn is_upload_due(&self) -> bool {
        self.source_is_needed() && self.state.version.is_none()
    }

    /// Packs the archive, unless it is packed.
    async fn pack(&mut self) -> Result<(), Error> {
        if self.state.archive.is_some() {
            return Ok(());
        }
        let archive = match &mut self.content {
            Content::Dags(source) => source.archive(true, &self.progress).await?,
            Content::Bundle { source, .. } => source.archive(false, &self.progress).await?,
            Content::None | Content::Rollback(_) => return Ok(()),
        };
        self.state.archive = Some(archive);
        Ok(())
    }

    async fn create(&mut self) -> Result<Response<Deploy>, Error> {
        let deployment_id = &*self.deployment_id;
        if let Content::Rollback(target) = &self.content {
            let body = DeployRollbackRequest::builder().description(self.description.clone());
            let rollback = self
                .organization
                .deploy_rollback(deployment_id, target, body);
            let result = rollback.send().await;
            self.state.is_uncertain = result.as_ref().is_err_and(Error::may_have_been_executed);
            return result;
        }
        let (kind, bundle) = match &self.content {
            Content::Bundle {
                bundle_type,
                mount_path,
                ..
            } => (DeployTypeRequest::Bundle, Some((bundle_type, mount_path))),
            Content::Dags(_) if matches!(self.image, Image::None) => {
                (DeployTypeRequest::DagOnly, None)
            }
            Content::Dags(_) => (DeployTypeRequest::ImageAndDag, None),
            Content::None | Content::Rollback(_) => (DeployTypeRequest::ImageOnly, None),
        };
        let body = CreateDeployRequest::builder()
            .type_(kind)
            .bundle_type(bundle.map(|(bundle_type, _)| bundle_type))
            .bundle_mount_path(bundle.map(|(_, mount_path)| mount_path))
            .description(self.description.clone())
            .git(self.git.clone());
        self.organization
            .create_deploy(deployment_id, body)
            .send()
            .await
    }

    async fn push(&mut self, deploy: &Deploy) -> Result<(), Error> {
        let Image::Push(push) = &mut self.image else {
            return Ok(());
        };
        if self.state.is_pushed {
            return Ok(());
        }
        let image = ImageReference {
            repository: deploy.image_repository.clone(),
            tag: deploy.image_tag.clone(),
        };
        if image.repository.is_empty() || image.tag.is_empty() {
            let message = "the API returned no repository or no tag for the image";
            return Err(Error::new(ErrorKind::Decode, message));
        }
        let pushed = push(image.clone()).await;
        pushed.map_err(|e| {
            Error::new(ErrorKind::Upload, format!("cannot push the image {image}")).with_source(e)
        })?;
        self.state.is_pushed = true;
        Ok(())
    }

    async fn upload(&mut self, deploy: &Deploy) -> Result<(), Error> {
        let url = match &self.content {
            Content::Bundle { .. } => deploy.bundle_upload_url.as_deref(),
            _ => deploy.dags_upload_url.as_deref(),
        };
        let (Some(url), Some(archive)) = (url, &self.state.archive) else {
            return Err(Error::new(
                ErrorKind::Upload,
                "the API returned no upload URL; enable DAG deploys on the Deployment (`is_dag_deploy_enabled`)",
            ));
        };
        let upload = Upload {
            client: self.organization.client(),
            archive,
            policy: &self.upload_retry,
            stall_timeout: self.upload_stall_timeout,
            progress: &self.progress,
        };
        self.state.version = Some(upload.send(url).await?);
        Ok(())
    }

    async fn finalize(&mut self, deploy_id: &str) -> Result<Response<Deploy>, Error> {
        let version = self.state.version.as_ref();
        let is_bundle = matches!(self.content, Content::Bundle { .. });
        let body = FinalizeDeployRequest::builder()
            .bundle_tarball_version(version.filter(|_| is_bundle))
            .dag_tarball_version(version.filter(|_| !is_bundle));
        self.organization
            .finalize_deploy(&*self.deployment_id, deploy_id, body)
            .send()
            .await
    }

    /// Returns whether a deploy is finalized already: by its status, or because it has the uploaded version. Finalizing
    /// it twice would have an unknown effect.
    fn is_taken(&self, deploy: &Deploy) -> bool {
        if !matches!(deploy.status.as_ref(), "INITIALIZED" | "") {
            return true;
        }
        let Some(version) = self.state.version.as_deref() else {
            return false;
        };
        let mut bundles = deploy.bundles.iter();
        deploy.dag_tarball_version.as_deref() == Some(version)
            || bundles.any(|bundle| bundle.desired_version.as_deref() == Some(version))
    }
}
