//! The calls of the resource AgentToken.

use astro_api::types;

use super::{AGENT_TOKEN, Case, DEPLOYMENT, ORGANIZATION, Walk, case, walk};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListAgentTokens", "least", json, |client| client
            .list_agent_tokens()
            .organization_id(ORGANIZATION)
            .deployment_id(DEPLOYMENT)),
        case!("ListAgentTokens", "all", json, |client| client
            .list_agent_tokens()
            .organization_id(ORGANIZATION)
            .deployment_id(DEPLOYMENT)
            .offset(2000)
            .limit(500)
            .sorts([
                types::AgentTokenSort::NameDesc,
                types::AgentTokenSort::DescriptionAsc
            ])),
        case!("CreateAgentToken", "least", json, |client| client
            .create_agent_token()
            .organization_id(ORGANIZATION)
            .deployment_id(DEPLOYMENT)
            .body(
                types::CreateAgentTokenRequest::builder().name("Tern \"Ornithology\" 🐦")
            )),
        case!("CreateAgentToken", "all", json, |client| client
            .create_agent_token()
            .organization_id(ORGANIZATION)
            .deployment_id(DEPLOYMENT)
            .body(
                types::CreateAgentTokenRequest::builder()
                    .description("Counts birds,\nevery night")
                    .name("Tern \"Ornithology\" 🐦")
                    .token_expiry_period_in_days(30)
            )),
        case!("GetAgentToken", "least", json, |client| client
            .get_agent_token()
            .organization_id(ORGANIZATION)
            .deployment_id(DEPLOYMENT)
            .agent_token_id(AGENT_TOKEN)),
        case!("DeleteAgentToken", "least", json, |client| client
            .delete_agent_token()
            .organization_id(ORGANIZATION)
            .deployment_id(DEPLOYMENT)
            .agent_token_id(AGENT_TOKEN)),
    ]
}

pub(super) fn walks() -> Vec<Walk> {
    vec![walk!("ListAgentTokens", |client| client
        .list_agent_tokens()
        .organization_id(ORGANIZATION)
        .deployment_id(DEPLOYMENT))]
}
