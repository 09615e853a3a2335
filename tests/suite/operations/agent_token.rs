//! The operations of the resource AgentToken, with the least and with all that can be said.

use astro_api::types;

use super::{Case, body, case, known};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListAgentTokens, least", null, |client, _json| client
            .list_agent_tokens()
            .organization_id("organization-1")
            .deployment_id("deployment-1")),
        case!("ListAgentTokens, all", null, |client, _json| client
            .list_agent_tokens()
            .organization_id("organization-1")
            .deployment_id("deployment-1")
            .offset(7)
            .limit(7)
            .sorts([
                known::<types::AgentTokenSort>("name:asc"),
                known::<types::AgentTokenSort>("name:desc")
            ])),
        case!("CreateAgentToken, least", {
"name": "text"
}, |client, json| client.create_agent_token().organization_id("organization-1").deployment_id("deployment-1").body(body::<types::CreateAgentTokenRequest>(&json))),
        case!("CreateAgentToken, all", {
"description": "text",
"name": "text",
"tokenExpiryPeriodInDays": 1
}, |client, json| client.create_agent_token().organization_id("organization-1").deployment_id("deployment-1").body(body::<types::CreateAgentTokenRequest>(&json))),
        case!("DeleteAgentToken, least", null, |client, _json| client
            .delete_agent_token()
            .organization_id("organization-1")
            .deployment_id("deployment-1")
            .agent_token_id("agentToken-1")),
        case!("DeleteAgentToken, all", null, |client, _json| client
            .delete_agent_token()
            .organization_id("organization-1")
            .deployment_id("deployment-1")
            .agent_token_id("agentToken-1")),
        case!("GetAgentToken, least", null, |client, _json| client
            .get_agent_token()
            .organization_id("organization-1")
            .deployment_id("deployment-1")
            .agent_token_id("agentToken-1")),
        case!("GetAgentToken, all", null, |client, _json| client
            .get_agent_token()
            .organization_id("organization-1")
            .deployment_id("deployment-1")
            .agent_token_id("agentToken-1")),
    ]
}
