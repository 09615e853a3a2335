//! Decides which changes have no meaning.

use serde_json::{Value, json};

use crate::{DATA, SETS};

/// The meaning of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// It must be detected.
    Significant,
    /// The reason why the change has no meaning.
    Insignificant(&'static str),
}

/// Lists the changes without meaning, each with its reason. All other changes have a meaning.
pub(crate) fn meaning(pointer: &str, before: &Value, after: &Value) -> Meaning {
    // Equality of values ignores the order of members.
    if before == after {
        return Meaning::Insignificant("the order of members has no meaning in JSON");
    }
    let steps: Vec<&str> = pointer.split('/').collect();
    let is_data = steps
        .iter()
        .any(|s| DATA.contains(s) || s.starts_with("x-"));
    let last = steps.last().copied().unwrap_or_default();
    match (before, after) {
        (Value::Array(before), Value::Array(after))
            if !is_data && is_set(&steps, last) && same_items(before, after) =>
        {
            Meaning::Insignificant("the order of this list has no meaning in OpenAPI")
        }
        (Value::Object(before), Value::Object(after)) if !is_data => {
            let differing: Vec<&String> = before
                .keys()
                .chain(after.keys())
                .filter(|k| before.get(*k) != after.get(*k))
                .collect();
            let is_default = |(key, value): (&String, Option<&Value>)| {
                value.is_none_or(|v| is_default_value(key, v))
            };
            let all = differing
                .iter()
                .all(|k| is_default((k, before.get(*k))) && is_default((k, after.get(*k))));
            if all && !is_names(&steps) {
                Meaning::Insignificant("it states a default")
            } else {
                Meaning::Significant
            }
        }
        _ => Meaning::Significant,
    }
}

/// Returns whether the members of an object are names rather than keywords, so that `required` may be one of them.
fn is_names(steps: &[&str]) -> bool {
    matches!(
        steps.last().copied(),
        Some("properties" | "schemas" | "mapping" | "paths" | "responses" | "content")
    ) && !steps.ends_with(&["components", "properties"])
}

fn is_set(steps: &[&str], last: &str) -> bool {
    // The order of the document's `tags` matters to readers only.
    SETS.contains(&last) && !(steps.len() == 2 && last == "parameters")
}

fn is_default_value(key: &str, value: &Value) -> bool {
    match key {
        "required" => value == &json!(false) || value == &json!([]),
        "deprecated" | "nullable" | "readOnly" | "writeOnly" | "uniqueItems"
        | "exclusiveMinimum" | "exclusiveMaximum" => value == &json!(false),
        "minLength" | "minItems" | "minProperties" => value == &json!(0),
        "additionalProperties" => value == &json!(true),
        "tags" | "parameters" => value == &json!([]),
        // Members that apply to all operations.
        "security" => value == &json!([]) || value == &json!([{ "JWT": [] }]),
        // The default style of query and path parameters.
        "style" => value == &json!("form"),
        "explode" => value == &json!(true),
        _ => false,
    }
}

fn same_items(before: &[Value], after: &[Value]) -> bool {
    before.len() == after.len() && before.iter().all(|b| after.contains(b))
}
