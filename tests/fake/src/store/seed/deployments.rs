//! Workspaces with their Deployments.

use serde_json::{Value, json};

use crate::runtime;
use crate::store::agents;

use super::seeder::{Seeder, numbered};

const WORKSPACES: [&str; 4] = ["Production", "Staging", "Research", "Sandbox"];
const DEPLOYMENTS: [&str; 4] = ["ingest", "transform", "reporting", "models"];
/// The id of the node pool of HYBRID Deployments.
const NODE_POOL: &str = "cmfakepool00008l2hybrid000";
/// Every type, executor and cloud.
const KINDS: [(&str, &str, &str); 8] = [
    ("DEDICATED", "CELERY", "AWS"),
    ("STANDARD", "KUBERNETES", "GCP"),
    ("STANDARD", "ASTRO", "AZURE"),
    ("HYBRID", "CELERY", "AWS"),
    ("DEDICATED", "ASTRO", "AWS"),
    ("HYBRID", "KUBERNETES", "AWS"),
    ("STANDARD", "CELERY", "AWS"),
    ("DEDICATED", "KUBERNETES", "AWS"),
];
/// The members that HYBRID Deployments do not have.
const OF_HOSTED: [&str; 7] = [
    "defaultTaskPodCpu",
    "defaultTaskPodMemory",
    "isDevelopmentMode",
    "isHighAvailability",
    "remoteExecution",
    "resourceQuotaCpu",
    "resourceQuotaMemory",
];

/// Adds a Workspace with this number of Deployments.
pub(super) fn add_workspace(seeder: &mut Seeder<'_>, number: u32, deployments: u32) {
    let name = numbered(&WORKSPACES, number);
    let own = json!({ "name": name, "defaultCloudProvider": "AWS", "defaultRegion": "us-east-1" });
    let id = seeder.add("workspaces", "Workspace", number, own);
    for position in 0..deployments {
        let number = number * deployments + position;
        let mut own = deployment(seeder, position, number);
        own["workspaceId"] = id.clone().into();
        own["workspaceName"] = name.clone().into();
        let id = seeder.add("deployments", "Deployment", number, own);
        let since = seeder.content.document("deployments", &id);
        let since = since.map_or(Value::Null, |own| own["createdAt"].clone());
        agents::register(&mut seeder.content, &id, &since);
    }
}

/// Returns the given members of a Deployment. Its type, executor and cloud, and the version, follow from the number.
fn deployment(seeder: &Seeder<'_>, position: u32, number: u32) -> Value {
    let (kind, executor, cloud) = KINDS[number as usize % KINDS.len()];
    let cluster = seeder.content.documents("clusters").next();
    let cluster = cluster.filter(|_| kind != "STANDARD");
    let of_cluster = |name: &str| cluster.map(|cluster| cluster[name].clone());
    let mut own = json!({
        "name": numbered(&DEPLOYMENTS, position),
        "type": kind,
        "cloudProvider": cloud,
        "region": "us-east-1",
        "executor": executor,
        "status": "HEALTHY",
        "statusReason": null,
        "namespace": format!("made-up-{number:04}"),
        "isDevelopmentMode": false,
        "clusterId": of_cluster("id"),
        "clusterName": of_cluster("name"),
        "scalingSpec": null,
        "scalingStatus": null,
        "schedulerAu": null,
        "taskPodNodePoolId": null,
        "workerQueues": queues(kind, executor, number),
    });
    if kind == "HYBRID" {
        for name in OF_HOSTED {
            own[name] = Value::Null;
        }
        own["schedulerAu"] = 10.into();
        own["schedulerReplicas"] = 1.into();
        own["taskPodNodePoolId"] = NODE_POOL.into();
    }
    // Every other one runs the version that was new two years ago.
    let release = match number % 2 {
        1 => runtime::oldest(),
        _ => runtime::newest(),
    };
    runtime::set(&mut own, release);
    own
}

/// Returns the worker queues of a Deployment; the executor KUBERNETES has none.
fn queues(kind: &str, executor: &str, number: u32) -> Value {
    if executor == "KUBERNETES" {
        return Value::Null;
    }
    let queue = |position: u32, name: &str| {
        let mut queue = json!({
            "id": format!("cmfakewq{number:06}{position}"),
            "name": name,
            "isDefault": position == 0,
            "maxWorkerCount": 10,
            "minWorkerCount": 0,
            "podCpu": "1",
            "podMemory": "2Gi",
            "workerConcurrency": 5,
        });
        if kind == "HYBRID" {
            queue["nodePoolId"] = NODE_POOL.into();
        } else {
            queue["astroMachine"] = "A5".into();
        }
        queue
    };
    json!([queue(0, "default"), queue(1, "large")])
}
