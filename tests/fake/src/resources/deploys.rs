//! Deploys of code to a Deployment.

use serde_json::Value;

use crate::failure::{Failure, FieldError};
use crate::store::{Change, Work};

use super::generic;
use super::request_context::{Outcome, RequestContext};

/// Creates a deploy with its upload URLs. Nothing happens until it is finalized.
pub(super) fn amend(
    context: &mut RequestContext<'_>,
    id: &str,
    deploy: &mut Value,
    change: Change,
) -> Result<Option<Work>, Failure> {
    if change == Change::Create {
        let kind = context.body["type"].as_str().unwrap_or_default();
        deploy["status"] = "INITIALIZED".into();
        if kind == "BUNDLE" {
            deploy["bundleUploadUrl"] = context.stamps.storage.url(id).into();
        } else if kind != "IMAGE_ONLY" {
            deploy["dagsUploadUrl"] = context.stamps.storage.url(id).into();
        }
        if let Some(deployment) = context
            .content
            .document("deployments", context.path_value("deploymentId"))
        {
            for name in [
                "airflowVersion",
                "astroRuntimeVersion",
                "imageRepository",
                "isDagDeployEnabled",
            ] {
                deploy[name] = deployment[name].clone();
            }
        }
    }
    Ok(None)
}

/// Finalizes a deploy. The Deployment applies the new code while the deploy is polled.
pub(super) fn finalize(context: &mut RequestContext<'_>) -> Outcome {
    let (collection, id) = context.item();
    let deploy = context.content.document(&collection, &id);
    for (url, version) in [
        ("dagsUploadUrl", "dagTarballVersion"),
        ("bundleUploadUrl", "bundleTarballVersion"),
    ] {
        if deploy.is_some_and(|deploy| deploy[url].is_string()) {
            let given = context.body[version].as_str().unwrap_or_default();
            // A bundle without a version is removed, and an image may have no DAGs.
            let is_of_dags = deploy.is_some_and(|deploy| deploy["type"] == "DAG_ONLY");
            if given.is_empty() && !is_of_dags {
                continue;
            }
            let checked = context.stamps.storage.check(&id, given);
            checked.map_err(|why| {
                let why = format!("cannot be deployed: {why}");
                Failure::invalid(vec![FieldError::new(version, "invalid", why)])
            })?;
        }
    }
    let version = context
        .body
        .get("dagTarballVersion")
        .filter(|version| version.is_string())
        .cloned();
    let plan = context.stamps.plan;
    let now = context.stamps.now();
    let row = context.content.get_mut(&collection, &id);
    let row = row.ok_or_else(|| Failure::unknown("deploy", &id))?;
    row.document["updatedAt"] = now.into();
    if let Some(version) = &version {
        row.document["dagTarballVersion"] = version.clone();
    }
    row.work = plan.begin(Some("Deploy"), Change::Update, &mut row.document);
    let (deploy, tag) = (row.document.clone(), row.document["imageTag"].clone());
    let deployment_id = context.path_value("deploymentId").to_owned();
    if let Some(row) = context.content.get_mut("deployments", &deployment_id) {
        row.document["imageTag"] = tag;
        if let Some(version) = version {
            row.document["desiredDagTarballVersion"] = version.clone();
            row.document["dagTarballVersion"] = version;
        }
    }
    Ok(Some(generic::response(context, deploy)))
}

/// Creates a rollback, which is a separate deploy.
pub(super) fn roll_back(context: &mut RequestContext<'_>) -> Outcome {
    let (collection, former) = context.item();
    let deploy = context.content.document(&collection, &former).cloned();
    let mut deploy = deploy.ok_or_else(|| Failure::unknown("deploy", &former))?;
    let id = context.stamps.generator(context.path_values).id();
    let schema = context.document.named("Deploy");
    deploy["id"] = id.clone().into();
    deploy["rollbackFromId"] = former.into();
    if context.body["description"].is_string() {
        deploy["description"] = context.body["description"].clone();
    }
    context.stamp(&schema, &mut deploy, true);
    let work = context
        .stamps
        .plan
        .begin(Some("Deploy"), Change::Create, &mut deploy);
    context
        .content
        .push(&collection, id.clone(), deploy.clone());
    if let Some(row) = context.content.get_mut(&collection, &id) {
        row.work = work;
    }
    Ok(Some(generic::response(context, deploy)))
}
