//! Clusters.

use serde_json::Value;

use crate::failure::Failure;
use crate::store::{Change, Work};

use super::{Scene, generic, list_of};

/// Making, changing and deleting a cluster take time, and nothing else can be done to it meanwhile.
pub(super) fn amend(
    scene: &mut Scene<'_>,
    id: &str,
    cluster: &mut Value,
    change: Change,
) -> Result<Option<Work>, Failure> {
    let running = scene.content.get("clusters", id).and_then(|row| row.work);
    if running.is_some() {
        return Err(generic::conflict(format!(
            "The cluster {id} has a workflow that is still running"
        )));
    }
    if change != Change::Delete {
        generic::expect_new_name(scene, "clusters", id, cluster, |_| true)?;
    }
    if let Some(tags) = scene.body.get("k8sTags").filter(|tags| tags.is_array()) {
        cluster["tags"] = tags.clone();
    }
    if change == Change::Create {
        cluster["isDrEnabled"] = scene.body["drRegion"].is_string().into();
    } else if let Some(is_enabled) = scene.body["enableDr"].as_bool() {
        cluster["isDrEnabled"] = is_enabled.into();
    }
    let provider = cluster["cloudProvider"].clone();
    for pool in list_of(cluster, "nodePools") {
        pool["clusterId"] = id.into();
        pool["cloudProvider"] = provider.clone();
    }
    Ok(scene.stamps.plan.begin(Some("Cluster"), change, cluster))
}
