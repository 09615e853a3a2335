//! Members of requests that can be `null`, and those that can be empty or absent, are told apart.
//!
//! In a request, a member that is `null` differs from one that is absent. Members that allow it are marked with
//! `x-astro-nullable`. In responses, the two are the same to the reader, so that types of responses are left alone.
//!
//! Progenitor turns an optional list into a plain one that is not sent when it is empty, but in an update an empty list
//! and an absent one differ. A nullable list becomes `Option<Vec<_>>`, which distinguishes them; `x-astro-optional-list`
//! marks those that the API itself does not allow to be `null`. The same is true of maps and free-form objects.

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
