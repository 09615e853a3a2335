//! Hibernates a Deployment, waits until it hibernates, and wakes it.
//!
//! ```text
//! cargo run -p astro-api --example hibernate_deployment -- tern-counts
//! ```

mod support;

use std::{io::Write, process::ExitCode};

use astro_api::types::{DeploymentStatus, OverrideDeploymentHibernationBody};
use clap::Parser;
use support::Failure;

/// Hibernates a Deployment, waits until it hibernates, and wakes it.
///
/// Uses the Organization in ASTRO_ORGANIZATION_ID, or the only one that ASTRO_API_TOKEN has access to. Without a
/// token, it starts a fake of the API on this machine.
#[derive(Debug, Parser)]
struct Options {
    /// The name of the Deployment, which must be in development mode
    name: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    Failure::exit(run(Options::parse()).await)
}

async fn run(options: Options) -> Result<(), Failure> {
    let (organization, _fake) = support::organization().await?;
    let name = &options.name;
    let found = organization.find_deployment(name).await?;
    let deployment = support::found(found, name)?;
    let id = &deployment.id;

    let sleep = OverrideDeploymentHibernationBody::builder().is_hibernating(true);
    let request = organization.update_deployment_hibernation_override(id, sleep);
    request.send().await?;
    let waiter = organization.get_deployment(id);
    let asleep = waiter.wait_until(DeploymentStatus::Hibernating).await?;
    support::print(|out| writeln!(out, "{name} is {}", asleep.status))?;

    // Without the override, the Deployment's own schedule applies again.
    let request = organization.delete_deployment_hibernation_override(id);
    request.send().await?;
    let waiter = organization.get_deployment(id);
    let awake = waiter.wait_until(DeploymentStatus::Healthy).await?;
    support::print(|out| writeln!(out, "{name} is {}", awake.status))
}
