//! Changes one environment variable and the description of a Deployment, and waits until it is healthy.
//!
//! ```text
//! cargo run -p astro-api --example edit_deployment -- tern-counts BIRD=tern Terns
//! ```

mod support;

use std::{io::Write, process::ExitCode};

use astro_api::types::{DeploymentStatus, UpdateDeploymentRequest};
use clap::Parser;
use support::Failure;

/// Changes one environment variable and the description of a Deployment, and waits until it is healthy.
///
/// Uses the Organization in ASTRO_ORGANIZATION_ID, or the only one that ASTRO_API_TOKEN has access to. Without a
/// token, it starts a fake of the API on this machine.
#[derive(Debug, Parser)]
struct Options {
    /// The name of the Deployment
    name: String,
    /// The environment variable
    #[arg(value_name = "NAME=VALUE")]
    variable: String,
    /// The description
    description: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    Failure::exit(run(Options::parse()).await)
}

async fn run(options: Options) -> Result<(), Failure> {
    let Some((key, value)) = options.variable.split_once('=') else {
        return Err(Failure::Usage(
            "an environment variable has the form NAME=VALUE".into(),
        ));
    };
    let (organization, _fake) = support::organization().await?;
    let found = organization.find_deployment(&options.name).await?;
    let deployment = support::found(found, &options.name)?;

    let mut update = UpdateDeploymentRequest::from_deployment(&deployment)?;
    update.set_description(options.description);
    update.set_environment_variable(key, value);
    organization
        .update_deployment(&deployment.id, update)
        .send()
        .await?;

    let ready = [DeploymentStatus::Healthy, DeploymentStatus::Hibernating];
    let waiter = organization.get_deployment(&deployment.id);
    let updated = waiter.wait_until(ready).await?;
    support::print(|out| writeln!(out, "{} is {}", updated.name, updated.status))
}
