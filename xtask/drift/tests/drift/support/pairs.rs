//! Families of documents that differ in one aspect, for tests that compare each with every other one.

use serde_json::{Value, json};

/// The directions in which a schema is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Request,
    Response,
    Both,
}

pub(crate) const DIRECTIONS: [Direction; 3] =
    [Direction::Request, Direction::Response, Direction::Both];

/// Schemas of each kind, by a label.
fn schemas() -> Vec<(&'static str, Value)> {
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

fn components() -> Value {
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

fn document(operation: Value, more: &[(&str, Value)]) -> Value {
    let mut schemas = components();
    for (name, schema) in more {
        schemas[*name] = schema.clone();
    }
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Things", "version": "1" },
        "paths": { "/things": { "post": operation } },
        "components": { "schemas": schemas },
    })
}

/// Creates a document whose operation sends or returns a schema.
pub(crate) fn document_using(
    direction: Direction,
    schema: &Value,
    more: &[(&str, Value)],
) -> Value {
    let content = json!({ "application/json": { "schema": schema } });
    let mut operation = json!({
        "operationId": "MakeThing",
        "tags": ["Thing"],
        "responses": { "200": { "description": "OK" } },
    });
    if direction != Direction::Response {
        operation["requestBody"] = json!({ "required": true, "content": content });
    }
    if direction != Direction::Request {
        operation["responses"]["200"]["content"] = content;
    }
    document(operation, more)
}

/// Creates a property of each kind, with each presence.
pub(crate) fn properties(direction: Direction) -> Vec<(String, Value)> {
    let mut all = vec![("none".to_owned(), thing(direction, None, false))];
    for (label, schema) in schemas() {
        for (presence, required, nullable) in PRESENCES {
            let mut schema = schema.clone();
            if nullable {
                schema = match schema.get("$ref") {
                    Some(_) => json!({ "allOf": [schema], "nullable": true }),
                    None => {
                        schema["nullable"] = json!(true);
                        schema
                    }
                };
            }
            let document = thing(direction, Some(schema), required);
            all.push((format!("{presence} {label}"), document));
        }
    }
    all
}

const PRESENCES: [(&str, bool, bool); 4] = [
    ("required", true, false),
    ("optional", false, false),
    ("required nullable", true, true),
    ("nullable", false, true),
];

fn thing(direction: Direction, property: Option<Value>, required: bool) -> Value {
    let mut thing = json!({ "type": "object", "properties": { "anchor": { "type": "string" } } });
    if let Some(property) = property {
        thing["properties"]["p"] = property;
    }
    if required {
        thing["required"] = json!(["p"]);
    }
    let reference = json!({ "$ref": "#/components/schemas/Thing" });
    document_using(direction, &reference, &[("Thing", thing)])
}

/// Creates a parameter of each kind, required and optional.
pub(crate) fn parameters(location: &str) -> Vec<(String, Value)> {
    let path = if location == "path" {
        "/things/{q}"
    } else {
        "/things"
    };
    let with = |parameter: Option<Value>| {
        let operation = json!({
            "operationId": "MakeThing",
            "parameters": parameter.into_iter().collect::<Vec<_>>(),
            "responses": { "204": { "description": "Done" } },
        });
        let mut all = document(operation, &[]);
        let paths = all["paths"].as_object_mut().unwrap();
        let item = paths.shift_remove("/things").unwrap();
        paths.insert(path.to_owned(), item);
        all
    };
    let mut all = Vec::new();
    if location != "path" {
        all.push(("none".to_owned(), with(None)));
    }
    for (label, schema) in schemas() {
        for required in [true, false] {
            if location == "path" && !required {
                continue;
            }
            let parameter =
                json!({ "name": "q", "in": location, "required": required, "schema": schema });
            let word = if required { "required" } else { "optional" };
            all.push((format!("{word} {label}"), with(Some(parameter))));
        }
    }
    all
}

/// Creates a body of each kind.
pub(crate) fn bodies(direction: Direction) -> Vec<(String, Value)> {
    let mut all: Vec<(String, Value)> = schemas()
        .into_iter()
        .map(|(label, schema)| (label.to_owned(), document_using(direction, &schema, &[])))
        .collect();
    let reference = json!({ "$ref": "#/components/schemas/Other" });
    let mut edit = |label: &str, edit: &dyn Fn(&mut Value)| {
        let mut document = document_using(direction, &reference, &[]);
        edit(&mut document["paths"]["/things"]["post"]);
        all.push((label.to_owned(), document));
    };
    edit("no body", &|operation| {
        operation
            .as_object_mut()
            .unwrap()
            .shift_remove("requestBody");
        operation["responses"] = json!({ "204": { "description": "Done" } });
    });
    edit("optional body", &|operation| {
        if operation.get("requestBody").is_some() {
            operation["requestBody"]["required"] = json!(false);
        }
    });
    for media_type in [
        "application/hal+json",
        "application/json; charset=utf-8",
        "text/plain",
    ] {
        edit(media_type, &|operation| {
            for pointer in ["/requestBody/content", "/responses/200/content"] {
                if let Some(content) = operation.pointer_mut(pointer) {
                    *content = json!({ media_type: content["application/json"] });
                }
            }
        });
    }
    edit("no schema", &|operation| {
        for pointer in ["/requestBody/content", "/responses/200/content"] {
            if let Some(content) = operation.pointer_mut(pointer) {
                *content = json!({ "application/json": {} });
            }
        }
    });
    all
}

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

/// Creates a document that covers most features.
pub(crate) fn everything() -> Value {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let kept = schemas()
        .into_iter()
        .filter(|(label, _)| !label.contains("uuid"));
    let properties: serde_json::Map<String, Value> = kept
        .map(|(label, schema)| (label.replace(['$', ' ', '-'], ""), schema))
        .collect();
    let thing = json!({
        "type": "object",
        "required": ["string", "array", "map", "refobject"],
        "properties": properties,
    });
    let mut sent = thing.clone();
    sent["properties"]["string"]["maxLength"] = json!(20);
    sent["properties"]["password"] =
        json!({ "type": "string", "x-secret": true, "nullable": true });
    sent["properties"]["old"] = json!({ "type": "string", "deprecated": true });
    sent["properties"]["kept"] = json!({ "type": "string", "readOnly": true });
    let page = json!({
        "type": "object",
        "required": ["things", "totalCount"],
        "properties": {
            "things": { "type": "array", "items": reference("Thing") },
            "totalCount": { "type": "integer" }, "limit": { "type": "integer" }, "offset": { "type": "integer" },
        },
    });
    let body = |schema: Value| json!({ "application/json": { "schema": schema } });
    let query =
        |name: &str, schema: Value| json!({ "name": name, "in": "query", "schema": schema });
    let both = json!({
        "type": "object", "required": ["id"], "additionalProperties": { "type": "string" },
        "properties": { "id": { "type": "string" }, "names": { "type": "array", "items": { "type": "string" } } },
    });
    let sum = json!({ "allOf": [reference("Other"), { "type": "object", "required": ["z"], "properties": { "z": { "type": "string" } } }] });
    let create = json!({
        "operationId": "CreateThing", "tags": ["Thing"], "x-permission": [{ "action": "thing.create" }],
        "requestBody": { "required": true, "content": body(reference("Sent")) },
        "responses": { "200": { "description": "OK", "content": body(reference("Thing")) }, "400": { "description": "Bad" } },
    });
    let mut all = document(
        create,
        &[
            ("Thing", thing),
            ("Sent", sent),
            ("Page", page),
            ("Both", both),
            ("Sum", sum),
        ],
    );
    all["paths"]["/things"]["get"] = json!({
        "operationId": "ListThings", "tags": ["Thing"],
        "parameters": [
            query("limit", json!({ "type": "integer", "maximum": 100 })),
            query("offset", json!({ "type": "integer" })),
            query("sorts", json!({ "type": "array", "items": { "type": "string", "enum": ["a", "b"] } })),
            { "name": "X-Trace", "in": "header", "schema": { "type": "string" } },
            { "name": "kind", "in": "query", "required": true, "schema": reference("Kind") },
        ],
        "responses": { "200": { "description": "OK", "content": body(reference("Page")) } },
    });
    all["paths"]["/things/{id}"] = json!({
        "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
        "put": {
            "operationId": "UpdateThing", "deprecated": true,
            "requestBody": { "content": body(reference("Both")) },
            "responses": { "200": { "description": "OK", "content": body(reference("Both")) } },
        },
        "get": {
            "operationId": "ReadThing", "x-idempotent": true,
            "responses": { "200": { "description": "OK", "content": body(reference("Sum")) } },
        },
        "delete": { "operationId": "DeleteThing", "responses": { "204": { "description": "Gone" } } },
    });
    all["paths"]["/log"] = json!({
        "get": { "operationId": "GetLog", "responses": { "200": { "description": "OK", "content": { "text/plain": { "schema": { "type": "string" } } } } } },
    });
    all
}
