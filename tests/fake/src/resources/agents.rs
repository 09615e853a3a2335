//! The operation on the remote execution agents of a Deployment.

use crate::failure::Failure;

use super::request_context::{Outcome, RequestContext};

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
