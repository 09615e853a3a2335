//! The remote execution agents of a Deployment. No operation lists them, so each Deployment has one from the start.

use serde_json::{Value, json};

use super::Content;

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
