//! Deploys code: from a folder to a running Deployment, in one call. With the feature `deploy`.
//!
//! [`OrganizationClient::deploy`] packs a folder, creates the deploy, uploads the archive, finalizes the deploy and polls
//! until the Deployment has the code:
//!
//! ```no_run
//! # async fn example(organization: astro_api::OrganizationClient) -> Result<(), astro_api::Error> {
//! let deploy = organization.deploy("clvtbxx2c000508l2aaaaaaaa").dags("dags/").description("Count terns").await?;
//! println!("{} is {}", deploy.id, deploy.status);
//! # Ok(())
//! # }
//! ```
//!
//! # What is deployed
//!
//! - [`dags`](CodeDeploy::dags): a folder of DAGs, a `tar.gz` that is ready, or a reader of one; see [`Source`].
//! - [`bundle`](CodeDeploy::bundle): other files, such as a dbt project.
//! - [`image`](CodeDeploy::image): an image that you push, alone or with DAGs.
//! - [`rollback_to`](CodeDeploy::rollback_to): what an earlier deploy contained.
//!
//! # Images
//!
//! An image is pushed to a registry, which takes a container tool. The API gives the repository and the tag when the
//! deploy is created, so [`image`](CodeDeploy::image) takes an asynchronous function that pushes to them:
//!
//! ```no_run
//! # async fn example(organization: astro_api::OrganizationClient) -> Result<(), astro_api::Error> {
//! organization
//!     .deploy("clvtbxx2c000508l2aaaaaaaa")
//!     .dags("dags/")
//!     .image(|image| async move {
//!         // Before: docker login images.astronomer.cloud --username cli --password-stdin, with the API token.
//!         let reference = image.to_string();
//!         let push = move || {
//!             let run = |arguments: &[&str]| std::process::Command::new("docker").args(arguments).status();
//!             run(&["tag", "birds:latest", &reference])?;
//!             run(&["push", &reference])
//!         };
//!         match push()?.success() {
//!             true => Ok(()),
//!             false => Err("docker push failed".into()),
//!         }
//!     })
//!     .await?;
//! # Ok(())
//! # }
//! ```
//!
//! If another program pushes the image, create the deploy with
//! [`create_deploy`](OrganizationClient::create_deploy), push to its `image_repository` and `image_tag`, and go on with
//! [`image_pushed`](CodeDeploy::image_pushed) and [`resume`](CodeDeploy::resume).
//!
//! # If it fails
//!
//! [`DeployError`] names the step, and [`DeployError::resume`] goes on from it: with the same deploy, the archive that is
//! packed, and without a second upload if the first one succeeded. Another process goes on with
//! [`CodeDeploy::resume`]. A deploy that is not finalized does not change the Deployment. Dropping the future stops it.
//!
//! # The upload
//!
//! The files go to the storage that the API names, which is another origin. The request carries no token and follows no
//! redirect. The URL must be `https`, except on this machine. It is sent again if it fails, up to eight times in about
//! two minutes; see [`upload_retry`](CodeDeploy::upload_retry). The archive is kept in a temporary file and streamed from
//! there.

mod archive;
mod body;
mod error;
mod files;
mod ignore;
mod image;
mod pack;
mod progress;
mod request;
mod run;
mod source;
mod upload;
mod watched;

pub use self::{
    error::{DeployError, DeployStep},
    image::ImageReference,
    progress::DeployProgress,
    request::CodeDeploy,
    source::Source,
};

use crate::{OrganizationClient, request::convert::IntoValue};

impl OrganizationClient {
    /// Starts to deploy code to a Deployment: DAGs, an image, a bundle, or a rollback; see [`deploy`](crate::deploy).
    ///
    /// Needs the permissions `deployment.deploys.create`, `deployment.deploys.update` and `deployment.deploys.get`.
    ///
    /// ```no_run
    /// # async fn example(organization: astro_api::OrganizationClient) -> Result<(), astro_api::Error> {
    /// organization.deploy("clvtbxx2c000508l2aaaaaaaa").dags("dags/").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "upload")]
    pub fn deploy(&self, deployment_id: impl IntoValue<String>) -> CodeDeploy {
        CodeDeploy::new(self, deployment_id)
    }
}
