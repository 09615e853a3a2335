//! The body of an error response, which is JSON only if no gateway or proxy wrote it.

use serde_json::Value;

use super::FieldError;
use crate::redaction::excerpt;

/// The content of an error response. Every member may be missing.
#[derive(Debug, Default)]
pub(crate) struct ErrorBody {
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) field_errors: Vec<FieldError>,
    /// The beginning of the body.
    pub(crate) excerpt: Option<String>,
}

impl ErrorBody {
    /// Parses a body. Every member is optional and may have any type, because a gateway or a proxy may have written
    /// it.
    pub(crate) fn parse(body: &[u8], secret: Option<&str>) -> Self {
        let excerpt = |text: &[u8]| excerpt(text, secret);
        let Ok(Value::Object(members)) = serde_json::from_slice::<Value>(body) else {
            return Self::from_text(excerpt(body));
        };
        let text = |value: Option<&Value>| {
            let text = value.and_then(Value::as_str).map(str::trim)?;
            (!text.is_empty()).then(|| excerpt(text.as_bytes()))
        };
        let message = text(members.get("message"));
        Self {
            excerpt: Some(excerpt(body)),
            message,
            request_id: text(members.get("requestId")),
            field_errors: members
                .get("fieldErrors")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .map(|e| FieldError {
                    field: text(e.get("field")).unwrap_or_default(),
                    code: text(e.get("code")).unwrap_or_default(),
                    message: text(e.get("message")).unwrap_or_default(),
                })
                .collect(),
        }
    }

    /// Uses a short plain text as the message, such as those of the gateway, but not HTML.
    fn from_text(text: String) -> Self {
        // A text that begins like JSON was truncated, or is not from the API.
        let is_message = !text.is_empty()
            && text.len() <= 200
            && !text.contains(['<', '\n'])
            && !text.starts_with(['{', '[']);
        Self {
            message: is_message.then(|| text.clone()),
            excerpt: (!text.is_empty()).then_some(text),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_of_the_gateway_is_the_message() {
        let body = ErrorBody::parse(b"RBAC: access denied", None);
        assert_eq!(body.message.as_deref(), Some("RBAC: access denied"));
    }

    #[test]
    fn html_is_an_excerpt_and_no_message() {
        let body = ErrorBody::parse(b"<html><h1>502 Bad Gateway</h1></html>", None);
        assert_eq!(body.message, None);
        assert!(body.excerpt.unwrap().contains("502 Bad Gateway"));
    }

    #[test]
    fn json_with_missing_or_invalid_members_is_parsed_leniently() {
        let body = ErrorBody::parse(
            br#"{"message":"no","requestId":"","statusCode":"x","fieldErrors":[{"field":"a"},7]}"#,
            None,
        );
        assert_eq!(body.message.as_deref(), Some("no"));
        assert_eq!(body.request_id, None);
        assert_eq!(body.field_errors.len(), 2);
        assert_eq!(body.field_errors[0].field, "a");
        assert!(
            ErrorBody::parse(br#"{"error":"other"}"#, None)
                .excerpt
                .unwrap()
                .contains("other")
        );
    }

    #[test]
    fn empty_body_has_no_message_and_no_excerpt() {
        let body = ErrorBody::parse(b"", None);
        assert!(body.message.is_none() && body.excerpt.is_none());
    }
}
