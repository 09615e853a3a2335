//! Invites a user to an Organization, and gives roles in Workspaces and Deployments.
//!
//! With `ASTRO_API_TOKEN`, it calls the Astro API, which sends an email. Without it, it starts a fake of the API on
//! this machine.
//!
//! ```text
//! cargo run -p astro-api --example invite_user -- ada@birds.example --role ORGANIZATION_MEMBER
//! ```

mod support;

use std::{io::Write, process::ExitCode};

use astro_api::{
    OrganizationClient,
    types::{CreateUserInviteRequest, RoleName},
};
use clap::Parser;
use support::{Failure, Session};

/// Invite a user to an Organization, and give roles in Workspaces and Deployments.
///
/// Adds the roles to an existing user without an invite. A role replaces the current role in the same Workspace or
/// Deployment.
///
/// Reads ASTRO_API_TOKEN, and ASTRO_API_HOST or ASTRO_DOMAIN for a host other than production. Without a token, it
/// starts a fake of the API on this machine.
///
/// Exit codes: 0 success, 1 the request failed, 2 the command line or the environment is wrong.
#[derive(Debug, Parser)]
struct Options {
    /// The email address of the user
    email: String,
    /// The role of an invited user in the Organization
    #[arg(long, default_value = "ORGANIZATION_MEMBER",
        value_parser = support::one_of::<RoleName>(RoleName::VALUES))]
    role: RoleName,
    /// A role in a Workspace, such as WORKSPACE_AUTHOR; can be repeated
    #[arg(long, value_name = "WORKSPACE_ID=ROLE", value_parser = id_and_role)]
    workspace_role: Vec<(String, String)>,
    /// A role in a Deployment, such as DEPLOYMENT_ADMIN or a custom role; can be repeated
    #[arg(long, value_name = "DEPLOYMENT_ID=ROLE", value_parser = id_and_role)]
    deployment_role: Vec<(String, String)>,
    /// The id of the Organization [default: ASTRO_ORGANIZATION_ID, or the only one that the token has access to]
    #[arg(long, value_name = "ID")]
    organization: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    Failure::exit(run(Options::parse()).await)
}

async fn run(mut options: Options) -> Result<(), Failure> {
    let api = Session::open(options.organization.take()).await?;
    let organization = &api.organization;
    let user_id = match organization.find_user(&options.email).await? {
        Some(user) => {
            support::print(|out| writeln!(out, "{} is in the Organization", user.username))?;
            Some(user.id)
        }
        None => invite(organization, &options).await?,
    };
    match user_id {
        _ if options.workspace_role.is_empty() && options.deployment_role.is_empty() => Ok(()),
        Some(user_id) => add_roles(organization, &user_id, options).await,
        None => Err(Failure::Other(
            "the invited user does not exist yet; after the invite is accepted, run the same command to give the roles"
                .into(),
        )),
    }
}

/// Sends the invite, and returns the id of the invited user, if one exists yet.
async fn invite(
    organization: &OrganizationClient,
    options: &Options,
) -> Result<Option<String>, Failure> {
    let body = CreateUserInviteRequest::builder()
        .invitee_email(&options.email)
        .role(options.role.clone());
    let invite = organization.create_user_invite(body).send().await?;
    support::print(|out| {
        let until = invite.expires_at.format("%Y-%m-%d %H:%M UTC");
        let (email, role, id) = (&options.email, &options.role, &invite.invite_id);
        writeln!(
            out,
            "{email} is invited as {role} until {until}; the invite is {id}"
        )
    })?;
    Ok(invite.into_inner().user_id)
}

/// Adds roles to the user's existing roles.
async fn add_roles(
    organization: &OrganizationClient,
    user_id: &str,
    options: Options,
) -> Result<(), Failure> {
    let roles = organization
        .edit_user_roles(user_id, |roles| {
            for (id, role) in options.workspace_role {
                roles.set_workspace(id, role);
            }
            for (id, role) in options.deployment_role {
                roles.set_deployment(id, role);
            }
        })
        .await?;
    support::print(|out| {
        let role = roles.organization().map_or("no role", |role| role.as_str());
        writeln!(out, "{} has {role} in the Organization", options.email)?;
        for one in roles.workspaces() {
            writeln!(out, "  {} in the Workspace {}", one.role, one.workspace_id)?;
        }
        for one in roles.deployments() {
            writeln!(
                out,
                "  {} in the Deployment {}",
                one.role, one.deployment_id
            )?;
        }
        Ok(())
    })
}

fn id_and_role(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((id, role)) if !id.is_empty() && !role.is_empty() => Ok((id.into(), role.into())),
        _ => Err("write it as ID=ROLE".into()),
    }
}
