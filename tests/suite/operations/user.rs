//! The operations of the resource User, with the least and with all that can be said.

use astro_api::types;

use super::{Case, body, case, known};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListUsers, least", null, |client, _json| client
            .list_users()
            .organization_id("organization-1")),
        case!("ListUsers, all", null, |client, _json| client
            .list_users()
            .organization_id("organization-1")
            .workspace_id("text")
            .deployment_id("text")
            .dag_id("text")
            .dag_tags(["a b".to_owned(), "c&d".to_owned()])
            .offset(7)
            .limit(7)
            .sorts([
                known::<types::UserSort>("id:asc"),
                known::<types::UserSort>("id:desc")
            ])),
        case!("GetUser, least", null, |client, _json| client
            .get_user()
            .organization_id("organization-1")
            .user_id("user-1")),
        case!("GetUser, all", null, |client, _json| client
            .get_user()
            .organization_id("organization-1")
            .user_id("user-1")),
        case!("UpdateUserRoles, least", {}, |client, json| client
            .update_user_roles()
            .organization_id("organization-1")
            .user_id("user-1")
            .body(body::<types::UpdateUserRolesRequest>(&json))),
        case!("UpdateUserRoles, all", {
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
}, |client, json| client.update_user_roles().organization_id("organization-1").user_id("user-1").body(body::<types::UpdateUserRolesRequest>(&json))),
        case!("ListUserTeams, least", null, |client, _json| client
            .list_user_teams()
            .organization_id("organization-1")
            .user_id("user-1")),
        case!("ListUserTeams, all", null, |client, _json| client
            .list_user_teams()
            .organization_id("organization-1")
            .user_id("user-1")
            .offset(7)
            .limit(7)
            .sorts([
                known::<types::UserTeamSort>("name:asc"),
                known::<types::UserTeamSort>("name:desc")
            ])),
        case!("GetSelfUser, least", null, |client, _json| client
            .get_self_user()),
        case!("GetSelfUser, all", null, |client, _json| client
            .get_self_user()
            .create_if_not_exist(true)),
    ]
}
