//! The hibernation override of a Deployment.

use serde_json::{Value, json};

use crate::failure::Failure;

use super::request_context::{Outcome, RequestContext};

/// Hibernates or wakes the Deployment at once. Only one in development mode can hibernate.
pub(super) fn begin(context: &mut RequestContext<'_>) -> Outcome {
    let mut hibernation = json!({ "isActive": true });
    for name in ["isHibernating", "overrideUntil"] {
        if let Some(given) = context.body.get(name).filter(|given| !given.is_null()) {
            hibernation[name] = given.clone();
        }
    }
    let is_asleep = hibernation["isHibernating"] == true;
    let deployment = deployment(context)?;
    if deployment["isDevelopmentMode"] != true {
        return Err(Failure::refused(
            "hibernation is for deployments in development mode only",
        ));
    }
    spec(deployment)["override"] = hibernation.clone();
    deployment["status"] = if is_asleep { "HIBERNATING" } else { "HEALTHY" }.into();
    Ok(Some(hibernation))
}

/// Deletes the override; without one, returns 404 like every repeated deletion.
pub(super) fn end(context: &mut RequestContext<'_>) -> Outcome {
    let deployment = deployment(context)?;
    let spec = spec(deployment).as_object_mut();
    match spec.and_then(|spec| spec.remove("override")) {
        Some(_) => {
            deployment["status"] = "HEALTHY".into();
            Ok(None)
        }
        None => Err(Failure::new(
            hyper::StatusCode::NOT_FOUND,
            "The deployment has no hibernation override",
        )),
    }
}

fn deployment<'a>(context: &'a mut RequestContext<'_>) -> Result<&'a mut Value, Failure> {
    let (collection, id) = context.item();
    let row = context.content.get_mut(&collection, &id);
    row.map(|row| &mut row.document)
        .ok_or_else(|| Failure::unknown("deployment", &id))
}

fn spec(deployment: &mut Value) -> &mut Value {
    let spec = &mut deployment["scalingSpec"]["hibernationSpec"];
    if spec.is_null() {
        *spec = json!({});
    }
    spec
}
