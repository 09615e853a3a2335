//! Workspaces.

use serde_json::Value;

use crate::failure::Failure;
use crate::store::{Change, Work};

use super::{Scene, generic};

/// A Workspace is deleted after its Deployments. What the API does otherwise is not documented; here
/// the request is refused.
pub(super) fn amend(
    scene: &mut Scene<'_>,
    id: &str,
    workspace: &mut Value,
    change: Change,
) -> Result<Option<Work>, Failure> {
    let is_in_use = || {
        scene
            .content
            .documents("deployments")
            .any(|own| own["workspaceId"] == id)
    };
    if change == Change::Delete && is_in_use() {
        return Err(generic::refused(format!(
            "the workspace {id} has deployments, which must be deleted first"
        )));
    }
    if change == Change::Create {
        let is_enforced = scene.body["cicdEnforcedDefault"]
            .as_bool()
            .unwrap_or_default();
        workspace["cicdEnforcedDefault"] = is_enforced.into();
    }
    Ok(None)
}
