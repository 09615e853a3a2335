//! The calls of the resource User.

use astro_api::types;

use super::{Case, DEPLOYMENT, ListCase, ORGANIZATION, USER, WORKSPACE, case, list_case};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListUsers", "least", json, |client| client
            .organization(ORGANIZATION)
            .list_users()),
        case!("ListUsers", "all", json, |client| client
            .organization(ORGANIZATION)
            .list_users()
            .workspace_id(WORKSPACE)
            .deployment_id(DEPLOYMENT)
            .dag_id("count_birds")
            .dag_tags(["a b".to_owned(), "c=d".to_owned()])
            .offset(2000)
            .limit(500)
            .sorts([
                types::UserSort::IdDesc,
                types::UserSort::UsernameAsc
            ])),
        case!("GetUser", "least", json, |client| client
            .organization(ORGANIZATION)
            .get_user(USER)),
        case!("UpdateUserRoles", "least", json, |client| client
            .organization(ORGANIZATION)
            .update_user_roles(
                USER,
                types::UpdateUserRolesRequest::builder()
            )),
        case!("UpdateUserRoles", "all", json, |client| client
            .organization(ORGANIZATION)
            .update_user_roles(USER, update_user_roles_all())),
        case!("ListUserTeams", "least", json, |client| client
            .organization(ORGANIZATION)
            .list_user_teams(USER)),
        case!("ListUserTeams", "all", json, |client| client
            .organization(ORGANIZATION)
            .list_user_teams(USER)
            .offset(2000)
            .limit(500)
            .sorts([
                types::UserTeamSort::NameDesc,
                types::UserTeamSort::DescriptionAsc
            ])),
        case!("GetSelfUser", "least", json, |client| client
            .get_self_user()),
        case!("GetSelfUser", "all", json, |client| client
            .get_self_user()
            .create_if_not_exist(true)),
    ]
}

pub(super) fn list_cases() -> Vec<ListCase> {
    vec![
        list_case!("ListUsers", |client| client
            .organization(ORGANIZATION)
            .list_users()),
        list_case!("ListUserTeams", |client| client
            .organization(ORGANIZATION)
            .list_user_teams(USER)),
    ]
}

fn dag_role_all() -> types::DagRole {
    types::DagRole::builder()
        .dag_id("count_birds")
        .dag_tag("birds & co")
        .deployment_id(DEPLOYMENT)
        .role("DEPLOYMENT_ADMIN")
        .build()
        .unwrap()
}

fn deployment_role_all() -> types::DeploymentRole {
    types::DeploymentRole::builder()
        .deployment_id(DEPLOYMENT)
        .role("DEPLOYMENT_ADMIN")
        .build()
        .unwrap()
}

fn workspace_role_all() -> types::WorkspaceRole {
    types::WorkspaceRole::builder()
        .role(types::RoleName::WorkspaceAccessor)
        .workspace_id(WORKSPACE)
        .build()
        .unwrap()
}

fn update_user_roles_all() -> types::UpdateUserRolesRequest {
    types::UpdateUserRolesRequest::builder()
        .dag_roles([dag_role_all()])
        .deployment_roles([deployment_role_all()])
        .organization_role(types::RoleName::OrganizationMember)
        .workspace_roles([workspace_role_all()])
        .build()
        .unwrap()
}
