//! Adapts the checked-in document for Prism: works around two quirks of the API.

use serde_json::{Value, json};

use crate::documents;

/// The media type that Prism cannot serialize: such a response would be an internal error.
const BYTES: &str = "application/octet-stream";

/// Returns the document for Prism.
pub(super) fn for_prism() -> Value {
    let mut document = yaml_serde::from_str(&documents::checked_in()).unwrap();
    adapt(&mut document);
    document
}

fn adapt(document: &mut Value) {
    separate_variants(document);
    remove_bytes(document);
}

/// Restricts each variant of a union to its own tag values. All variants declare all values of the tag, so that one
/// body matches several, and JSON Schema's `oneOf` then rejects it. Prism ignores the discriminator.
fn separate_variants(document: &mut Value) {
    let schemas = &mut document["components"]["schemas"];
    let tags: Vec<(String, String, String)> = schemas
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(_, schema)| schema.get("discriminator"))
        .filter_map(|tag| Some((tag["propertyName"].as_str()?, tag["mapping"].as_object()?)))
        .flat_map(|(property, mapping)| {
            mapping.iter().filter_map(move |(value, variant)| {
                let name = variant.as_str()?.rsplit('/').next()?;
                Some((name.to_owned(), property.to_owned(), value.clone()))
            })
        })
        .collect();
    for (variant, property, _) in &tags {
        let own: Vec<&str> = tags
            .iter()
            .filter(|(v, p, _)| v == variant && p == property)
            .map(|(_, _, value)| value.as_str())
            .collect();
        if let Some(schema) = schemas.get_mut(variant) {
            schema["properties"][property]["enum"] = json!(own);
            require(schema, property);
        }
    }
}

fn require(schema: &mut Value, property: &str) {
    let mut required = schema["required"].as_array().cloned().unwrap_or_default();
    if !required.contains(&json!(property)) {
        required.push(json!(property));
    }
    schema["required"] = required.into();
}

/// Reduces binary responses to their status code.
fn remove_bytes(document: &mut Value) {
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    let operations = paths.flat_map(|(_, path)| path.as_object_mut().into_iter().flatten());
    for (_, operation) in operations {
        let responses = operation
            .get_mut("responses")
            .and_then(Value::as_object_mut);
        for (_, response) in responses.into_iter().flatten() {
            let content = response.get_mut("content").and_then(Value::as_object_mut);
            content.map(|content| content.remove(BYTES));
        }
    }
}

#[test]
fn each_variant_has_its_own_values_and_bytes_are_gone() {
    let all = json!({ "type": "string", "enum": ["A", "B", "C"] });
    let mut document = json!({
        "paths": { "/x": { "get": { "responses": {
            "200": { "content": { BYTES: {}, "application/json": {} } },
        } } } },
        "components": { "schemas": {
            "Union": { "discriminator": {
                "propertyName": "kind",
                "mapping": { "A": "#/components/schemas/One", "B": "#/components/schemas/One", "C": "#/components/schemas/Two" },
            } },
            "One": { "properties": { "kind": all } },
            "Two": { "properties": { "kind": all, "other": all }, "required": ["kind"] },
        } },
    });
    adapt(&mut document);
    let schemas = &document["components"]["schemas"];
    assert_eq!(
        schemas["One"]["properties"]["kind"]["enum"],
        json!(["A", "B"])
    );
    assert_eq!(schemas["Two"]["properties"]["kind"]["enum"], json!(["C"]));
    assert_eq!(schemas["Two"]["properties"]["other"], all);
    assert_eq!(schemas["One"]["required"], json!(["kind"]));
    assert_eq!(schemas["Two"]["required"], json!(["kind"]));
    let response = &document["paths"]["/x"]["get"]["responses"]["200"];
    assert_eq!(response["content"], json!({ "application/json": {} }));
}
