//! Deploys code from a folder to a running Deployment in one call. Requires the feature `deploy`.
//!
//! [`OrganizationClient::deploy`] packs a folder, creates the deploy, uploads the archive, finalizes the deploy and
//! waits until the Deployment runs the code:
//!
//! ```no_run
//! # async fn example(organization: astro_api::OrganizationClient) -> Result<(), astro_api::Error> {
//! let deploy = organization
//!     .deploy("clvtbxx2c000508l2aaaaaaaa")
//!     .dags("dags/")
//!     .description("Count terns")
//!     .await?;
//! println!("{} is {}", deploy.id, deploy.status);
//! # Ok(())
//! # }
//! ```
//!
//! # What is deployed
//!
//! - [`dags`](CodeDeploy::dags): a folder of DAGs, a `tar.gz` file, or a reader of one; see [`Source`]
//! - [`bundle`](CodeDeploy::bundle): other files, such as a dbt project
//! - [`image`](CodeDeploy::image): an image that you push, alone or with DAGs
//! - [`rollback_to`](CodeDeploy::rollback_to): the content of an earlier deploy
//!
//! # Images
//!
//! The API chooses the repository and the tag of an image when the deploy is created. [`image`](CodeDeploy::image)
//! takes an asynchronous function that pushes the image there with a container tool:
//!
//! ```no_run
//! # async fn example(organization: astro_api::OrganizationClient) -> Result<(), astro_api::Error> {
//! organization
//!     .deploy("clvtbxx2c000508l2aaaaaaaa")
//!     .dags("dags/")
//!     .image(|image| async move {
//!         // Log in before, with the API token on standard input:
//!         // docker login images.astronomer.cloud --username cli --password-stdin
//!         let reference = image.to_string();
//!         let push = move || {
//!             let run = |arguments: &[&str]| {
//!                 std::process::Command::new("docker").args(arguments).status()
//!             };
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
//! If another program pushes the image, create the deploy with [`create_deploy`](OrganizationClient::create_deploy),
//! push to its `image_repository` and `image_tag`, and continue with [`image_pushed`](CodeDeploy::image_pushed) and
//! [`resume`](CodeDeploy::resume).
//!
//! # Failures
//!
//! [`DeployError`] names the step that failed, and [`DeployError::resume`] continues from it. To continue in another
//! process, use [`CodeDeploy::resume`]. A deploy that is not finalized does not change the Deployment. Dropping the
//! future stops the deploy.
//!
//! # The upload
//!
//! The archive is written to a temporary file and streamed to the storage URL that the API returns. The request
//! contains no token and follows no redirects. The URL must be `https`, except for loopback addresses. A failed
//! upload is retried, with up to eight attempts in about two minutes; see [`upload_retry`](CodeDeploy::upload_retry).

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

/// Deploy: code, from a folder to a running Deployment.
impl OrganizationClient {
    /// Deploys code to a Deployment: DAGs, an image, a bundle or a rollback. See [`deploy`](crate::deploy).
    ///
    /// Requires the permissions `deployment.deploys.create`, `deployment.deploys.update` and
    /// `deployment.deploys.get`.
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
