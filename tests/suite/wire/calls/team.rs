//! The calls of the resource Team.

use astro_api::types;

use super::{Case, DEPLOYMENT, ListCase, MEMBER, ORGANIZATION, TEAM, WORKSPACE, case, list_case};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListTeams", "least", json, |client| client
            .organization(ORGANIZATION)
            .list_teams()),
        case!("ListTeams", "all", json, |client| client
            .organization(ORGANIZATION)
            .list_teams()
            .names(["a, b&c".to_owned(), "c=d".to_owned()])
            .workspace_id(WORKSPACE)
            .deployment_id(DEPLOYMENT)
            .offset(2000)
            .limit(500)
            .sorts([
                types::TeamSort::NameDesc,
                types::TeamSort::DescriptionAsc
            ])),
        case!("CreateTeam", "least", json, |client| client
            .organization(ORGANIZATION)
            .create_team(
                types::CreateTeamRequest::builder().name("Tern \"Ornithology\" 🐦")
            )),
        case!("CreateTeam", "all", json, |client| client
            .organization(ORGANIZATION)
            .create_team(
                types::CreateTeamRequest::builder()
                    .description("Counts birds,\nevery night")
                    .member_ids([MEMBER.to_owned()])
                    .name("Tern \"Ornithology\" 🐦")
                    .organization_role(types::RoleName::OrganizationMember)
            )),
        case!("GetTeam", "least", json, |client| client
            .organization(ORGANIZATION)
            .get_team(TEAM)),
        case!("UpdateTeam", "least", json, |client| client
            .organization(ORGANIZATION)
            .update_team(
                TEAM,
                types::UpdateTeamRequest::builder().name("Tern \"Ornithology\" 🐦")
            )),
        case!("UpdateTeam", "all", json, |client| client
            .organization(ORGANIZATION)
            .update_team(
                TEAM,
                types::UpdateTeamRequest::builder()
                    .description("Counts birds,\nevery night")
                    .name("Tern \"Ornithology\" 🐦")
            )),
        case!("DeleteTeam", "least", json, |client| client
            .organization(ORGANIZATION)
            .delete_team(TEAM)),
        case!("ListTeamMembers", "least", json, |client| client
            .organization(ORGANIZATION)
            .list_team_members(TEAM)),
        case!("ListTeamMembers", "all", json, |client| client
            .organization(ORGANIZATION)
            .list_team_members(TEAM)
            .offset(2000)
            .limit(500)
            .sorts([
                types::TeamMemberSort::UserIdDesc,
                types::TeamMemberSort::FullNameAsc
            ])),
        case!("AddTeamMembers", "least", json, |client| client
            .organization(ORGANIZATION)
            .add_team_members(
                TEAM,
                types::AddTeamMembersRequest::builder().member_ids([MEMBER.to_owned()])
            )),
        case!("RemoveTeamMember", "least", json, |client| client
            .organization(ORGANIZATION)
            .remove_team_member(TEAM, MEMBER)),
        case!("UpdateTeamRoles", "least", json, |client| client
            .organization(ORGANIZATION)
            .update_team_roles(
                TEAM,
                types::UpdateTeamRolesRequest::builder().organization_role("ORGANIZATION_MEMBER")
            )),
        case!("UpdateTeamRoles", "all", json, |client| client
            .organization(ORGANIZATION)
            .update_team_roles(TEAM, update_team_roles_all())),
    ]
}

pub(super) fn list_cases() -> Vec<ListCase> {
    vec![
        list_case!("ListTeams", |client| client
            .organization(ORGANIZATION)
            .list_teams()),
        list_case!("ListTeamMembers", |client| client
            .organization(ORGANIZATION)
            .list_team_members(TEAM)),
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

fn update_team_roles_all() -> types::UpdateTeamRolesRequest {
    types::UpdateTeamRolesRequest::builder()
        .dag_roles([dag_role_all()])
        .deployment_roles([deployment_role_all()])
        .organization_role("ORGANIZATION_MEMBER")
        .workspace_roles([workspace_role_all()])
        .build()
        .unwrap()
}
