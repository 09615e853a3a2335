//! The calls of the resource AgentToken.

use astro_api::types;

use super::{AGENT_TOKEN, Case, DEPLOYMENT, ListCase, ORGANIZATION, case, list_case};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListAgentTokens", "least", json, |client| client
            .organization(ORGANIZATION)
            .list_agent_tokens(DEPLOYMENT)),
        case!("ListAgentTokens", "all", json, |client| client
            .organization(ORGANIZATION)
            .list_agent_tokens(DEPLOYMENT)
            .offset(2000)
            .limit(500)
            .sorts([
                types::AgentTokenSort::NameDesc,
                types::AgentTokenSort::DescriptionAsc
            ])),
        case!("CreateAgentToken", "least", json, |client| client
            .organization(ORGANIZATION)
            .create_agent_token(
                DEPLOYMENT,
                types::CreateAgentTokenRequest::builder().name("Tern \"Ornithology\" 🐦")
            )),
        case!("CreateAgentToken", "all", json, |client| client
            .organization(ORGANIZATION)
            .create_agent_token(
                DEPLOYMENT,
                types::CreateAgentTokenRequest::builder()
                    .description("Counts birds,\nevery night")
                    .name("Tern \"Ornithology\" 🐦")
                    .token_expiry_period_in_days(30)
            )),
        case!("GetAgentToken", "least", json, |client| client
            .organization(ORGANIZATION)
            .get_agent_token(DEPLOYMENT, AGENT_TOKEN)),
        case!("DeleteAgentToken", "least", json, |client| client
            .organization(ORGANIZATION)
            .delete_agent_token(DEPLOYMENT, AGENT_TOKEN)),
    ]
}

pub(super) fn list_cases() -> Vec<ListCase> {
    vec![list_case!("ListAgentTokens", |client| client
        .organization(ORGANIZATION)
        .list_agent_tokens(DEPLOYMENT))]
}
