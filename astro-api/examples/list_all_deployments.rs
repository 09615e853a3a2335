//! Lists all Deployments of an Organization by Workspace, as a table.
//!
//! With `ASTRO_API_TOKEN`, it calls the Astro API. Without it, it starts a fake of the API on this machine.
//!
//! ```text
//! cargo run -p astro-api --example list_all_deployments
//! ```

mod support;

use std::{collections::HashMap, io::Write, process::ExitCode};

use astro_api::types::{Deployment, DeploymentStatus, Workspace};
use clap::Parser;
use support::{Failure, Session};

/// List all Deployments of an Organization by Workspace.
///
/// Lists Workspaces without Deployments, too. Reads ASTRO_API_TOKEN, and ASTRO_API_HOST or ASTRO_DOMAIN for a host
/// other than production. Without a token, it starts a fake of the API on this machine.
///
/// Exit codes: 0 success, 1 the request failed, 2 the command line or the environment is wrong.
#[derive(Debug, Parser)]
struct Options {
    /// The id of the Organization [default: ASTRO_ORGANIZATION_ID, or the only one that the token has access to]
    #[arg(long, value_name = "ID")]
    organization: Option<String>,
    /// List only Deployments with this status; can be repeated
    #[arg(long, value_parser = support::one_of::<DeploymentStatus>(DeploymentStatus::VALUES))]
    status: Vec<DeploymentStatus>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    Failure::exit(run(Options::parse()).await)
}

async fn run(options: Options) -> Result<(), Failure> {
    let api = Session::open(options.organization).await?;
    let organization = &api.organization;

    // One list has the Deployments of all Workspaces: iterate two paginated lists concurrently, however many
    // Workspaces.
    let workspaces = organization
        .list_workspaces()
        .stream()
        .try_collect::<Vec<_>>();
    let deployments = organization
        .list_deployments()
        .stream()
        .try_collect::<Vec<_>>();
    let (workspaces, deployments) = tokio::try_join!(workspaces, deployments)?;

    let names: HashMap<_, _> = workspaces.iter().map(|w| (&w.id, &w.name)).collect();
    // The API has no filter for the status.
    let is_wanted =
        |d: &&Deployment| options.status.is_empty() || options.status.contains(&d.status);
    let wanted = deployments.iter().filter(is_wanted).map(|d| {
        let workspace = names.get(&d.workspace_id).copied();
        // It may have been created after the Workspaces were listed.
        let workspace = workspace.unwrap_or(&d.workspace_id);
        [
            workspace.clone(),
            d.name.clone(),
            d.status.to_string(),
            d.runtime_version.clone(),
        ]
    });
    let mut rows: Vec<[String; 4]> = wanted.collect();
    let found = rows.len();
    if options.status.is_empty() {
        let is_empty = |w: &&Workspace| deployments.iter().all(|d| d.workspace_id != w.id);
        let none = || "-".to_owned();
        let empty = workspaces.iter().filter(is_empty);
        rows.extend(empty.map(|w| [w.name.clone(), none(), none(), none()]));
    }
    rows.sort();
    support::print(|out| {
        support::table::write(out, ["WORKSPACE", "DEPLOYMENT", "STATUS", "RUNTIME"], rows)?;
        let all = workspaces.len();
        writeln!(out, "\n{found} deployments, {all} workspaces")
    })
}
