//! Marks members of requests that can be `null`, and lists that can be either empty or absent.
//!
//! In a request, a `null` member differs from an absent one, so members that allow `null` are marked with
//! `x-astro-nullable`. In responses both mean the same, so response types are not changed.
//!
//! Progenitor turns an optional list into a plain list that is not sent when it is empty, but in an update an empty
//! list and an absent one differ. A nullable list becomes `Option<Vec<_>>`, which distinguishes them;
//! `x-astro-optional-list` marks lists that cannot be `null`. The same applies to maps and free-form objects.

use serde_json::Value;

use super::reachable::{Direction, reachable};
use crate::{document, error::Result, names::Names};

const OPTIONAL_LIST: &str = "x-astro-optional-list";

pub(super) fn mark(document: &mut Value, _: &Names) -> Result<()> {
    let in_requests = reachable(document, Direction::Requests);
    let in_responses = reachable(document, Direction::Responses);
    for (name, schema) in document::schemas_mut(document)? {
        if !in_requests.contains(name) {
            continue;
        }
        let required = schema.get("required").cloned().unwrap_or_default();
        let is_required = |property: &str| {
            let mut all = required.as_array().into_iter().flatten();
            all.any(|r| r == property)
        };
        let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
        for (property, value) in properties.into_iter().flatten() {
            if value.get("nullable") == Some(&Value::Bool(true)) {
                if !in_responses.contains(name) && value.get(OPTIONAL_LIST).is_none() {
                    value["x-astro-nullable"] = Value::Bool(true);
                }
            } else if is_collection(value) && !is_required(property) {
                value["nullable"] = Value::Bool(true);
                value[OPTIONAL_LIST] = Value::Bool(true);
            }
        }
    }
    Ok(())
}

fn is_collection(schema: &Value) -> bool {
    match document::text(schema, "type") {
        Some("array") => true,
        Some("object") => schema.get("properties").is_none(),
        _ => false,
    }
}
