//! Objects that differ as a whole.

use serde_json::{Value, json};

use super::{Direction, document_using, schemas::components};

/// Creates objects that differ as a whole.
pub(crate) fn objects(direction: Direction) -> Vec<(String, Value)> {
    let base = json!({ "type": "object", "required": ["a"], "properties": { "a": { "type": "string" }, "b": { "type": "integer" } } });
    let part = json!({ "type": "object", "properties": { "c": { "type": "string" } } });
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let with = |key: &str, value: Value| {
        let mut object = base.clone();
        object[key] = value;
        object
    };
    let all = [
        ("plain", base.clone()),
        ("open", with("additionalProperties", json!(true))),
        ("closed", with("additionalProperties", json!(false))),
        ("of anything", with("additionalProperties", json!({}))),
        (
            "of strings",
            with("additionalProperties", json!({ "type": "string" })),
        ),
        (
            "of integers",
            with("additionalProperties", json!({ "type": "integer" })),
        ),
        (
            "of others",
            with("additionalProperties", reference("Other")),
        ),
        ("nullable", with("nullable", json!(true))),
        ("deprecated", with("deprecated", json!(true))),
        ("described", with("description", json!("A thing."))),
        ("more required", with("required", json!(["a", "b"]))),
        ("nothing required", with("required", json!([]))),
        ("allOf itself", json!({ "allOf": [base] })),
        ("allOf itself and a part", json!({ "allOf": [base, part] })),
        (
            "allOf itself and a reference",
            json!({ "allOf": [base, reference("Other")] }),
        ),
        (
            "allOf of a reference",
            json!({ "allOf": [reference("Other")] }),
        ),
        (
            "a union of references",
            json!({ "oneOf": [reference("UnionA"), reference("UnionB")] }),
        ),
        ("a union of one", json!({ "oneOf": [reference("UnionA")] })),
        (
            "an anyOf",
            json!({ "anyOf": [reference("UnionA"), reference("UnionB")] }),
        ),
        ("a tagged union", components()["Union"].clone()),
        ("a tagged union of one", {
            let mut union = components()["Union"].clone();
            union["oneOf"] = json!([reference("UnionB")]);
            union["discriminator"]["mapping"] = json!({ "B": "#/components/schemas/UnionB" });
            union
        }),
        (
            "more required than declared",
            with("required", json!(["a", "c"])),
        ),
        ("allOf itself and nothing", json!({ "allOf": [base, {}] })),
        (
            "declared as required",
            json!({ "type": "object", "required": ["a", "c"], "properties": {
                "a": { "type": "string" }, "b": { "type": "integer" }, "c": { "type": "string" },
            } }),
        ),
        ("an enum", json!({ "type": "string", "enum": ["a", "b"] })),
        (
            "an enum of three",
            json!({ "type": "string", "enum": ["a", "b", "c"] }),
        ),
        (
            "a list",
            json!({ "type": "array", "items": { "type": "string" } }),
        ),
        (
            "a map",
            json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        ),
        ("a string", json!({ "type": "string" })),
        ("anything", json!({})),
    ];
    let documents = all.into_iter().map(|(label, schema)| {
        let document = document_using(direction, &reference("Thing"), &[("Thing", schema)]);
        (label.to_owned(), document)
    });
    documents.collect()
}
