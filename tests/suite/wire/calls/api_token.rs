//! The calls of the resource ApiToken.

use astro_api::types;

use super::{Case, DEPLOYMENT, ListCase, ORGANIZATION, TOKEN_ID, WORKSPACE, case, list_case};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListApiTokens", "least", json, |client| client
            .organization(ORGANIZATION)
            .list_api_tokens()),
        case!("ListApiTokens", "all", json, |client| client
            .organization(ORGANIZATION)
            .list_api_tokens()
            .workspace_id(WORKSPACE)
            .deployment_id(DEPLOYMENT)
            .dag_id("count_birds")
            .dag_tags(["a b".to_owned(), "c=d".to_owned()])
            .include_only_organization_tokens(true)
            .kind(types::ApiTokenKind::DirectAccess)
            .offset(2000)
            .limit(500)
            .sorts([
                types::ApiTokenSort::NameDesc,
                types::ApiTokenSort::DescriptionAsc
            ])),
        case!("CreateApiToken", "least", json, |client| client
            .organization(ORGANIZATION)
            .create_api_token(
                types::CreateApiTokenRequest::builder()
                    .name("Tern \"Ornithology\" 🐦")
                    .role("DEPLOYMENT_ADMIN")
                    .scope(types::ApiTokenScope::Deployment)
            )),
        case!("CreateApiToken", "all", json, |client| client
            .organization(ORGANIZATION)
            .create_api_token(create_api_token_all())),
        case!("GetApiToken", "least", json, |client| client
            .organization(ORGANIZATION)
            .get_api_token(TOKEN_ID)),
        case!("UpdateApiToken", "least", json, |client| client
            .organization(ORGANIZATION)
            .update_api_token(
                TOKEN_ID,
                types::UpdateApiTokenRequest::builder().name("Tern \"Ornithology\" 🐦")
            )),
        case!("UpdateApiToken", "all", json, |client| client
            .organization(ORGANIZATION)
            .update_api_token(
                TOKEN_ID,
                types::UpdateApiTokenRequest::builder()
                    .description("Counts birds,\nevery night")
                    .name("Tern \"Ornithology\" 🐦")
            )),
        case!("DeleteApiToken", "least", json, |client| client
            .organization(ORGANIZATION)
            .delete_api_token(TOKEN_ID)),
        case!("UpdateApiTokenRoles", "least", json, |client| client
            .organization(ORGANIZATION)
            .update_api_token_roles(
                TOKEN_ID,
                update_api_token_roles_least()
            )),
        case!("UpdateApiTokenRoles", "all", json, |client| client
            .organization(ORGANIZATION)
            .update_api_token_roles(
                TOKEN_ID,
                update_api_token_roles_all()
            )),
        case!("RotateApiToken", "least", json, |client| client
            .organization(ORGANIZATION)
            .rotate_api_token(TOKEN_ID)),
    ]
}

pub(super) fn list_cases() -> Vec<ListCase> {
    vec![list_case!("ListApiTokens", |client| client
        .organization(ORGANIZATION)
        .list_api_tokens())]
}

fn create_api_token_all() -> types::CreateApiTokenRequest {
    types::CreateApiTokenRequest::builder()
        .description("Counts birds,\nevery night")
        .entity_id(WORKSPACE)
        .kind(types::ApiTokenKind::DirectAccess)
        .name("Tern \"Ornithology\" 🐦")
        .role("DEPLOYMENT_ADMIN")
        .scope(types::ApiTokenScope::Organization)
        .token_expiry_period_in_days(30)
        .build()
        .unwrap()
}

fn api_token_role_least() -> types::ApiTokenRole {
    types::ApiTokenRole::builder()
        .entity_id(WORKSPACE)
        .entity_type(types::RoleEntityType::Deployment)
        .role("DEPLOYMENT_ADMIN")
        .build()
        .unwrap()
}

fn update_api_token_roles_least() -> types::UpdateApiTokenRolesRequest {
    types::UpdateApiTokenRolesRequest::builder()
        .roles([api_token_role_least()])
        .build()
        .unwrap()
}

fn api_token_role_all() -> types::ApiTokenRole {
    types::ApiTokenRole::builder()
        .deployment_id(DEPLOYMENT)
        .entity_id(WORKSPACE)
        .entity_type(types::RoleEntityType::DagTag)
        .role("DEPLOYMENT_ADMIN")
        .build()
        .unwrap()
}

fn update_api_token_roles_all() -> types::UpdateApiTokenRolesRequest {
    types::UpdateApiTokenRolesRequest::builder()
        .roles([api_token_role_all()])
        .build()
        .unwrap()
}
