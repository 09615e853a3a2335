//! Deployments.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::runtime;
use crate::store::{Change, Work, agents};

use super::items::list_of;
use super::request_context::RequestContext;

/// The response members derived from members of the request.
const IDENTITIES: [(&str, &str); 2] = [
    ("effectiveWorkloadIdentity", "workloadIdentity"),
    ("effectiveDRWorkloadIdentity", "drWorkloadIdentity"),
];

/// A Deployment requires an existing Workspace, and a name that is unique in it. Creating and updating it take time,
/// deleting it does not.
pub(super) fn amend(
    context: &mut RequestContext<'_>,
    id: &str,
    deployment: &mut Value,
    change: Change,
) -> Result<Option<Work>, Failure> {
    if change == Change::Delete {
        return Ok(None);
    }
    let workspace_id = text(deployment, "workspaceId");
    let workspace = context
        .content
        .document("workspaces", &workspace_id)
        .ok_or_else(|| Failure::unknown("workspace", &workspace_id))?;
    let workspace_name = workspace["name"].clone();
    check_name(context, id, deployment)?;
    deployment["workspaceName"] = workspace_name;
    let cluster = context
        .content
        .document("clusters", &text(deployment, "clusterId"));
    if let Some(name) = cluster.map(|cluster| cluster["name"].clone()) {
        deployment["clusterName"] = name;
    }
    if change == Change::Create {
        agents::register(context.content, id, &deployment["createdAt"]);
        let defaults = json!({ "type": "STANDARD", "executor": "CELERY", "namespace": format!("made-up-{id}") });
        for (name, value) in defaults.as_object().into_iter().flatten() {
            if name == "namespace" || deployment.get(name).is_none() {
                deployment[name] = value.clone();
            }
        }
        for flag in ["isCicdEnforced", "isDagDeployEnabled"] {
            deployment[flag] = context.body[flag].as_bool().unwrap_or_default().into();
        }
        runtime::choose(deployment, context.body["astroRuntimeVersion"].as_str());
    }
    if let Some(scheduler) = context
        .body
        .get("scheduler")
        .filter(|given| given.is_object())
    {
        for (name, given) in [("schedulerAu", "au"), ("schedulerReplicas", "replicas")] {
            if scheduler[given].is_number() {
                deployment[name] = scheduler[given].clone();
            }
        }
    }
    let updated_at = deployment["updatedAt"].clone();
    for variable in list_of(deployment, "environmentVariables") {
        variable["updatedAt"] = updated_at.clone();
    }
    for (name, given) in IDENTITIES {
        match context.body[given].as_str() {
            Some(identity) => deployment[name] = identity.into(),
            // The Deployment falls back to the one that the API generates.
            None if given == "workloadIdentity" => {
                deployment[name] = format!("made-up-identity-of-{id}").into();
            }
            None => {
                if let Some(members) = deployment.as_object_mut() {
                    members.remove(name);
                }
            }
        }
    }
    if let Some(spec) = deployment.pointer_mut("/scalingSpec/hibernationSpec/override") {
        spec["isActive"] = true.into();
    }
    let schema = Some("Deployment");
    Ok(context.stamps.plan.begin(schema, change, deployment))
}

/// Returns 400 for a duplicate name, not 409.
fn check_name(context: &RequestContext<'_>, id: &str, deployment: &Value) -> Result<(), Failure> {
    let workspace = &deployment["workspaceId"];
    context.expect_new_name("deployments", id, deployment, |other| {
        other["workspaceId"] == *workspace
    })
}

/// Removes secret environment variables, which are stored but never returned.
pub(super) fn hide_secrets(deployment: &mut Value) {
    for variable in list_of(deployment, "environmentVariables") {
        if variable["isSecret"] == true {
            variable["value"] = "".into();
        }
    }
}

fn text(document: &Value, name: &str) -> String {
    document[name].as_str().unwrap_or_default().to_owned()
}
