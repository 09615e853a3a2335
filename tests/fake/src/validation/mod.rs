//! Validation of requests against the document.

mod field_errors;
mod query;

use astro_api_openapi_model::Schema;
use serde_json::Value;

use crate::failure::FieldError;
use crate::resources::RequestContext;

use field_errors::check as check_value;
pub(crate) use query::check_parameter;

/// Returns all violations in a request. Undeclared query parameters are ignored.
pub(crate) fn check(context: &RequestContext<'_>) -> Vec<FieldError> {
    let parameters = context.operation.parameters.iter();
    let mut errors: Vec<FieldError> = parameters
        .flat_map(|parameter| check_parameter(parameter, context.query))
        .collect();
    if let Some(schema) = &context.operation.body {
        errors.extend(check_worker_queues(context.body));
        errors.extend(check_body(schema, context.body));
    }
    errors
}

/// Returns all violations in a body.
pub(crate) fn check_body(schema: &Schema<'_>, body: &Value) -> Vec<FieldError> {
    if body.is_object() {
        check_value(schema, "", body)
    } else {
        vec![FieldError::new("body", "json", "must be a JSON object")]
    }
}

/// Checks a rule that is not in the document: the executor `KUBERNETES` has no worker queues, and a list of them is
/// rejected even if it is empty.
fn check_worker_queues(body: &Value) -> Option<FieldError> {
    let has_queues = body.get("workerQueues").is_some_and(Value::is_array);
    (has_queues && body["executor"] == "KUBERNETES").then(|| {
        FieldError::new(
            "workerQueues",
            "workerQueuesExcludedForKubernetes",
            "must be left out for the executor KUBERNETES",
        )
    })
}
