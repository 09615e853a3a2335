//! The expected result of decoding a body: the design's rules, implemented independently from the document alone.

use astro_api_openapi_model::Schema;
use serde_json::{Map, Value, json};

/// Returns the body as re-encoded by the client; `None` if it must be rejected.
pub(super) fn expected(schema: &Schema<'_>, body: &Value) -> Option<Value> {
    match body {
        Value::Array(items) => {
            let schema = schema.items().unwrap();
            items.iter().map(|item| expected(&schema, item)).collect()
        }
        Value::Object(members) if schema.get("properties").is_some() => object(schema, members),
        // Unknown enum values are preserved, too.
        other => Some(other.clone()),
    }
}

fn object(schema: &Schema<'_>, members: &Map<String, Value>) -> Option<Value> {
    let mut result = Map::new();
    // An unknown member is ignored.
    for (name, property) in schema.properties() {
        match members.get(name).filter(|value| !value.is_null()) {
            Some(value) => {
                result.insert(name.to_owned(), expected(&property, value)?);
            }
            None if is_required(schema, name) => return None,
            None if schema.requires(name) => {
                result.insert(name.to_owned(), zero(&property));
            }
            // An optional one is absent.
            None => {}
        }
    }
    Some(result.into())
}

/// Returns whether a response without the member would be misleading: a page without its rows or its total looks like
/// the end of a list, and a resource without its id cannot be found again.
pub(super) fn is_required(schema: &Schema<'_>, name: &str) -> bool {
    let is_page = schema.property("totalCount").is_some();
    let is_list = schema.property(name).and_then(|p| p.kind()) == Some("array");
    schema.requires(name) && (name == "id" || is_page && (name == "totalCount" || is_list))
}

/// Returns the zero value of a required member.
fn zero(schema: &Schema<'_>) -> Value {
    if schema.is("nullable") {
        return Value::Null;
    }
    match schema.kind().unwrap() {
        "string" if schema.text("format") == Some("date-time") => json!("1970-01-01T00:00:00Z"),
        "string" => json!(""),
        "integer" => json!(0),
        "number" => json!(0.0),
        "boolean" => json!(false),
        "array" => json!([]),
        _ => {
            let properties = schema.properties();
            let required = properties.filter(|(name, _)| schema.requires(name));
            let zeros = required.map(|(name, property)| (name.to_owned(), zero(&property)));
            zeros.collect::<Map<_, _>>().into()
        }
    }
}
