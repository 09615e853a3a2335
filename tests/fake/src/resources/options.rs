//! The options for Deployments.

use serde_json::json;

use super::{Outcome, RequestContext, runtime, shaped};

pub(super) fn of_deployments(context: &mut RequestContext<'_>) -> Outcome {
    let mut options = shaped::answer(context)?;
    if let Some(options) = &mut options {
        options["runtimeReleases"] = runtime::releases();
        options["executors"] = json!(["CELERY", "KUBERNETES", "ASTRO"]);
    }
    Ok(options)
}
