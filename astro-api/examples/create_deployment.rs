//! Creates a Workspace and a Deployment in it, and waits until the Deployment is healthy.
//!
//! With `ASTRO_API_TOKEN`, it calls the Astro API, where the Deployment costs money until it is deleted. Without it,
//! it starts a fake of the API on this machine.
//!
//! ```text
//! cargo run -p astro-api --example create_deployment -- Birds tern-counts --region us-east-1
//! ```

mod support;

use std::{io::Write, process::ExitCode, time::Duration};

use astro_api::types::{
    CloudProvider, CreateStandardDeploymentRequest, CreateWorkspaceRequest, DeploymentStatus,
    DeploymentType,
};
use clap::Parser;
use support::{Failure, Session};

/// Create a Workspace and a Deployment in it, and wait until the Deployment is healthy.
///
/// The Deployment runs the newest stable version of Astro Runtime on a shared cluster.
///
/// Reads ASTRO_API_TOKEN, and ASTRO_API_HOST or ASTRO_DOMAIN for a host other than production. Without a token, it
/// starts a fake of the API on this machine.
///
/// Exit codes: 0 the Deployment is healthy, 1 a request failed or the timeout expired, 2 the command line or the
/// environment is wrong.
#[derive(Debug, Parser)]
struct Options {
    /// The name of the Workspace to create
    workspace: String,
    /// The name of the Deployment to create
    deployment: String,
    /// The cloud to run in
    #[arg(long, default_value = "AWS", value_parser = support::one_of::<CloudProvider>(CloudProvider::VALUES))]
    cloud: CloudProvider,
    /// The region of that cloud
    #[arg(long, default_value = "us-east-1")]
    region: String,
    /// How long to wait until the Deployment is healthy
    #[arg(long, value_name = "SECONDS", default_value_t = 1800)]
    patience: u64,
    /// The id of the Organization [default: ASTRO_ORGANIZATION_ID, or the only one that the token has access to]
    #[arg(long, value_name = "ID")]
    organization: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    Failure::exit(run(Options::parse()).await)
}

async fn run(options: Options) -> Result<(), Failure> {
    let api = Session::open(options.organization).await?;
    let (client, organization) = (&api.client, &api.organization_id);

    let offer = client
        .organization(organization)
        .get_deployment_options()
        .deployment_type(DeploymentType::Standard)
        .cloud_provider(options.cloud.clone())
        .send()
        .await?;
    let releases = offer.runtime_releases.iter();
    let stable = releases.filter(|release| release.channel == "stable");
    let Some(newest) = stable.max_by_key(|release| release.release_date) else {
        return Err(Failure::Other(
            "the API offers no stable version of Astro Runtime".into(),
        ));
    };

    let workspace = client
        .organization(organization)
        .create_workspace(CreateWorkspaceRequest::builder().name(options.workspace))
        .send()
        .await?;
    eprintln!(
        "created the Workspace {} ({})",
        workspace.name, workspace.id
    );

    let deployment = CreateStandardDeploymentRequest::builder()
        .name(options.deployment)
        .workspace_id(&workspace.id)
        .cloud_provider(options.cloud)
        .region(options.region)
        .astro_runtime_version(&newest.version)
        .build()?;
    let deployment = client
        .organization(organization)
        .create_deployment(deployment)
        .send()
        .await?;
    eprintln!(
        "created the Deployment {} ({})",
        deployment.name, deployment.id
    );

    let deployment = client
        .organization(organization)
        .get_deployment(&deployment.id)
        // A new Deployment may start as HIBERNATING, which is also ready.
        .wait_until([DeploymentStatus::Healthy, DeploymentStatus::Hibernating])
        .with_timeout(Duration::from_secs(options.patience))
        .on_progress(|seen| match &seen.status_reason {
            Some(reason) => eprintln!("  {}: {reason}", seen.status),
            None => eprintln!("  {}", seen.status),
        })
        .await?;
    support::print(|out| {
        let (name, version) = (&deployment.name, &deployment.runtime_version);
        writeln!(
            out,
            "{name} is {} with Astro Runtime {version}",
            deployment.status
        )?;
        writeln!(out, "Airflow: {}", deployment.web_server_url)
    })
}
