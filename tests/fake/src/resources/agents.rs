//! The remote execution agents of a Deployment. No operation lists them, so each Deployment has one from the start.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::store::Content;

use super::{Outcome, RequestContext};

/// Creates the agent of a Deployment.
pub(crate) fn register(content: &mut Content, deployment_id: &str, since: &Value) {
    let id = format!("agent-{deployment_id}");
    let agent = json!({
        "id": id,
        "name": "agent-1",
        "status": "HEALTHY",
        "isCordoned": false,
        "capabilities": [],
        "queues": ["default"],
        "slots": { "available": 16, "total": 16 },
        "version": "1.0.0",
        "createdAt": since,
        "lastHeartbeatAt": since,
    });
    content.push(&format!("deployments/{deployment_id}/agents"), id, agent);
}

/// Cordons or uncordons an agent.
pub(super) fn act(context: &mut RequestContext<'_>) -> Outcome {
    let is_cordoned = context.body["action"] == "CORDON";
    let (collection, id) = context.item();
    let row = context.content.get_mut(&collection, &id);
    let agent = row.map(|row| &mut row.document);
    let agent = agent.ok_or_else(|| Failure::unknown("agent", &id))?;
    agent["isCordoned"] = is_cordoned.into();
    agent["status"] = if is_cordoned { "CORDONED" } else { "HEALTHY" }.into();
    Ok(Some(agent.clone()))
}
