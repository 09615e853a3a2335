//! What Deployments can be made of.

use serde_json::json;

use super::{Outcome, Scene, runtime, shaped};

pub(super) fn of_deployments(scene: &mut Scene<'_>) -> Outcome {
    let mut options = shaped::answer(scene)?;
    if let Some(options) = &mut options {
        options["runtimeReleases"] = runtime::releases();
        options["executors"] = json!(["CELERY", "KUBERNETES", "ASTRO"]);
    }
    Ok(options)
}
