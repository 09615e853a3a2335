//! Optional lists, maps and free-form objects of requests become nullable.
//!
//! Progenitor makes an optional list a plain one that is never sent when it is empty; but in an update of this API an
//! empty list and an absent one mean different things. A nullable one becomes `Option<Vec<_>>`, which can say both. In
//! answers the plain list stays: there, none and empty are the same to the reader.

use serde_json::Value;

use super::reachable::{Direction, reachable};
use crate::{document, error::Result, names::Names};

pub(super) fn make_nullable(document: &mut Value, _: &Names) -> Result<()> {
    let sent = reachable(document, Direction::Requests);
    for (name, schema) in document::schemas_mut(document)? {
        if !sent.contains(name) {
            continue;
        }
        let required = schema.get("required").cloned().unwrap_or_default();
        let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
        for (property, value) in properties.into_iter().flatten() {
            let is_required = required
                .as_array()
                .is_some_and(|all| all.iter().any(|r| r == property));
            let is_collection = value.get("type").is_some_and(|t| t == "array")
                || (value.get("type").is_some_and(|t| t == "object")
                    && value.get("properties").is_none());
            let may_be_null = value.get("nullable") == Some(&Value::Bool(true));
            if is_collection && !is_required && !may_be_null {
                value["nullable"] = Value::Bool(true);
                // The API itself would not take `null`.
                value["x-astro-optional-list"] = Value::Bool(true);
            }
        }
    }
    Ok(())
}
