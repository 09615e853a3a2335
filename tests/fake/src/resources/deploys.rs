//! Deploys: code on its way to a Deployment.

use serde_json::Value;

use crate::failure::{Failure, FieldError};
use crate::store::{Change, Work};

use super::{Outcome, Scene, generic};

/// A deploy says where its files belong. Nothing happens to it before it is finalized.
pub(super) fn amend(
    scene: &mut Scene<'_>,
    id: &str,
    deploy: &mut Value,
    change: Change,
) -> Result<Option<Work>, Failure> {
    if change == Change::Create {
        let kind = scene.body["type"].as_str().unwrap_or_default();
        deploy["status"] = "INITIALIZED".into();
        if kind == "BUNDLE" {
            deploy["bundleUploadUrl"] = scene.stamps.storage.url(id).into();
        } else if kind != "IMAGE_ONLY" {
            deploy["dagsUploadUrl"] = scene.stamps.storage.url(id).into();
        }
        if let Some(deployment) = scene
            .content
            .document("deployments", scene.known("deploymentId"))
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

/// The Deployment takes up the new code while the deploy is read.
pub(super) fn finalize(scene: &mut Scene<'_>) -> Outcome {
    let (collection, id) = scene.item();
    let deploy = scene.content.document(&collection, &id);
    for (url, version) in [
        ("dagsUploadUrl", "dagTarballVersion"),
        ("bundleUploadUrl", "bundleTarballVersion"),
    ] {
        if deploy.is_some_and(|deploy| deploy[url].is_string()) {
            let given = scene.body[version].as_str().unwrap_or_default();
            // A bundle without a version is taken away, and an image may come without DAGs.
            let is_of_dags = deploy.is_some_and(|deploy| deploy["type"] == "DAG_ONLY");
            if given.is_empty() && !is_of_dags {
                continue;
            }
            let checked = scene.stamps.storage.check(&id, given);
            checked.map_err(|why| {
                let why = format!("cannot be deployed: {why}");
                Failure::invalid(vec![FieldError::new(version, "invalid", why)])
            })?;
        }
    }
    let version = scene
        .body
        .get("dagTarballVersion")
        .filter(|version| version.is_string())
        .cloned();
    let plan = scene.stamps.plan;
    let now = scene.stamps.now();
    let row = scene.content.get_mut(&collection, &id);
    let row = row.ok_or_else(|| Failure::unknown("deploy", &id))?;
    row.document["updatedAt"] = now.into();
    if let Some(version) = &version {
        row.document["dagTarballVersion"] = version.clone();
    }
    row.work = plan.begin(Some("Deploy"), Change::Update, &mut row.document);
    let (deploy, tag) = (row.document.clone(), row.document["imageTag"].clone());
    let deployment_id = scene.known("deploymentId").to_owned();
    if let Some(row) = scene.content.get_mut("deployments", &deployment_id) {
        row.document["imageTag"] = tag;
        if let Some(version) = version {
            row.document["desiredDagTarballVersion"] = version.clone();
            row.document["dagTarballVersion"] = version;
        }
    }
    Ok(Some(generic::answer(scene, deploy)))
}

/// A rollback is a deploy of its own.
pub(super) fn roll_back(scene: &mut Scene<'_>) -> Outcome {
    let (collection, former) = scene.item();
    let deploy = scene.content.document(&collection, &former).cloned();
    let mut deploy = deploy.ok_or_else(|| Failure::unknown("deploy", &former))?;
    let id = scene.stamps.shaper(scene.known).id();
    let schema = scene.document.named("Deploy");
    deploy["id"] = id.clone().into();
    deploy["rollbackFromId"] = former.into();
    if scene.body["description"].is_string() {
        deploy["description"] = scene.body["description"].clone();
    }
    scene.stamp(schema, &mut deploy, true);
    let work = scene
        .stamps
        .plan
        .begin(schema.name(), Change::Create, &mut deploy);
    scene.content.push(&collection, id.clone(), deploy.clone());
    if let Some(row) = scene.content.get_mut(&collection, &id) {
        row.work = work;
    }
    Ok(Some(generic::answer(scene, deploy)))
}
