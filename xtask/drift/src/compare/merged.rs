//! Merges an `allOf` of objects into one object with all their members, like the generator.

use astro_api_openapi_model::{Document, MAX_CHAIN, is_extension};
use serde_json::{Map, Value};

use super::{equality::equal, view::MergedSchemas};

/// Schema members that are documentation and not part of the type.
pub(super) const DOCUMENTATION: [&str; 4] = ["title", "description", "example", "externalDocs"];

/// Merges each `allOf` of a document that consists of objects only.
pub(super) fn merge_all(document: Document<'_>) -> MergedSchemas {
    let mut found = MergedSchemas::new();
    collect(document, document.root().value, "", &mut found);
    found
}

fn collect<'d>(document: Document<'d>, value: &'d Value, pointer: &str, found: &mut MergedSchemas) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(document, item, &format!("{pointer}/{index}"), found);
            }
        }
        Value::Object(members) => {
            if members.get("allOf").is_some_and(Value::is_array)
                && let Some(object) = merged(document, value, 0)
            {
                found.insert(pointer.to_owned(), Value::Object(object));
            }
            for (key, member) in members {
                let step = key.replace('~', "~0").replace('/', "~1");
                collect(document, member, &format!("{pointer}/{step}"), found);
            }
        }
        _ => {}
    }
}

/// Returns a schema as an object with the members of all its parts, or `None` if it is not a plain object.
fn merged<'d>(
    document: Document<'d>,
    schema: &'d Value,
    depth: usize,
) -> Option<Map<String, Value>> {
    if depth > MAX_CHAIN {
        return None;
    }
    let mut object = Map::new();
    let members = document.resolve_value(schema).as_object()?;
    for (key, value) in members {
        match key.as_str() {
            "allOf" => continue,
            "type" if value == "object" => {}
            "properties" if value.is_object() => {}
            "required" if value.is_array() => {}
            "additionalProperties" | "nullable" | "deprecated" => {}
            key if DOCUMENTATION.contains(&key) || is_extension(key) => {}
            _ => return None,
        }
        object.insert(key.clone(), value.clone());
    }
    let parts = members.get("allOf").and_then(Value::as_array);
    for part in parts.into_iter().flatten() {
        add(&mut object, merged(document, part, depth + 1)?)?;
    }
    Some(object)
}

/// Adds the members of a part, unless they contradict existing ones.
fn add(object: &mut Map<String, Value>, part: Map<String, Value>) -> Option<()> {
    for (key, value) in part {
        match (object.get_mut(&key), key.as_str(), value) {
            (Some(Value::Object(known)), "properties", Value::Object(more)) => {
                for (name, schema) in more {
                    if known.get(&name).is_some_and(|k| !equal(k, &schema)) {
                        return None;
                    }
                    known.insert(name, schema);
                }
            }
            (Some(Value::Array(known)), "required", Value::Array(more)) => {
                known.extend(more);
            }
            (Some(known), "additionalProperties", value) if !equal(known, &value) => return None,
            (None, "type" | "properties" | "required" | "additionalProperties", value) => {
                object.insert(key, value);
            }
            // The documentation of a part does not apply to the whole.
            _ => {}
        }
    }
    Some(())
}
