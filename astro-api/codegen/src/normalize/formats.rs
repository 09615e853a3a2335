//! Formats that would draw another crate into the client are dropped: their values stay text.

use serde_json::Value;

use crate::{document, error::Result, names::Names};

/// The formats of texts that have a type of their own in the client's dependencies, and those of progenitor's own.
const KNOWN: [&str; 2] = ["date-time", "binary"];

pub(super) fn keep_only_known(document: &mut Value, _: &Names) -> Result<()> {
    document::each_schema(document, &mut |_, schema| {
        let Some(members) = schema.as_object_mut() else {
            return Ok(());
        };
        let is_text = members.get("type").is_some_and(|t| t == "string");
        if is_text
            && members
                .get("format")
                .and_then(Value::as_str)
                .is_some_and(|f| !KNOWN.contains(&f))
        {
            members.shift_remove("format");
        }
        // An enumeration of numbers or booleans is a number or boolean in Rust: its values are the server's to check.
        if !is_text && members.get("enum").is_some_and(|e| !all_text(e)) {
            members.shift_remove("enum");
        }
        // Progenitor reads a composition beside a type as both at once.
        if ["oneOf", "anyOf", "allOf"]
            .iter()
            .any(|m| members.contains_key(*m))
            && members.get("type").is_some_and(|t| t == "object")
            && !members.contains_key("properties")
        {
            members.shift_remove("type");
        }
        Ok(())
    })
}

fn all_text(values: &Value) -> bool {
    values
        .as_array()
        .is_some_and(|all| all.iter().all(Value::is_string))
}
