//! Gives a user a role in one Workspace, and removes the role in another.
//!
//! ```text
//! cargo run -p astro-api --example change_roles -- ada@birds.example Staging WORKSPACE_AUTHOR --take Production
//! ```

mod support;

use std::{io::Write, process::ExitCode};

use clap::Parser;
use support::Failure;

/// Gives a user a role in one Workspace, and removes the role in another.
///
/// Uses the Organization in ASTRO_ORGANIZATION_ID, or the only one that ASTRO_API_TOKEN has access to. Without a
/// token, it starts a fake of the API on this machine.
#[derive(Debug, Parser)]
struct Options {
    /// The email address of the user
    email: String,
    /// The name of the Workspace in which the user gets the role
    workspace: String,
    /// The role, such as WORKSPACE_AUTHOR
    role: String,
    /// The name of the Workspace in which the user loses the role
    #[arg(long, value_name = "WORKSPACE")]
    take: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    Failure::exit(run(Options::parse()).await)
}

async fn run(options: Options) -> Result<(), Failure> {
    let Options {
        email,
        workspace,
        role,
        take,
    } = &options;
    let (organization, _fake) = support::organization().await?;
    let user = support::found(organization.find_user(email).await?, email)?;
    let give = support::found(organization.find_workspace(workspace).await?, workspace)?;
    let take = support::found(organization.find_workspace(take).await?, take)?;
    let roles = organization
        .edit_user_roles(&user.id, |roles| {
            roles.set_workspace(give.id, role.as_str());
            roles.remove_workspace(&take.id);
        })
        .await?;
    support::print(|out| {
        let mut all = roles.workspaces().iter();
        all.try_for_each(|one| writeln!(out, "{} in the Workspace {}", one.role, one.workspace_id))
    })
}
