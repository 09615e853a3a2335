//! Finds the schemas that requests and responses use.

use std::collections::BTreeSet;

use astro_api_openapi_model::{METHODS, component_name};
use serde_json::Value;

/// Where a schema is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// In parameters and request bodies.
    Requests,
    Responses,
}

/// Returns the component schemas that are used there, directly or inside others.
pub(crate) fn reachable(document: &Value, direction: Direction) -> BTreeSet<String> {
    let members: &[&str] = match direction {
        Direction::Requests => &["parameters", "requestBody"],
        Direction::Responses => &["responses"],
    };
    let mut found = BTreeSet::new();
    let items = document.get("paths").and_then(Value::as_object);
    for item in items.into_iter().flatten().map(|(_, item)| item) {
        let operations = METHODS.iter().filter_map(|method| item.get(*method));
        for value in operations.flat_map(|o| members.iter().filter_map(|m| o.get(*m))) {
            collect(document, value, &mut found);
        }
    }
    found
}

/// Adds the component schemas that `value` refers to, directly or through others.
pub(crate) fn collect(document: &Value, value: &Value, found: &mut BTreeSet<String>) {
    if let Some(name) = component_name(value) {
        if found.insert(name.to_owned()) {
            let schemas = document.pointer("/components/schemas");
            if let Some(schema) = schemas.and_then(|s| s.get(name)) {
                collect(document, schema, found);
            }
        }
        return;
    }
    match value {
        Value::Array(all) => all.iter().for_each(|v| collect(document, v, found)),
        Value::Object(all) => all.values().for_each(|v| collect(document, v, found)),
        _ => {}
    }
}
