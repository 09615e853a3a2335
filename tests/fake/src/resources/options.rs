//! The options for Deployments.

use serde_json::json;

use crate::runtime;

use super::generated;
use super::request_context::{Outcome, RequestContext};

pub(super) fn of_deployments(context: &mut RequestContext<'_>) -> Outcome {
    let mut options = generated::response(context)?;
    if let Some(options) = &mut options {
        options["runtimeReleases"] = runtime::releases();
        options["executors"] = json!(["CELERY", "KUBERNETES", "ASTRO"]);
    }
    Ok(options)
}
