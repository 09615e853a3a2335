//! Lists the unhealthy Deployments, with a function that has a unit test.
//!
//! ```text
//! cargo run -p astro-api --example unhealthy_deployments
//! ```

mod support;

use std::{io::Write, process::ExitCode};

use astro_api::{Error, OrganizationClient, types::DeploymentStatus};
use clap::Parser;
use support::Failure;

/// Lists the unhealthy Deployments, with a function that has a unit test.
///
/// Uses the Organization in ASTRO_ORGANIZATION_ID, or the only one that ASTRO_API_TOKEN has access to. Without a
/// token, it starts a fake of the API on this machine.
#[derive(Debug, Parser)]
struct Options {}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    Failure::exit(run(Options::parse()).await)
}

async fn run(_: Options) -> Result<(), Failure> {
    let (organization, _fake) = support::organization().await?;
    let names = unhealthy(&organization).await?;
    support::print(|out| names.iter().try_for_each(|name| writeln!(out, "{name}")))
}

async fn unhealthy(organization: &OrganizationClient) -> Result<Vec<String>, Error> {
    let mut deployments = organization.list_deployments().stream();
    let mut names = Vec::new();
    while let Some(deployment) = deployments.try_next().await? {
        if deployment.status == DeploymentStatus::Unhealthy {
            names.push(deployment.name);
        }
    }
    Ok(names)
}

/// `cargo test -p astro-api --example unhealthy_deployments --features test-util`
#[cfg(all(test, feature = "test-util"))]
#[tokio::test]
async fn a_rate_limit_is_survived() -> Result<(), Error> {
    use astro_api::{Client, StatusCode, test_util::CannedResponse, test_util::CannedTransport};

    let gulls = serde_json::json!({ "id": "d1", "name": "gulls", "status": "UNHEALTHY" });
    let page = serde_json::json!({ "totalCount": 1, "deployments": [gulls] });
    let transport = CannedTransport::in_order([
        CannedResponse::new(StatusCode::TOO_MANY_REQUESTS),
        CannedResponse::json(page),
    ]);
    let client = Client::builder().transport(transport).build()?;
    assert_eq!(unhealthy(&client.organization("o1")).await?, ["gulls"]);
    Ok(())
}
