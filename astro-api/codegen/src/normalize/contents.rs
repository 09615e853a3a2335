//! Media types become one of two: JSON, or bytes.
//!
//! Progenitor takes the first content that is not JSON for bytes whatever its schema says, builds types from that
//! schema all the same, and panics on JSON without a schema.

use serde_json::{Value, json};

use crate::{Error, document, error::Result, names::Names};

pub(super) fn simplify(document: &mut Value, _: &Names) -> Result<()> {
    document::each_operation(document, |at, _, _, operation| {
        for (_, response) in operation
            .get_mut("responses")
            .and_then(Value::as_object_mut)
            .into_iter()
            .flatten()
        {
            let Some(content) = response.get("content").and_then(Value::as_object) else {
                continue;
            };
            let simplified = match content.iter().find(|(media_type, _)| is_json(media_type)) {
                Some((_, media)) => as_json(media),
                None if content.is_empty() => continue,
                None => {
                    json!({ "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } })
                }
            };
            response["content"] = simplified;
        }
        if let Some(body) = operation.get_mut("requestBody") {
            let found = body
                .get("content")
                .and_then(Value::as_object)
                .and_then(|c| c.iter().find(|(media_type, _)| is_json(media_type)));
            let Some((_, media)) = found else {
                return Err(Error::at(
                    at.child("requestBody").child("content"),
                    "holds no JSON; only JSON request bodies are supported",
                ));
            };
            body["content"] = as_json(media);
        }
        Ok(())
    })
}

fn as_json(media: &Value) -> Value {
    let schema = media.get("schema").cloned().unwrap_or_else(|| json!({}));
    json!({ "application/json": { "schema": schema } })
}

/// Whether the media type is JSON by [RFC 6839](https://www.rfc-editor.org/rfc/rfc6839#section-3.1): `application/json`
/// itself or a type with the suffix `+json`.
fn is_json(media_type: &str) -> bool {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}
