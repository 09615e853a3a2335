//! Lists every Deployment of every Workspace of an Organization, as a table.
//!
//! With `ASTRO_API_TOKEN` set, it calls the Astro API; without, it starts a fake of the API on this machine.
//!
//! ```text
//! cargo run -p astro-api --example list_all_deployments -- --status UNHEALTHY
//! ```

mod support;

use std::{io::Write, process::ExitCode};

use astro_api::types::{Deployment, DeploymentSort, DeploymentStatus, Workspace, WorkspaceSort};
use clap::Parser;
use support::{Failure, Session};

/// List every Deployment of every Workspace of an Organization.
///
/// A Workspace without any is listed too. Reads ASTRO_API_TOKEN, and ASTRO_API_HOST or ASTRO_DOMAIN for another place
/// than production. Without a token, a fake of the API on this machine answers.
///
/// Exit codes: 0 all is well, 1 the API or the way to it failed, 2 the command line or the environment is wrong.
#[derive(Debug, Parser)]
struct Options {
    /// The id of the Organization; the first one that the token can see, unless told
    #[arg(long, value_name = "ID")]
    organization: Option<String>,
    /// Only Deployments with this status; may be given more than once
    #[arg(long, value_parser = support::one_of::<DeploymentStatus>(DeploymentStatus::VALUES))]
    status: Vec<DeploymentStatus>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    Failure::exit(run(Options::parse()).await)
}

async fn run(options: Options) -> Result<(), Failure> {
    let api = Session::open(options.organization).await?;
    let (client, organization) = (&api.client, &api.organization_id);

    // The Deployments of all Workspaces are one list: two walks, however many Workspaces there are, side by side.
    let workspaces = client
        .list_workspaces()
        .organization_id(organization)
        .sorts([WorkspaceSort::NameAsc])
        .stream()
        .try_collect();
    let deployments = client
        .list_deployments()
        .organization_id(organization)
        .sorts([DeploymentSort::NameAsc])
        .stream()
        .try_collect();
    let (workspaces, mut deployments) = tokio::try_join!(workspaces, deployments)?;

    // The API has no filter for it.
    let is_wanted =
        |d: &Deployment| options.status.is_empty() || options.status.contains(&d.status);
    deployments.retain(is_wanted);
    let keeps_empty = options.status.is_empty();
    let rows: Vec<_> = workspaces
        .iter()
        .flat_map(|workspace| rows(workspace, &deployments, keeps_empty))
        .collect();
    support::print(|out| {
        support::table::write(out, ["WORKSPACE", "DEPLOYMENT", "STATUS", "RUNTIME"], rows)?;
        let (found, all) = (deployments.len(), workspaces.len());
        writeln!(out, "\n{found} deployments, {all} workspaces")
    })
}

/// A row for each Deployment of a Workspace, or one that says that there is none.
fn rows(workspace: &Workspace, deployments: &[Deployment], keeps_empty: bool) -> Vec<[String; 4]> {
    let own = deployments
        .iter()
        .filter(|d| d.workspace_id == workspace.id);
    let mut rows: Vec<_> = own
        .map(|d| {
            [
                workspace.name.clone(),
                d.name.clone(),
                d.status.to_string(),
                d.runtime_version.clone(),
            ]
        })
        .collect();
    if rows.is_empty() && keeps_empty {
        let none = || "-".to_owned();
        rows.push([workspace.name.clone(), none(), none(), none()]);
    }
    rows
}
