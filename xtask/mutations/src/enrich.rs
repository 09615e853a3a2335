//! Adds features that the checked-in document does not use.

use serde_json::{Value, json};

/// Adds some features that the checked-in document does not use, so that random changes cover them.
pub fn enrich(document: &mut Value) {
    let list = &mut document["paths"]["/organizations"]["get"];
    list["callbacks"] = json!({ "done": { "{$request.query.url}": { "post": { "responses": { "200": { "description": "" } } } } } });
    list["externalDocs"] = json!({ "url": "https://docs.example", "description": "More." });
    list["deprecated"] = json!(true);
    list["security"] = json!([{ "JWT": [] }, { "Other": ["a", "b"] }]);
    list["servers"] = json!([{ "url": "https://other.example" }]);
    list["x-vendor"] = json!({ "deep": [1, { "deeper": true }] });
    list["responses"]["200"]["headers"] = json!({ "X-Rate": { "schema": { "type": "integer" } } });
    list["responses"]["200"]["links"] = json!({ "next": { "operationId": "ListOrganizations" } });
    let schemas = document["components"]["schemas"].as_object_mut().unwrap();
    schemas.insert(
        "Unused".to_owned(),
        json!({ "type": "object", "properties": { "a": { "type": "string" } } }),
    );
    let workspace = &mut schemas["Workspace"]["properties"];
    workspace["numbers"] = json!({ "type": "integer", "enum": [1, 2], "multipleOf": 2, "exclusiveMinimum": true, "minimum": 3 });
    workspace["sum"] = json!({ "allOf": [
        { "type": "object", "properties": { "a": { "type": "string", "pattern": "^a" } } },
        { "type": "object", "properties": { "b": { "type": "string", "nullable": true } } },
    ] });
    workspace["either"] = json!({ "anyOf": [{ "type": "string", "title": "T" }, { "type": "integer", "title": "I" }], "not": { "type": "boolean" } });
    workspace["map"] = json!({ "type": "object", "additionalProperties": { "type": "integer", "format": "int32" }, "maxProperties": 5 });
    workspace["marked"] = json!({ "type": "string", "readOnly": true, "xml": { "name": "m" }, "externalDocs": { "url": "https://d.example" } });
}
