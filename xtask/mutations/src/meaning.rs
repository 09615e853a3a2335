//! Which changes mean nothing.

use serde_json::{Value, json};

use crate::{DATA, SETS};

/// What a change of a document means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// It is to be found.
    Something,
    /// With the reason.
    Nothing(&'static str),
}

/// The changes that mean nothing, each with its reason. Everything else means something.
pub(crate) fn meaning(pointer: &str, before: &Value, after: &Value) -> Meaning {
    // Equality of values does not look at the order of members.
    if before == after {
        return Meaning::Nothing("the order of members has no meaning in JSON");
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
            Meaning::Nothing("the order of this list has no meaning in OpenAPI")
        }
        (Value::Object(before), Value::Object(after)) if !is_data => {
            let differing: Vec<&String> = before
                .keys()
                .chain(after.keys())
                .filter(|k| before.get(*k) != after.get(*k))
                .collect();
            let is_default = |(key, value): (&String, Option<&Value>)| {
                value.is_none_or(|v| goes_without_saying(key, v))
            };
            let all = differing
                .iter()
                .all(|k| is_default((k, before.get(*k))) && is_default((k, after.get(*k))));
            if all && !is_names(&steps) {
                Meaning::Nothing("it says what goes without saying")
            } else {
                Meaning::Something
            }
        }
        _ => Meaning::Something,
    }
}

/// Whether the members of an object are names rather than keywords, so that `required` may be one of them.
fn is_names(steps: &[&str]) -> bool {
    matches!(
        steps.last().copied(),
        Some("properties" | "schemas" | "mapping" | "paths" | "responses" | "content")
    ) && !steps.ends_with(&["components", "properties"])
}

fn is_set(steps: &[&str], last: &str) -> bool {
    // The tags of the whole document are described in its order, but that order is for readers.
    SETS.contains(&last) && !(steps.len() == 2 && last == "parameters")
}

fn goes_without_saying(key: &str, value: &Value) -> bool {
    match key {
        "required" => value == &json!(false) || value == &json!([]),
        "deprecated" | "nullable" | "readOnly" | "writeOnly" | "uniqueItems"
        | "exclusiveMinimum" | "exclusiveMaximum" => value == &json!(false),
        "minLength" | "minItems" | "minProperties" => value == &json!(0),
        "additionalProperties" => value == &json!(true),
        "tags" | "parameters" => value == &json!([]),
        // What the document says for all operations.
        "security" => value == &json!([]) || value == &json!([{ "JWT": [] }]),
        // How a query and a path are written unless they say otherwise.
        "style" => value == &json!("form"),
        "explode" => value == &json!(true),
        _ => false,
    }
}

fn same_items(before: &[Value], after: &[Value]) -> bool {
    before.len() == after.len() && before.iter().all(|b| after.contains(b))
}
