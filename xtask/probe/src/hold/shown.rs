//! What of an answer may be shown: nothing that could be a value of somebody's data.

use serde_json::Value;

/// Stands for a text that is not shown.
const A_TEXT: &str = "(a text)";
/// Stands for the name of a member that is not shown.
const A_NAME: &str = "(a name)";
/// No name or constant of the API is longer.
const LONGEST: usize = 64;
/// An id has more digits than that, a name of the API has not.
const MOST_DIGITS: usize = 2;

/// The type of a value, as JSON Schema calls it.
pub(super) fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// A value that an enumeration does not know: shown if it looks like a constant.
pub(super) fn enum_value(value: &Value) -> String {
    match value {
        Value::String(text) if is_constant(text) => text.clone(),
        Value::String(_) => A_TEXT.to_owned(),
        other => format!("({})", type_of(other)),
    }
}

fn is_constant(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.len() <= LONGEST
        && text
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// The name of a member that is not declared: shown if it looks like one, and not like an id that keys a map.
pub(super) fn member(name: &str) -> &str {
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.len() <= LONGEST
        && name.chars().all(|c| c.is_ascii_alphanumeric())
        && name.chars().filter(char::is_ascii_digit).count() <= MOST_DIGITS;
    if is_name { name } else { A_NAME }
}

/// A content type: shown if it has the form of one.
pub(super) fn content_type(essence: &str) -> &str {
    let is_part = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || ".+-*".contains(c))
    };
    match essence.split_once('/') {
        Some((kind, subtype)) if essence.len() <= LONGEST && is_part(kind) && is_part(subtype) => {
            essence
        }
        _ => A_TEXT,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn constants_are_shown_and_other_texts_are_not() {
        for (value, shown) in [
            (json!("PRIVATE_CLOUD2"), "PRIVATE_CLOUD2"),
            (json!("clmaxoarx000008l2c5ayb9pt"), A_TEXT),
            (json!("Ada Lovelace"), A_TEXT),
            (json!(""), A_TEXT),
            (json!("A".repeat(65)), A_TEXT),
            (json!(7), "(integer)"),
        ] {
            assert_eq!(enum_value(&value), shown);
        }
    }

    #[test]
    fn names_of_members_are_shown_and_keys_of_maps_are_not() {
        assert_eq!(member("isIpv4Only"), "isIpv4Only");
        for key in [
            "clmaxoarx000008l2c5ayb9pt",
            "a@b.example",
            "AIRFLOW_KEY",
            "",
            "two words",
        ] {
            assert_eq!(member(key), A_NAME, "{key}");
        }
    }

    #[test]
    fn content_types_have_two_parts() {
        assert_eq!(
            content_type("application/problem+json"),
            "application/problem+json"
        );
        for text in ["secret", "a/b/c", "a/", "a b/c"] {
            assert_eq!(content_type(text), A_TEXT, "{text}");
        }
    }
}
