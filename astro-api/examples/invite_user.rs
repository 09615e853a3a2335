//! Invites a person into an Organization, and gives roles in Workspaces and Deployments.
//!
//! With `ASTRO_API_TOKEN` set, it calls the Astro API, which sends an email; without, it starts a fake of the API on this
//! machine.
//!
//! ```text
//! cargo run -p astro-api --example invite_user -- ada@birds.example --role ORGANIZATION_MEMBER
//! ```

mod support;

use std::{io::Write, process::ExitCode};

use astro_api::{
    Client,
    types::{
        CreateUserInviteRequest, DeploymentRole, RoleName, UpdateUserRolesRequest, User,
        WorkspaceRole,
    },
};
use clap::Parser;
use support::{Failure, Session};

/// Invite a person into an Organization, and give roles in Workspaces and Deployments.
///
/// Who is in the Organization already is not invited again; the roles are added to those that the person has. A role in
/// the same Workspace or Deployment takes the place of the present one.
///
/// Reads ASTRO_API_TOKEN, and ASTRO_API_HOST or ASTRO_DOMAIN for another place than production. Without a token, a fake
/// of the API on this machine answers.
///
/// Exit codes: 0 all is well, 1 the API or the way to it failed, 2 the command line or the environment is wrong.
#[derive(Debug, Parser)]
struct Options {
    /// The person's email address
    email: String,
    /// The role in the Organization that an invited person gets
    #[arg(long, default_value = "ORGANIZATION_MEMBER",
        value_parser = support::one_of::<RoleName>(RoleName::VALUES))]
    role: RoleName,
    /// A role in a Workspace, such as WORKSPACE_AUTHOR; may be given more than once
    #[arg(long, value_name = "WORKSPACE_ID=ROLE", value_parser = id_and_role)]
    workspace_role: Vec<(String, String)>,
    /// A role in a Deployment, such as DEPLOYMENT_ADMIN or one of your own; may be given more than once
    #[arg(long, value_name = "DEPLOYMENT_ID=ROLE", value_parser = id_and_role)]
    deployment_role: Vec<(String, String)>,
    /// The id of the Organization; the first one that the token can see, unless told
    #[arg(long, value_name = "ID")]
    organization: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    Failure::exit(run(Options::parse()).await)
}

async fn run(mut options: Options) -> Result<(), Failure> {
    let api = Session::open(options.organization.take()).await?;
    let (client, organization) = (&api.client, &api.organization_id);
    let user_id = match find(client, organization, &options.email).await? {
        Some(user) => {
            support::print(|out| writeln!(out, "{} is in the Organization", user.username))?;
            Some(user.id)
        }
        None => invite(client, organization, &options).await?,
    };
    match user_id {
        _ if options.workspace_role.is_empty() && options.deployment_role.is_empty() => Ok(()),
        Some(user_id) => add_roles(client, organization, &user_id, options).await,
        None => Err(Failure::Other(
            "the invite names no user yet; when it is accepted, give the roles by the same command"
                .into(),
        )),
    }
}

/// The user with that email address, if there is one in the Organization.
async fn find(client: &Client, organization: &str, email: &str) -> Result<Option<User>, Failure> {
    let mut users = client.organization(organization).list_users().stream();
    while let Some(user) = users.try_next().await? {
        if user.username.eq_ignore_ascii_case(email) {
            return Ok(Some(user));
        }
    }
    Ok(None)
}

/// Sends the invite, and answers the id of the user that it is for, if there is one yet.
async fn invite(
    client: &Client,
    organization: &str,
    options: &Options,
) -> Result<Option<String>, Failure> {
    let body = CreateUserInviteRequest::builder()
        .invitee_email(&options.email)
        .role(options.role.clone());
    let request = client.organization(organization).create_user_invite(body);
    let invite = request.send().await?.into_inner();
    support::print(|out| {
        let until = invite.expires_at.format("%Y-%m-%d %H:%M UTC");
        let (email, role, id) = (&options.email, &options.role, &invite.invite_id);
        writeln!(
            out,
            "{email} is invited as {role} until {until}; the invite is {id}"
        )
    })?;
    Ok(invite.user_id)
}

/// Adds roles to those that a user has. The lists that are sent replace the present ones, so these are read first.
async fn add_roles(
    client: &Client,
    organization: &str,
    user_id: &str,
    options: Options,
) -> Result<(), Failure> {
    let organization = client.organization(organization);
    let user = organization.get_user(user_id).send().await?.into_inner();
    let (mut workspaces, mut deployments) = (user.workspace_roles, user.deployment_roles);
    for (id, role) in options.workspace_role {
        workspaces.retain(|present| present.workspace_id != id);
        let role: RoleName = support::parsed(&role);
        let new = WorkspaceRole::builder().workspace_id(id).role(role);
        workspaces.push(new.build()?);
    }
    for (id, role) in options.deployment_role {
        deployments.retain(|present| present.deployment_id != id);
        let new = DeploymentRole::builder().deployment_id(id).role(role);
        deployments.push(new.build()?);
    }
    let body = UpdateUserRolesRequest::builder()
        .organization_role(user.organization_role.unwrap_or(options.role).to_string())
        .workspace_roles(workspaces)
        .deployment_roles(deployments)
        .dag_roles(user.dag_roles);
    let roles = organization.update_user_roles(user_id, body).send().await?;
    support::print(|out| {
        let role = roles.organization_role.as_deref().unwrap_or("no role");
        writeln!(out, "{} has {role} in the Organization", user.username)?;
        for WorkspaceRole {
            role, workspace_id, ..
        } in &roles.workspace_roles
        {
            writeln!(out, "  {role} in the Workspace {workspace_id}")?;
        }
        for DeploymentRole {
            role,
            deployment_id,
            ..
        } in &roles.deployment_roles
        {
            writeln!(out, "  {role} in the Deployment {deployment_id}")?;
        }
        Ok(())
    })
}

fn id_and_role(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((id, role)) if !id.is_empty() && !role.is_empty() => Ok((id.into(), role.into())),
        _ => Err("it takes an id, `=` and a role".into()),
    }
}
