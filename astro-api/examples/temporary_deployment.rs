//! Creates a Workspace and a Deployment, waits until it is ready, and deletes both.
//!
//! ```text
//! cargo run -p astro-api --example temporary_deployment -- Birds owl-counts --region us-east-1
//! ```

mod support;

use std::{io::Write, process::ExitCode};

use astro_api::types::{
    CloudProvider, CreateStandardDeploymentRequest, CreateWorkspaceRequest, DeploymentStatus,
};
use clap::Parser;
use support::Failure;

/// Creates a Workspace and a Deployment, waits until it is ready, and deletes both.
///
/// Uses the Organization in ASTRO_ORGANIZATION_ID, or the only one that ASTRO_API_TOKEN has access to. Without a
/// token, it starts a fake of the API on this machine.
#[derive(Debug, Parser)]
struct Options {
    /// The name of the Workspace
    workspace: String,
    /// The name of the Deployment
    deployment: String,
    /// The AWS region
    #[arg(long)]
    region: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    Failure::exit(run(Options::parse()).await)
}

async fn run(options: Options) -> Result<(), Failure> {
    let (organization, _fake) = support::organization().await?;
    let request = CreateWorkspaceRequest::builder().name(options.workspace);
    let workspace = organization.create_workspace(request).send().await?;
    let request = CreateStandardDeploymentRequest::builder()
        .name(options.deployment)
        .workspace_id(&workspace.id)
        .cloud_provider(CloudProvider::Aws)
        .region(options.region);
    let deployment = organization.create_deployment(request).send().await?;
    let id = &deployment.id;

    // A new Deployment can hibernate immediately.
    let ready = [DeploymentStatus::Healthy, DeploymentStatus::Hibernating];
    let made = organization.get_deployment(id).wait_until(ready).await?;
    support::print(|out| writeln!(out, "{} is {}", made.name, made.status))?;

    organization.delete_deployment(id).send().await?;
    organization.get_deployment(id).wait_until_gone().await?;
    organization.delete_workspace(&workspace.id).send().await?;
    support::print(|out| writeln!(out, "{} and {} are deleted", made.name, workspace.name))
}
