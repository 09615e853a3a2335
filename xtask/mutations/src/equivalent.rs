//! Equivalent documents: the same document in another form.

use serde_json::{Map, Value, json};

use crate::{DATA, SETS};

/// Reverses all members, and all lists whose order has no meaning.
pub fn reverse_all(value: &mut Value) {
    match value {
        Value::Object(members) => {
            let mut pairs: Vec<(String, Value)> = std::mem::take(members).into_iter().collect();
            pairs.reverse();
            for (key, value) in &mut pairs {
                if DATA.contains(&key.as_str()) {
                    continue;
                }
                if let (true, Value::Array(items)) = (SETS.contains(&key.as_str()), &mut *value) {
                    items.reverse();
                }
                reverse_all(value);
            }
            members.extend(pairs);
        }
        Value::Array(items) => items.iter_mut().for_each(reverse_all),
        _ => {}
    }
}

/// Inlines references, one level deep, and counts them. References of unions stay: their names are tag values.
pub fn inline(document: &Value, value: &mut Value) -> usize {
    match value {
        Value::Object(members) => {
            let target = members.get("$ref").and_then(Value::as_str);
            if let Some(target) = target {
                let target = document.pointer(target.trim_start_matches('#')).unwrap();
                if target.get("oneOf").is_some() {
                    return 0;
                }
                // Keep the members next to the reference.
                let description = members.get("description").cloned();
                *value = target.clone();
                if let Some(description) = description {
                    value["description"] = description;
                }
                return 1;
            }
            let members = members.iter_mut().filter(|(key, _)| *key != "oneOf");
            members.map(|(_, v)| inline(document, v)).sum()
        }
        Value::Array(items) => items.iter_mut().map(|v| inline(document, v)).sum(),
        _ => 0,
    }
}

/// Replaces the inline schemas of all properties by references, and counts them.
pub fn extract_schemas(document: &mut Value) -> usize {
    let mut extracted = Map::new();
    let schemas = document["components"]["schemas"].as_object_mut().unwrap();
    for (owner, schema) in schemas.iter_mut() {
        let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
        for (name, property) in properties.into_iter().flatten() {
            if property.get("$ref").is_none() {
                let name = format!("{owner}_{name}");
                let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
                extracted.insert(name, std::mem::replace(property, reference));
            }
        }
    }
    let count = extracted.len();
    schemas.extend(extracted);
    count
}

/// Writes defaults explicitly, and counts them.
pub fn write_defaults(value: &mut Value) -> usize {
    match value {
        Value::Object(members) => {
            let inner: usize = members.values_mut().map(write_defaults).sum();
            let is_query = members.get("in").is_some_and(|i| i == "query");
            let is_operation = members.contains_key("operationId");
            let defaults: &[(&str, Value)] = if is_query {
                &[
                    ("style", json!("form")),
                    ("explode", json!(true)),
                    ("required", json!(false)),
                ]
            } else if is_operation {
                &[
                    ("deprecated", json!(false)),
                    ("security", json!([{ "JWT": [] }])),
                ]
            } else {
                &[]
            };
            for (key, value) in defaults {
                members.entry(*key).or_insert(value.clone());
            }
            inner + defaults.len()
        }
        Value::Array(items) => items.iter_mut().map(write_defaults).sum(),
        _ => 0,
    }
}
