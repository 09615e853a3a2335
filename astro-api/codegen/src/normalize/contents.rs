//! Reduces each response to one content, JSON or bytes, and each request body to JSON, a form, text or bytes.
//!
//! Progenitor treats the first content that is not JSON as bytes regardless of its schema, generates types from that
//! schema anyway, and panics on JSON without a schema. So request bodies are passed to progenitor as JSON, and their
//! encoding is kept in `x-astro-body`.

use astro_api_openapi_model::{Location, essence, json_content};
use serde_json::{Value, json};

use crate::{Error, document, error::Result, names::Names};

/// The member with the encoding of a request body that is not JSON.
pub(crate) const BODY: &str = "x-astro-body";

pub(super) fn simplify(document: &mut Value, _: &Names) -> Result<()> {
    document::each_operation(document, |at, _, _, operation| {
        let responses = operation
            .get_mut("responses")
            .and_then(Value::as_object_mut);
        for (_, response) in responses.into_iter().flatten() {
            let Some(content) = response.get("content").and_then(Value::as_object) else {
                continue;
            };
            response["content"] = match json_content(content) {
                Some((_, media)) => as_json(media.get("schema")),
                None if content.is_empty() => continue,
                None => {
                    json!({ "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } })
                }
            };
        }
        match operation.get_mut("requestBody") {
            Some(body) => simplify_body(&at.child("requestBody").child("content"), body),
            None => Ok(()),
        }
    })
}

fn simplify_body(at: &Location, body: &mut Value) -> Result<()> {
    let content = body.get("content").and_then(Value::as_object);
    let content = content.ok_or_else(|| Error::at(at, "is missing or not an object"))?;
    let find = |prefix: &str| content.iter().find(|(m, _)| essence(m).starts_with(prefix));
    let text = json!({ "type": "string" });
    let (schema, encoding) = if let Some((_, media)) = json_content(content) {
        (media.get("schema").cloned(), body.get(BODY).cloned())
    } else if let Some((_, media)) = find("application/x-www-form-urlencoded") {
        (media.get("schema").cloned(), Some(json!({ "as": "form" })))
    } else if let Some((media_type, _)) = find("text/") {
        let media_type = sendable(media_type, "text/plain");
        (
            Some(text),
            Some(json!({ "as": "text", "mediaType": media_type })),
        )
    } else if let Some((media_type, _)) = content.iter().next() {
        let media_type = sendable(media_type, "application/octet-stream");
        (
            Some(text),
            Some(json!({ "as": "bytes", "mediaType": media_type })),
        )
    } else {
        return Err(Error::at(at, "has no media type"));
    };
    body["content"] = as_json(schema.as_ref());
    if let Some(encoding) = encoding {
        body[BODY] = encoding;
    }
    Ok(())
}

fn as_json(schema: Option<&Value>) -> Value {
    let schema = schema.cloned().unwrap_or_else(|| json!({}));
    json!({ "application/json": { "schema": schema } })
}

/// Returns the media type, if it is valid in the header of a request.
fn sendable<'a>(media_type: &'a str, otherwise: &'a str) -> &'a str {
    let is_type = essence(media_type)
        .split_once('/')
        .is_some_and(|(kind, subtype)| !kind.is_empty() && !subtype.is_empty());
    let is_header = media_type.bytes().all(|b| matches!(b, b' '..=b'~'));
    if is_type && is_header && !media_type.contains('*') {
        media_type
    } else {
        otherwise
    }
}
