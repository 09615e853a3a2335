//! Workspaces.

use serde_json::Value;

use crate::failure::Failure;
use crate::store::{Change, Work};

use super::request_context::RequestContext;

/// Rejects deleting a Workspace that has Deployments. The API does not document this case.
pub(super) fn amend(
    context: &mut RequestContext<'_>,
    id: &str,
    workspace: &mut Value,
    change: Change,
) -> Result<Option<Work>, Failure> {
    let is_in_use = || {
        context
            .content
            .documents("deployments")
            .any(|own| own["workspaceId"] == id)
    };
    if change == Change::Delete && is_in_use() {
        return Err(Failure::refused(format!(
            "the workspace {id} has deployments, which must be deleted first"
        )));
    }
    if change == Change::Create {
        let is_enforced = context.body["cicdEnforcedDefault"]
            .as_bool()
            .unwrap_or_default();
        workspace["cicdEnforcedDefault"] = is_enforced.into();
    }
    Ok(None)
}
