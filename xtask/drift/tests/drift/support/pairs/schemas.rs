//! Schemas of each kind.

use serde_json::{Value, json};

/// Schemas of each kind, by a label.
pub(super) fn schemas() -> Vec<(&'static str, Value)> {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    vec![
        ("string", json!({ "type": "string" })),
        ("time", json!({ "type": "string", "format": "date-time" })),
        ("uuid", json!({ "type": "string", "format": "uuid" })),
        ("binary", json!({ "type": "string", "format": "binary" })),
        ("enum", json!({ "type": "string", "enum": ["a", "b"] })),
        ("enum of one", json!({ "type": "string", "enum": ["a"] })),
        ("integer", json!({ "type": "integer" })),
        ("int32", json!({ "type": "integer", "format": "int32" })),
        ("integer enum", json!({ "type": "integer", "enum": [1, 2] })),
        ("number", json!({ "type": "number" })),
        ("boolean", json!({ "type": "boolean" })),
        (
            "array",
            json!({ "type": "array", "items": { "type": "string" } }),
        ),
        (
            "array of enums",
            json!({ "type": "array", "items": { "type": "string", "enum": ["a", "b"] } }),
        ),
        (
            "array of objects",
            json!({ "type": "array", "items": reference("Other") }),
        ),
        (
            "map",
            json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        ),
        (
            "map of integers",
            json!({ "type": "object", "additionalProperties": { "type": "integer" } }),
        ),
        ("free-form object", json!({ "type": "object" })),
        (
            "open object",
            json!({ "type": "object", "additionalProperties": true }),
        ),
        (
            "closed object",
            json!({ "type": "object", "additionalProperties": false }),
        ),
        (
            "object",
            json!({ "type": "object", "properties": { "x": { "type": "string" } } }),
        ),
        (
            "object of two",
            json!({ "type": "object", "properties": { "x": { "type": "string" }, "y": { "type": "integer" } } }),
        ),
        ("any", json!({})),
        ("$ref object", reference("Other")),
        (
            "allOf of one",
            json!({ "allOf": [reference("Other")], "description": "An other one." }),
        ),
        ("$ref enum", reference("Kind")),
        ("$ref string", reference("Name")),
        ("$ref other string", reference("Title")),
        ("$ref integer", reference("Number")),
        ("$ref time", reference("Time")),
        ("$ref free-form object", reference("Free")),
        ("$ref any", reference("Any")),
        ("$ref other object", reference("Another")),
        ("$ref array", reference("List")),
        ("$ref map", reference("Map")),
        ("$ref union", reference("Union")),
    ]
}

pub(super) fn components() -> Value {
    let tagged = |more: Value| {
        let mut schema = json!({ "type": "object", "required": ["t"], "properties": { "t": { "type": "string" } } });
        schema["properties"]
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        schema
    };
    json!({
        "Other": { "type": "object", "properties": { "y": { "type": "string" } } },
        "Kind": { "type": "string", "enum": ["a", "b"] },
        "Name": { "type": "string" },
        "Title": { "type": "string" },
        "Number": { "type": "integer" },
        "Time": { "type": "string", "format": "date-time" },
        "Free": { "type": "object" },
        "Any": {},
        "Another": { "type": "object", "properties": { "y": { "type": "string" } } },
        "List": { "type": "array", "items": { "type": "string" } },
        "Map": { "type": "object", "additionalProperties": { "type": "string" } },
        "Union": {
            "oneOf": [{ "$ref": "#/components/schemas/UnionA" }, { "$ref": "#/components/schemas/UnionB" }],
            "discriminator": { "propertyName": "t", "mapping": {
                "A": "#/components/schemas/UnionA", "B": "#/components/schemas/UnionB",
            } },
        },
        "UnionA": tagged(json!({})),
        "UnionB": tagged(json!({ "z": { "type": "string" } })),
    })
}
