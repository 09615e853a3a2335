//! Families of documents that differ in one aspect, for tests that compare each with every other one.

mod everything;
mod objects;
mod parts;
mod schemas;

use serde_json::{Value, json};

use schemas::components;

pub(crate) use everything::everything;
pub(crate) use objects::objects;
pub(crate) use parts::{bodies, parameters, properties};

/// The directions in which a schema is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Request,
    Response,
    Both,
}

pub(crate) const DIRECTIONS: [Direction; 3] =
    [Direction::Request, Direction::Response, Direction::Both];

pub(super) fn document(operation: Value, more: &[(&str, Value)]) -> Value {
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
