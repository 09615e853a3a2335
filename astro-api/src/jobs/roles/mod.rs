//! The roles of a user, a Team or an API token.

mod edit;
mod token;

use crate::types::{DagRole, DeploymentRole, RoleName, SubjectRoles, WorkspaceRole};

/// The roles of a user, a Team or an API token: at most one in the Organization, one for each Workspace and
/// Deployment, and one for each DAG or DAG tag.
///
/// To edit them, see [`edit_user_roles`](crate::OrganizationClient::edit_user_roles). A role is a [`RoleName`] or a
/// text, such as the name of a custom role.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roles {
    organization: Option<RoleName>,
    workspaces: Vec<WorkspaceRole>,
    deployments: Vec<DeploymentRole>,
    dags: Vec<DagRole>,
}

/// The target of a role on DAGs.
#[derive(Clone, Copy)]
enum Dags<'a> {
    Id(&'a str),
    Tag(&'a str),
}

impl Roles {
    /// Returns the role in the Organization.
    pub fn organization(&self) -> Option<&RoleName> {
        self.organization.as_ref()
    }

    /// Sets the role in the Organization.
    pub fn set_organization(&mut self, role: impl Into<RoleName>) {
        self.organization = Some(role.into());
    }

    /// Returns the role in a Workspace.
    pub fn workspace(&self, workspace_id: &str) -> Option<&RoleName> {
        let mut all = self.workspaces.iter();
        let found = all.find(|one| one.workspace_id == workspace_id);
        found.map(|one| &one.role)
    }

    /// Returns the roles in Workspaces.
    pub fn workspaces(&self) -> &[WorkspaceRole] {
        &self.workspaces
    }

    /// Sets the role in a Workspace, replacing the current one.
    pub fn set_workspace(&mut self, workspace_id: impl Into<String>, role: impl Into<RoleName>) {
        let new = WorkspaceRole::new(workspace_id.into(), role.into());
        put(&mut self.workspaces, new, |one, new| {
            one.workspace_id == new.workspace_id
        });
    }

    /// Removes the role in a Workspace, if there is one.
    pub fn remove_workspace(&mut self, workspace_id: &str) {
        self.workspaces
            .retain(|one| one.workspace_id != workspace_id);
    }

    /// Returns the role in a Deployment.
    pub fn deployment(&self, deployment_id: &str) -> Option<&RoleName> {
        let mut all = self.deployments.iter();
        let found = all.find(|one| one.deployment_id == deployment_id);
        found.map(|one| &one.role)
    }

    /// Returns the roles in Deployments.
    pub fn deployments(&self) -> &[DeploymentRole] {
        &self.deployments
    }

    /// Sets the role in a Deployment, replacing the current one.
    pub fn set_deployment(&mut self, deployment_id: impl Into<String>, role: impl Into<RoleName>) {
        let new = DeploymentRole::new(deployment_id.into(), role.into());
        put(&mut self.deployments, new, |one, new| {
            one.deployment_id == new.deployment_id
        });
    }

    /// Removes the role in a Deployment, if there is one.
    pub fn remove_deployment(&mut self, deployment_id: &str) {
        self.deployments
            .retain(|one| one.deployment_id != deployment_id);
    }

    /// Returns the roles on DAGs.
    pub fn dags(&self) -> &[DagRole] {
        &self.dags
    }

    /// Sets the role on one DAG of a Deployment, replacing the current one.
    pub fn set_dag(&mut self, deployment_id: &str, dag_id: &str, role: impl Into<RoleName>) {
        self.put_dags(deployment_id, Dags::Id(dag_id), role.into());
    }

    /// Sets the role on all DAGs of a Deployment that have a tag, replacing the current one.
    pub fn set_dag_tag(&mut self, deployment_id: &str, tag: &str, role: impl Into<RoleName>) {
        self.put_dags(deployment_id, Dags::Tag(tag), role.into());
    }

    /// Removes the role on one DAG of a Deployment, if there is one.
    pub fn remove_dag(&mut self, deployment_id: &str, dag_id: &str) {
        self.dags
            .retain(|one| !is_on(one, deployment_id, Dags::Id(dag_id)));
    }

    /// Removes the role on all DAGs of a Deployment that have a tag, if there is one.
    pub fn remove_dag_tag(&mut self, deployment_id: &str, tag: &str) {
        self.dags
            .retain(|one| !is_on(one, deployment_id, Dags::Tag(tag)));
    }

    fn put_dags(&mut self, deployment_id: &str, dags: Dags<'_>, role: RoleName) {
        let new = DagRole::new(deployment_id.to_owned(), dags, role);
        put(&mut self.dags, new, |one, _| {
            is_on(one, deployment_id, dags)
        });
    }
}

/// Replaces the role with the same target, or appends the role.
fn put<T>(all: &mut Vec<T>, new: T, is_same: impl Fn(&T, &T) -> bool) {
    let place = all.iter().position(|one| is_same(one, &new));
    // A token can have several roles for one target.
    all.retain(|one| !is_same(one, &new));
    all.insert(place.unwrap_or(all.len()), new);
}

fn is_on(role: &DagRole, deployment_id: &str, dags: Dags<'_>) -> bool {
    role.deployment_id == deployment_id
        && match dags {
            Dags::Id(id) => role.dag_id.as_deref() == Some(id),
            Dags::Tag(tag) => role.dag_tag.as_deref() == Some(tag),
        }
}

impl WorkspaceRole {
    fn new(workspace_id: String, role: RoleName) -> Self {
        Self {
            workspace_id,
            role,
            extra_members: Default::default(),
        }
    }
}

impl DeploymentRole {
    fn new(deployment_id: String, role: RoleName) -> Self {
        Self {
            deployment_id,
            role,
            extra_members: Default::default(),
        }
    }
}

impl DagRole {
    fn new(deployment_id: String, dags: Dags<'_>, role: RoleName) -> Self {
        let (dag_id, dag_tag) = match dags {
            Dags::Id(id) => (Some(id.to_owned()), None),
            Dags::Tag(tag) => (None, Some(tag.to_owned())),
        };
        Self {
            dag_id,
            dag_tag,
            deployment_id,
            role,
            extra_members: Default::default(),
        }
    }
}

impl From<SubjectRoles> for Roles {
    fn from(roles: SubjectRoles) -> Self {
        Self {
            organization: roles.organization_role,
            workspaces: roles.workspace_roles,
            deployments: roles.deployment_roles,
            dags: roles.dag_roles,
        }
    }
}
