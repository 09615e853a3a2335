//! Replaces an `allOf` of objects with one object that has the members of all parts.
//!
//! Progenitor merges the parts, too, but later steps do not recognize its type as an object: it has no builder, new
//! members are breaking changes, and it deserializes responses strictly.

use serde_json::{Map, Value};

use crate::{document, error::Result, names::Names};

/// The maximum nesting depth of parts. A deeper chain is considered a cycle.
const LONGEST_CHAIN: usize = 32;

pub(super) fn merge(document: &mut Value, _: &Names) -> Result<()> {
    let original = document.clone();
    document::each_schema(document, &mut |_, schema| {
        if let Some(parts) = schema.get_mut("allOf").and_then(Value::as_array_mut)
            && parts.iter().any(is_structure)
        {
            parts.retain(is_structure);
        }
        if !is_reference(schema)
            && schema.get("allOf").is_some()
            && let Some(object) = merged(&original, schema, 0)
        {
            *schema = Value::Object(object);
        }
        Ok(())
    })
}

/// Returns whether the schema is a single reference, possibly with documentation of the location.
fn is_reference(schema: &Value) -> bool {
    let parts = schema.get("allOf").and_then(Value::as_array);
    let is_one =
        matches!(parts.map(Vec::as_slice), Some([only]) if document::referenced(only).is_some());
    is_one && schema.get("properties").is_none()
}

/// Returns whether a part contains more than documentation.
fn is_structure(part: &Value) -> bool {
    let mut members = part.as_object().into_iter().flatten();
    members.any(|(key, _)| !is_annotation(key))
}

fn is_annotation(key: &str) -> bool {
    matches!(
        key,
        "description" | "title" | "example" | "externalDocs" | "deprecated" | "nullable"
    ) || key.starts_with("x-")
}

/// Merges a schema and its parts into one object. Returns `None` if one of them is not an object or contradicts
/// another.
fn merged(document: &Value, schema: &Value, depth: usize) -> Option<Map<String, Value>> {
    if depth > LONGEST_CHAIN {
        return None;
    }
    if let Some(name) = document::referenced(schema) {
        let component = document.pointer("/components/schemas")?.get(name)?;
        return merged(document, component, depth + 1);
    }
    let mut object = Map::new();
    let members = schema.as_object()?;
    for (key, value) in members {
        match key.as_str() {
            "allOf" => continue,
            "type" if value == "object" => {}
            "properties" if value.is_object() => {}
            "required" if value.is_array() => {}
            "additionalProperties" => {}
            key if is_annotation(key) => {}
            _ => return None,
        }
        object.insert(key.clone(), value.clone());
    }
    let parts = members.get("allOf").and_then(Value::as_array);
    for part in parts.into_iter().flatten() {
        add(&mut object, merged(document, part, depth + 1)?)?;
    }
    if depth == 0 {
        object.get("properties")?;
        object.insert("type".to_owned(), Value::from("object"));
    }
    Some(object)
}

/// Adds the members of a part, unless they contradict existing ones.
fn add(object: &mut Map<String, Value>, part: Map<String, Value>) -> Option<()> {
    for (key, value) in part {
        match (object.get_mut(&key), key.as_str(), value) {
            (Some(Value::Object(known)), "properties", Value::Object(more)) => {
                for (name, schema) in more {
                    if known.get(&name).is_some_and(|k| *k != schema) {
                        return None;
                    }
                    known.insert(name, schema);
                }
            }
            (Some(Value::Array(known)), "required", Value::Array(more)) => {
                for name in more {
                    if !known.contains(&name) {
                        known.push(name);
                    }
                }
            }
            (Some(known), "additionalProperties", value) if *known != value => return None,
            (None, "properties" | "required" | "additionalProperties", value) => {
                object.insert(key, value);
            }
            // The documentation of a part does not apply to the merged object.
            _ => {}
        }
    }
    Some(())
}
