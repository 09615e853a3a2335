//! Validation of requests against the document.

mod body;
mod query;

pub(crate) use body::check as check_body;
use query::check as check_query;
pub(crate) use query::check_parameter;

use chrono::DateTime;
use serde_json::Value;

use crate::document::Schema;
use crate::failure::FieldError;
use crate::resources::RequestContext;

/// Returns all violations in a request.
pub(crate) fn check(context: &RequestContext<'_>) -> Vec<FieldError> {
    let mut refused = check_query(context.document, context.operation, context.query);
    if let Some(schema) = &context.operation.body {
        refused.extend(check_worker_queues(context.body));
        refused.extend(check_body(context.document.schema(schema), context.body));
    }
    refused
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

/// Returns the violation in a text.
fn check_text(schema: Schema<'_>, field: &str, text: &str) -> Option<FieldError> {
    if let Some(values) = schema.values() {
        return (!values.contains(&text)).then(|| FieldError::one_of(field, &values));
    }
    if schema.text("format") == Some("date-time") {
        let is_time = DateTime::parse_from_rfc3339(text).is_ok();
        return (!is_time)
            .then(|| FieldError::new(field, "datetime", "must be a time as of RFC 3339"));
    }
    let length = text.chars().count();
    match (schema.size("minLength"), schema.size("maxLength")) {
        (_, Some(maximum)) if length > maximum => Some(FieldError::new(
            field,
            "max",
            format!("must be a maximum of {maximum} characters in length"),
        )),
        (Some(minimum), _) if length < minimum => Some(FieldError::new(
            field,
            "min",
            format!("must be at least {minimum} characters in length"),
        )),
        _ => None,
    }
}

/// Returns the violation in a number.
fn check_number(schema: Schema<'_>, field: &str, number: i64) -> Option<FieldError> {
    match (schema.number("minimum"), schema.number("maximum")) {
        (_, Some(maximum)) if number > maximum => Some(FieldError::new(
            field,
            "max",
            format!("must be {} or less", with_commas(maximum)),
        )),
        (Some(minimum), _) if number < minimum => Some(FieldError::new(
            field,
            "min",
            format!("must be {} or greater", with_commas(minimum)),
        )),
        _ => None,
    }
}

/// Returns the violation of a missing required member.
pub(crate) fn missing(field: &str) -> FieldError {
    FieldError::new(field, "required", "is a required field")
}

/// Formats `1000` as `1,000`, like the API.
fn with_commas(number: i64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) && !text.ends_with('-') {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
