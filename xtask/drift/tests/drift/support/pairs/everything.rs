//! A document that covers most features.

use serde_json::{Map, Value, json};

use super::{document, schemas::schemas};

/// Creates a document that covers most features.
pub(crate) fn everything() -> Value {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let kept = schemas()
        .into_iter()
        .filter(|(label, _)| !label.contains("uuid"));
    let properties: Map<String, Value> = kept
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
