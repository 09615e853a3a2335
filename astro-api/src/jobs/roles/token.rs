//! The roles of API tokens, which are one list for all scopes.

use super::{Dags, Roles};
use crate::types::{
    ApiTokenRole, DagRole, DeploymentRole, RoleEntityType, RoleName, WorkspaceRole,
};

/// Returns the roles of a token. Unknown kinds are left out.
pub(super) fn roles(entries: &[ApiTokenRole]) -> Roles {
    let mut roles = Roles::default();
    for entry in entries {
        let (id, role) = (entry.entity_id.clone(), entry.role.clone());
        match entry.entity_type {
            RoleEntityType::Organization => roles.organization = Some(role),
            RoleEntityType::Workspace => roles.workspaces.push(WorkspaceRole::new(id, role)),
            RoleEntityType::Deployment => roles.deployments.push(DeploymentRole::new(id, role)),
            RoleEntityType::Dag | RoleEntityType::DagTag => roles.dags.extend(dag_role(entry)),
            RoleEntityType::UnknownValue(_) => {}
        }
    }
    roles
}

/// Returns the list for these roles: the current entries that stay, entries of unknown kinds, and new entries.
pub(super) fn entries(
    roles: &Roles,
    current: Vec<ApiTokenRole>,
    organization_id: &str,
) -> Vec<ApiTokenRole> {
    let mut wanted = wanted(roles, organization_id);
    let mut entries = current;
    entries.retain(|entry| {
        let is_known = match entry.entity_type {
            RoleEntityType::Dag | RoleEntityType::DagTag => dag_role(entry).is_some(),
            RoleEntityType::UnknownValue(_) => false,
            _ => true,
        };
        let place = wanted.iter().position(|new| is_same(new, entry));
        // An entry that is kept is not added again.
        place.map(|place| wanted.remove(place)).is_some() || !is_known
    });
    entries.extend(wanted);
    entries
}

fn wanted(roles: &Roles, organization_id: &str) -> Vec<ApiTokenRole> {
    let organization = roles
        .organization
        .iter()
        .map(|role| entry(RoleEntityType::Organization, organization_id, role, None));
    let workspaces = roles.workspaces.iter();
    let workspaces = workspaces.map(|one| {
        entry(
            RoleEntityType::Workspace,
            &one.workspace_id,
            &one.role,
            None,
        )
    });
    let deployments = roles.deployments.iter();
    let deployments = deployments.map(|one| {
        entry(
            RoleEntityType::Deployment,
            &one.deployment_id,
            &one.role,
            None,
        )
    });
    let dags = roles.dags.iter().filter_map(|one| {
        let (kind, id) = match (&one.dag_id, &one.dag_tag) {
            (Some(id), _) => (RoleEntityType::Dag, id),
            (None, Some(tag)) => (RoleEntityType::DagTag, tag),
            (None, None) => return None,
        };
        Some(entry(kind, id, &one.role, Some(&one.deployment_id)))
    });
    (organization
        .chain(workspaces)
        .chain(deployments)
        .chain(dags))
    .collect()
}

/// Returns whether a current entry matches a role. The Organization is that of the token, regardless of its id.
fn is_same(new: &ApiTokenRole, current: &ApiTokenRole) -> bool {
    let is_same_entity = new.entity_type == RoleEntityType::Organization
        || (new.entity_id == current.entity_id
            && (new.deployment_id.is_none() || new.deployment_id == current.deployment_id));
    new.entity_type == current.entity_type && new.role == current.role && is_same_entity
}

fn dag_role(entry: &ApiTokenRole) -> Option<DagRole> {
    let dags = match entry.entity_type {
        RoleEntityType::DagTag => Dags::Tag(&entry.entity_id),
        _ => Dags::Id(&entry.entity_id),
    };
    let deployment = entry.deployment_id.clone()?;
    Some(DagRole::new(deployment, dags, entry.role.clone()))
}

fn entry(
    entity_type: RoleEntityType,
    entity_id: &str,
    role: &RoleName,
    deployment_id: Option<&String>,
) -> ApiTokenRole {
    ApiTokenRole {
        deployment_id: deployment_id.cloned(),
        entity_id: entity_id.to_owned(),
        entity_type,
        role: role.clone(),
        extra_members: Default::default(),
    }
}
