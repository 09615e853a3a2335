//! The operations of the resource Team, with the least and with all that can be said.

use astro_api::types;

use super::{Case, body, case, known};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListTeams, least", null, |client, _json| client
            .list_teams()
            .organization_id("organization-1")),
        case!("ListTeams, all", null, |client, _json| client
            .list_teams()
            .organization_id("organization-1")
            .names(["a b".to_owned(), "c&d".to_owned()])
            .workspace_id("text")
            .deployment_id("text")
            .offset(7)
            .limit(7)
            .sorts([
                known::<types::TeamSort>("name:asc"),
                known::<types::TeamSort>("name:desc")
            ])),
        case!("CreateTeam, least", {
"name": "text"
}, |client, json| client.create_team().organization_id("organization-1").body(body::<types::CreateTeamRequest>(&json))),
        case!("CreateTeam, all", {
"description": "text",
"memberIds": [
"text"
],
"name": "text",
"organizationRole": "ORGANIZATION_OWNER"
}, |client, json| client.create_team().organization_id("organization-1").body(body::<types::CreateTeamRequest>(&json))),
        case!("DeleteTeam, least", null, |client, _json| client
            .delete_team()
            .organization_id("organization-1")
            .team_id("team-1")),
        case!("DeleteTeam, all", null, |client, _json| client
            .delete_team()
            .organization_id("organization-1")
            .team_id("team-1")),
        case!("GetTeam, least", null, |client, _json| client
            .get_team()
            .organization_id("organization-1")
            .team_id("team-1")),
        case!("GetTeam, all", null, |client, _json| client
            .get_team()
            .organization_id("organization-1")
            .team_id("team-1")),
        case!("UpdateTeam, least", {
"name": "text"
}, |client, json| client.update_team().organization_id("organization-1").team_id("team-1").body(body::<types::UpdateTeamRequest>(&json))),
        case!("UpdateTeam, all", {
"description": "text",
"name": "text"
}, |client, json| client.update_team().organization_id("organization-1").team_id("team-1").body(body::<types::UpdateTeamRequest>(&json))),
        case!("ListTeamMembers, least", null, |client, _json| client
            .list_team_members()
            .organization_id("organization-1")
            .team_id("team-1")),
        case!("ListTeamMembers, all", null, |client, _json| client
            .list_team_members()
            .organization_id("organization-1")
            .team_id("team-1")
            .offset(7)
            .limit(7)
            .sorts([
                known::<types::TeamMemberSort>("userId:asc"),
                known::<types::TeamMemberSort>("userId:desc")
            ])),
        case!("AddTeamMembers, least", {
"memberIds": [
"text"
]
}, |client, json| client.add_team_members().organization_id("organization-1").team_id("team-1").body(body::<types::AddTeamMembersRequest>(&json))),
        case!("AddTeamMembers, all", {
"memberIds": [
"text"
]
}, |client, json| client.add_team_members().organization_id("organization-1").team_id("team-1").body(body::<types::AddTeamMembersRequest>(&json))),
        case!("RemoveTeamMember, least", null, |client, _json| client
            .remove_team_member()
            .organization_id("organization-1")
            .team_id("team-1")
            .member_id("member-1")),
        case!("RemoveTeamMember, all", null, |client, _json| client
            .remove_team_member()
            .organization_id("organization-1")
            .team_id("team-1")
            .member_id("member-1")),
        case!("UpdateTeamRoles, least", {
"organizationRole": "text"
}, |client, json| client.update_team_roles().organization_id("organization-1").team_id("team-1").body(body::<types::UpdateTeamRolesRequest>(&json))),
        case!("UpdateTeamRoles, all", {
"dagRoles": [
{
"dagId": "text",
"dagTag": "text",
"deploymentId": "text",
"role": "text"
}
],
"deploymentRoles": [
{
"deploymentId": "text",
"role": "text"
}
],
"organizationRole": "text",
"workspaceRoles": [
{
"role": "WORKSPACE_OWNER",
"workspaceId": "text"
}
]
}, |client, json| client.update_team_roles().organization_id("organization-1").team_id("team-1").body(body::<types::UpdateTeamRolesRequest>(&json))),
    ]
}
