//! Redacts the parts of a response that a report shows: nothing in it may be user data.

use astro_api_openapi_model::validate::type_name;
use serde_json::Value;

/// The placeholder for a redacted text.
const TEXT: &str = "(a text)";
/// The placeholder for the redacted name of a member.
const NAME: &str = "(a name)";
/// Maximum length of a shown name or constant; those of the API are shorter.
const MAX_LENGTH: usize = 64;
/// Maximum number of digits in a shown name; ids have more, names of the API do not.
const MAX_DIGITS: usize = 2;

/// Returns an unknown enum value if it has the form of a constant, or else a placeholder.
pub(super) fn enum_value(value: &Value) -> String {
    match value {
        Value::String(text) if is_constant(text) => text.clone(),
        Value::String(_) => TEXT.to_owned(),
        other => format!("({})", type_name(other)),
    }
}

fn is_constant(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.len() <= MAX_LENGTH
        && text
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// Returns the name of an undeclared member if it has the form of a name, and not of an id that keys a map.
pub(super) fn member(name: &str) -> &str {
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.len() <= MAX_LENGTH
        && name.chars().all(|c| c.is_ascii_alphanumeric())
        && name.chars().filter(char::is_ascii_digit).count() <= MAX_DIGITS;
    if is_name { name } else { NAME }
}

/// Returns a content type if it has the form of one.
pub(super) fn content_type(essence: &str) -> &str {
    let is_part = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || ".+-*".contains(c))
    };
    match essence.split_once('/') {
        Some((kind, subtype))
            if essence.len() <= MAX_LENGTH && is_part(kind) && is_part(subtype) =>
        {
            essence
        }
        _ => TEXT,
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
            (json!("clmaxoarx000008l2c5ayb9pt"), TEXT),
            (json!("Ada Lovelace"), TEXT),
            (json!(""), TEXT),
            (json!("A".repeat(65)), TEXT),
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
            assert_eq!(member(key), NAME, "{key}");
        }
    }

    #[test]
    fn content_types_have_two_parts() {
        assert_eq!(
            content_type("application/problem+json"),
            "application/problem+json"
        );
        for text in ["secret", "a/b/c", "a/", "a b/c"] {
            assert_eq!(content_type(text), TEXT, "{text}");
        }
    }
}
