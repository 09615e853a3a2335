//! The expected result of decoding a body: the design's rules, implemented independently from the document alone.

use serde_json::{Map, Value, json};

use crate::wire::document::{Document, requires};

/// Returns the body as re-encoded by the client; `None` if it must be rejected.
pub(super) fn expected(document: &Document, schema: &Value, body: &Value) -> Option<Value> {
    let schema = document.resolve(schema);
    match body {
        Value::Array(items) => items
            .iter()
            .map(|item| expected(document, &schema["items"], item))
            .collect(),
        Value::Object(members) if schema.get("properties").is_some() => {
            object(document, schema, members)
        }
        // Unknown enum values are preserved, too.
        other => Some(other.clone()),
    }
}

fn object(document: &Document, schema: &Value, members: &Map<String, Value>) -> Option<Value> {
    let mut result = Map::new();
    // An unknown member is ignored.
    for (name, property) in schema["properties"].as_object().unwrap() {
        match members.get(name).filter(|value| !value.is_null()) {
            Some(value) => {
                result.insert(name.clone(), expected(document, property, value)?);
            }
            None if is_required(schema, name) => return None,
            None if requires(schema, name) => {
                result.insert(name.clone(), zero(document, property));
            }
            // An optional one is absent.
            None => {}
        }
    }
    Some(result.into())
}

/// Returns whether a response without the member would be misleading: a page without its rows or its total looks like
/// the end of a list, and a resource without its id cannot be found again.
pub(super) fn is_required(schema: &Value, name: &str) -> bool {
    let is_page = schema["properties"].get("totalCount").is_some();
    let is_list = schema["properties"][name]["type"] == "array";
    requires(schema, name) && (name == "id" || is_page && (name == "totalCount" || is_list))
}

/// Returns the zero value of a required member.
fn zero(document: &Document, schema: &Value) -> Value {
    if schema["nullable"] == true {
        return Value::Null;
    }
    let schema = document.resolve(schema);
    match schema["type"].as_str().unwrap() {
        "string" if schema["format"] == "date-time" => json!("1970-01-01T00:00:00Z"),
        "string" => json!(""),
        "integer" => json!(0),
        "number" => json!(0.0),
        "boolean" => json!(false),
        "array" => json!([]),
        _ => {
            let properties = schema["properties"].as_object().into_iter().flatten();
            let required = properties.filter(|(name, _)| requires(schema, name));
            let zeros = required.map(|(name, property)| (name.clone(), zero(document, property)));
            zeros.collect::<Map<_, _>>().into()
        }
    }
}
