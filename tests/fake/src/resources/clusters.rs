//! Clusters.

use serde_json::Value;

use crate::failure::Failure;
use crate::store::{Change, Work};

use super::items::list_of;
use super::request_context::RequestContext;

/// Creating, updating and deleting a cluster take time, and block other operations on it meanwhile.
pub(super) fn amend(
    context: &mut RequestContext<'_>,
    id: &str,
    cluster: &mut Value,
    change: Change,
) -> Result<Option<Work>, Failure> {
    let running = context.content.get("clusters", id).and_then(|row| row.work);
    if running.is_some() {
        return Err(Failure::conflict(format!(
            "The cluster {id} has a workflow that is still running"
        )));
    }
    if change != Change::Delete {
        context.expect_new_name("clusters", id, cluster, |_| true)?;
    }
    if let Some(tags) = context.body.get("k8sTags").filter(|tags| tags.is_array()) {
        cluster["tags"] = tags.clone();
    }
    if change == Change::Create {
        cluster["isDrEnabled"] = context.body["drRegion"].is_string().into();
    } else if let Some(is_enabled) = context.body["enableDr"].as_bool() {
        cluster["isDrEnabled"] = is_enabled.into();
    }
    let provider = cluster["cloudProvider"].clone();
    for pool in list_of(cluster, "nodePools") {
        pool["clusterId"] = id.into();
        pool["cloudProvider"] = provider.clone();
    }
    Ok(context.stamps.plan.begin(Some("Cluster"), change, cluster))
}
