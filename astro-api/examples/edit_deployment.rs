//! Changes one environment variable and the description of a Deployment, and waits until it runs with them.
//!
//! ```text
//! cargo run -p astro-api --example edit_deployment -- tern-counts BIRD=tern Terns
//! ```

mod support;

use std::{io::Write, process::ExitCode};

use astro_api::types::{DeploymentStatus, UpdateDeploymentRequest};
use clap::Parser;
use support::Failure;

/// Changes one environment variable and the description of a Deployment, and waits until it runs with them.
///
/// Works in the Organization that ASTRO_ORGANIZATION_ID names, or in the only one that ASTRO_API_TOKEN can see. Without a
/// token, a fake of the API on this machine answers.
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
        return Err(Failure::Usage("a variable is NAME=VALUE".into()));
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
