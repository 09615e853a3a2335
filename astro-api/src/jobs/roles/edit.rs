//! Edits roles: reads them, changes them and writes them back.

use super::{Roles, token};
use crate::{
    Error, ErrorKind, OrganizationClient,
    types::{
        Team, UpdateApiTokenRolesRequest, UpdateTeamRolesRequest, UpdateUserRolesRequest, User,
    },
};

/// Grant: edit roles of users, Teams and API tokens.
///
/// The API replaces all roles of a user, a Team or an API token at once. These methods read the roles, apply a
/// change, write all roles back if they changed, and return them. The API cannot detect concurrent changes: a change
/// that somebody else makes between the read and the write is overwritten.
impl OrganizationClient {
    /// Changes some roles of a user and keeps the others.
    ///
    /// To change roles that the user has through a Team, use [`edit_team_roles`](Self::edit_team_roles).
    ///
    /// ```no_run
    /// # async fn run(organization: astro_api::OrganizationClient, user_id: &str) -> Result<(), astro_api::Error> {
    /// use astro_api::types::RoleName;
    ///
    /// let roles = organization
    ///     .edit_user_roles(user_id, |roles| {
    ///         roles.set_workspace("clnp86ly5000008ky4l0zb9vq", RoleName::WorkspaceAuthor);
    ///         roles.remove_deployment("clvtbxx2c000008l4bxp9fgh3");
    ///     })
    ///     .await?;
    /// println!("{} roles in Workspaces", roles.workspaces().len());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As `send` of [`get_user`](Self::get_user) and [`update_user_roles`](Self::update_user_roles).
    #[doc(alias = "add role")]
    #[doc(alias = "grant")]
    #[doc(alias = "revoke")]
    pub async fn edit_user_roles(
        &self,
        user_id: &str,
        change: impl FnOnce(&mut Roles),
    ) -> Result<Roles, Error> {
        let user = self.get_user(user_id).send().await?.into_inner();
        let Some(roles) = changed(Roles::from(&user), change) else {
            return Ok(Roles::from(&user));
        };
        let request = UpdateUserRolesRequest {
            organization_role: roles.organization.map(Some),
            workspace_roles: Some(roles.workspaces),
            deployment_roles: Some(roles.deployments),
            dag_roles: Some(roles.dags),
            extra_members: Default::default(),
        };
        let updated = self.update_user_roles(user_id, request).send().await?;
        Ok(updated.into_inner().into())
    }

    /// Changes some roles of a Team and keeps the others. Each member has the roles of the Team.
    ///
    /// # Errors
    /// As `send` of [`get_team`](Self::get_team) and [`update_team_roles`](Self::update_team_roles).
    #[doc(alias = "grant")]
    #[doc(alias = "revoke")]
    pub async fn edit_team_roles(
        &self,
        team_id: &str,
        change: impl FnOnce(&mut Roles),
    ) -> Result<Roles, Error> {
        let team = self.get_team(team_id).send().await?.into_inner();
        let Some(roles) = changed(Roles::from(&team), change) else {
            return Ok(Roles::from(&team));
        };
        let request = UpdateTeamRolesRequest {
            organization_role: roles.organization.ok_or_else(|| {
                Error::invalid_request(
                    "a Team requires a role in the Organization; set it with `set_organization`",
                )
            })?,
            workspace_roles: Some(roles.workspaces),
            deployment_roles: Some(roles.deployments),
            dag_roles: Some(roles.dags),
            extra_members: Default::default(),
        };
        let updated = self.update_team_roles(team_id, request).send().await?;
        Ok(updated.into_inner().into())
    }

    /// Changes some roles of an API token and keeps the others. Only Organization API tokens can have roles on DAGs.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`] if the API returns the token without its roles, which changes nothing. Otherwise as
    /// `send` of [`get_api_token`](Self::get_api_token) and [`update_api_token_roles`](Self::update_api_token_roles).
    #[doc(alias = "grant")]
    #[doc(alias = "revoke")]
    pub async fn edit_api_token_roles(
        &self,
        token_id: &str,
        change: impl FnOnce(&mut Roles),
    ) -> Result<Roles, Error> {
        let token = self.get_api_token(token_id).send().await?.into_inner();
        let current = token.roles.ok_or_else(|| {
            Error::new(
                ErrorKind::Decode,
                "the API returned the token without its roles; nothing was changed",
            )
        })?;
        let before = token::roles(&current);
        let Some(roles) = changed(before.clone(), change) else {
            return Ok(before);
        };
        let request = UpdateApiTokenRolesRequest {
            roles: token::entries(&roles, current, self.organization_id()),
            extra_members: Default::default(),
        };
        let updated = self
            .update_api_token_roles(token_id, request)
            .send()
            .await?;
        Ok(updated.into_inner().into())
    }

    /// Removes a user from the Organization, with all roles.
    ///
    /// # Errors
    /// As `send` of [`update_user_roles`](Self::update_user_roles).
    #[doc(alias = "delete user")]
    pub async fn remove_user(&self, user_id: &str) -> Result<(), Error> {
        let request = UpdateUserRolesRequest::builder().organization_role(None);
        self.update_user_roles(user_id, request).send().await?;
        Ok(())
    }
}

/// Returns the roles after a change, or `None` if nothing changed.
fn changed(before: Roles, change: impl FnOnce(&mut Roles)) -> Option<Roles> {
    let mut after = before.clone();
    change(&mut after);
    (after != before).then_some(after)
}

impl From<&User> for Roles {
    fn from(user: &User) -> Self {
        Self {
            organization: user.organization_role.clone(),
            workspaces: user.workspace_roles.clone(),
            deployments: user.deployment_roles.clone(),
            dags: user.dag_roles.clone(),
        }
    }
}

impl From<&Team> for Roles {
    fn from(team: &Team) -> Self {
        // A required member that is missing is deserialized as an empty text.
        let organization = Some(&team.organization_role).filter(|role| !role.as_str().is_empty());
        Self {
            organization: organization.cloned(),
            workspaces: team.workspace_roles.clone(),
            deployments: team.deployment_roles.clone(),
            dags: team.dag_roles.clone(),
        }
    }
}
