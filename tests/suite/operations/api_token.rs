//! The operations of the resource ApiToken, with the least and with all that can be said.

use astro_api::types;

use super::{Case, body, case, known};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListApiTokens, least", null, |client, _json| client
            .list_api_tokens()
            .organization_id("organization-1")),
        case!("ListApiTokens, all", null, |client, _json| client
            .list_api_tokens()
            .organization_id("organization-1")
            .workspace_id("text")
            .deployment_id("text")
            .dag_id("text")
            .dag_tags(["a b".to_owned(), "c&d".to_owned()])
            .include_only_organization_tokens(true)
            .kind(known::<types::ApiTokenKind>("DIRECT_ACCESS"))
            .offset(7)
            .limit(7)
            .sorts([
                known::<types::ApiTokenSort>("name:asc"),
                known::<types::ApiTokenSort>("name:desc")
            ])),
        case!("CreateApiToken, least", {
"name": "text",
"role": "text",
"scope": "DEPLOYMENT"
}, |client, json| client.create_api_token().organization_id("organization-1").body(body::<types::CreateApiTokenRequest>(&json))),
        case!("CreateApiToken, all", {
"description": "text",
"entityId": "text",
"kind": "STANDARD",
"name": "text",
"role": "text",
"scope": "DEPLOYMENT",
"tokenExpiryPeriodInDays": 1
}, |client, json| client.create_api_token().organization_id("organization-1").body(body::<types::CreateApiTokenRequest>(&json))),
        case!("DeleteApiToken, least", null, |client, _json| client
            .delete_api_token()
            .organization_id("organization-1")
            .token_id("token-1")),
        case!("DeleteApiToken, all", null, |client, _json| client
            .delete_api_token()
            .organization_id("organization-1")
            .token_id("token-1")),
        case!("GetApiToken, least", null, |client, _json| client
            .get_api_token()
            .organization_id("organization-1")
            .token_id("token-1")),
        case!("GetApiToken, all", null, |client, _json| client
            .get_api_token()
            .organization_id("organization-1")
            .token_id("token-1")),
        case!("UpdateApiToken, least", {
"name": "text"
}, |client, json| client.update_api_token().organization_id("organization-1").token_id("token-1").body(body::<types::UpdateApiTokenRequest>(&json))),
        case!("UpdateApiToken, all", {
"description": "text",
"name": "text"
}, |client, json| client.update_api_token().organization_id("organization-1").token_id("token-1").body(body::<types::UpdateApiTokenRequest>(&json))),
        case!("UpdateApiTokenRoles, least", {
"roles": [
{
"entityId": "text",
"entityType": "DEPLOYMENT",
"role": "text"
}
]
}, |client, json| client.update_api_token_roles().organization_id("organization-1").token_id("token-1").body(body::<types::UpdateApiTokenRolesRequest>(&json))),
        case!("UpdateApiTokenRoles, all", {
"roles": [
{
"deploymentId": "text",
"entityId": "text",
"entityType": "DEPLOYMENT",
"role": "text"
}
]
}, |client, json| client.update_api_token_roles().organization_id("organization-1").token_id("token-1").body(body::<types::UpdateApiTokenRolesRequest>(&json))),
        case!("RotateApiToken, least", null, |client, _json| client
            .rotate_api_token()
            .organization_id("organization-1")
            .token_id("token-1")),
        case!("RotateApiToken, all", null, |client, _json| client
            .rotate_api_token()
            .organization_id("organization-1")
            .token_id("token-1")),
    ]
}
