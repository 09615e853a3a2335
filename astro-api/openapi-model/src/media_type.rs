//! Media types of bodies.

use serde_json::{Map, Value};

/// Returns a media type in lower case, without its parameters.
pub fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Returns whether a media type is JSON by
/// [RFC 6839](https://www.rfc-editor.org/rfc/rfc6839#section-3.1): `application/json` itself or a type with the suffix
/// `+json`.
pub fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json" || essence.ends_with("+json")
}

/// Returns the JSON among the contents of a body. `*/*` is JSON unless its schema is text, because documents that are
/// generated from server code use it that way.
pub fn json_content(content: &Map<String, Value>) -> Option<(&str, &Value)> {
    let json = content.iter().find(|(media_type, _)| is_json(media_type));
    let found = json.or_else(|| {
        content.iter().find(|(media_type, media)| {
            let schema = media.get("schema");
            *media_type == "*/*"
                && schema.is_some_and(|s| s.get("type").is_none_or(|t| t != "string"))
        })
    });
    found.map(|(media_type, media)| (media_type.as_str(), media))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{is_json, json_content};

    #[test]
    fn json_is_recognized_by_type_or_suffix() {
        for media_type in [
            "application/json",
            "Application/JSON; charset=utf-8",
            "application/problem+json",
        ] {
            assert!(is_json(media_type), "{media_type}");
        }
        for media_type in ["text/json-lines", "application/x-ndjson", "text/plain", ""] {
            assert!(!is_json(media_type), "{media_type}");
        }
    }

    #[test]
    fn any_media_type_is_json_unless_it_is_text() {
        let of = |schema| json!({ "*/*": { "schema": schema } });
        let name = |content: &serde_json::Value| {
            json_content(content.as_object().unwrap()).map(|(name, _)| name.to_owned())
        };
        assert_eq!(name(&of(json!({ "type": "object" }))).unwrap(), "*/*");
        assert_eq!(name(&of(json!({ "type": "string" }))), None);
    }
}
