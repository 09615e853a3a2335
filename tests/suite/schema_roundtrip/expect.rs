//! What the client has to make of a body: the rules of the design, told a second time and by the document alone.

use serde_json::{Map, Value, json};

use crate::wire::document::{Document, requires};

/// The body as the client gives it back. `None` is one that it must refuse.
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
        // An unknown value of an enumeration, too, is kept as it is.
        other => Some(other.clone()),
    }
}

fn object(document: &Document, schema: &Value, members: &Map<String, Value>) -> Option<Value> {
    let mut result = Map::new();
    // A member that the schema does not have is passed over.
    for (name, property) in schema["properties"].as_object().unwrap() {
        match members.get(name).filter(|value| !value.is_null()) {
            Some(value) => {
                result.insert(name.clone(), expected(document, property, value)?);
            }
            None if is_vital(schema, name) => return None,
            None if requires(schema, name) => {
                result.insert(name.clone(), zero(document, property));
            }
            // An optional one is simply not there.
            None => {}
        }
    }
    Some(result.into())
}

/// Whether an answer without the member would look like another: a page without its rows or its total like the end of a
/// list, a resource without its id like one that cannot be found again.
pub(super) fn is_vital(schema: &Value, name: &str) -> bool {
    let is_page = schema["properties"].get("totalCount").is_some();
    let is_list = schema["properties"][name]["type"] == "array";
    requires(schema, name) && (name == "id" || is_page && (name == "totalCount" || is_list))
}

/// The zero value of a required member.
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
