//! Reduces schemas to the features that the code supports.
//!
//! - `null` as a value of an enumeration, and nullable components: progenitor wraps such a component in a type with an
//!   `Option` inside. A property that may be `null` is itself nullable, and responses are deserialized leniently
//!   anyway.
//! - Formats without a type in the client's dependencies: their values are plain text.
//! - Enumerations of numbers or booleans, and of texts with the same variant name: the server validates the values. A
//!   number among texts, which YAML creates from `1`, is a text.
//! - `allOf` with one reference, which OpenAPI 3.0 needs to put a description beside a `$ref`: progenitor resolves it
//!   only if there is no description.

use std::collections::BTreeSet;

use astro_api_openapi_model::component_name;
use serde_json::{Map, Value};

use crate::{document, error::Result, ident, names::Names};

/// The text formats that have a Rust type.
const KNOWN_FORMATS: [&str; 2] = ["date-time", "binary"];

pub(super) fn simplify(document: &mut Value, _: &Names) -> Result<()> {
    for (_, schema) in document::schemas_mut(document)? {
        if let Some(members) = schema.as_object_mut() {
            members.shift_remove("nullable");
        }
    }
    document::each_schema(document, &mut |_, schema| {
        if let Some(members) = schema.as_object_mut() {
            reduce_enumeration(members);
            reduce_type(members);
            reduce_alternatives(members);
        }
        if let Some(reference) = single_reference(schema) {
            *schema = reference;
        }
        Ok(())
    })
}

fn reduce_enumeration(members: &mut Map<String, Value>) {
    let kind = members.get("type").and_then(Value::as_str);
    let is_text = kind == Some("string");
    let may_be_text = kind.is_none();
    let Some(values) = members.get_mut("enum").and_then(Value::as_array_mut) else {
        return;
    };
    values.retain(|value| !value.is_null());
    if is_text {
        for value in values.iter_mut() {
            if let Value::Number(_) | Value::Bool(_) = value {
                *value = Value::String(value.to_string());
            }
        }
    }
    let mut seen = Vec::new();
    values.retain(|value| {
        !seen.contains(value) && {
            seen.push(value.clone());
            true
        }
    });
    let texts = values.iter().filter_map(Value::as_str);
    let variants: BTreeSet<String> = texts.map(ident::type_name).collect();
    let is_enumeration = (is_text || may_be_text) && variants.len() == values.len();
    if values.is_empty() || !is_enumeration {
        members.shift_remove("enum");
    }
}

fn reduce_type(members: &mut Map<String, Value>) {
    let format = members.get("format").and_then(Value::as_str);
    let is_known = match members.get("type").and_then(Value::as_str) {
        Some("string") => format.is_some_and(|f| KNOWN_FORMATS.contains(&f)),
        Some("integer" | "number") => true,
        _ => false,
    };
    if !is_known {
        members.shift_remove("format");
    }
    // Progenitor combines a composition with the `type` beside it.
    if ["oneOf", "anyOf", "allOf"]
        .iter()
        .any(|m| members.contains_key(*m))
        && members.get("type").is_some_and(|t| t == "object")
        && !members.contains_key("properties")
    {
        members.shift_remove("type");
    }
}

/// Replaces alternatives that are all plain text, such as IPv4 and IPv6, with text.
fn reduce_alternatives(members: &mut Map<String, Value>) {
    let is_plain = |schema: &Value| {
        document::text(schema, "type") == Some("string") && schema.get("enum").is_none()
    };
    for member in ["oneOf", "anyOf"] {
        let alternatives = members.get(member).and_then(Value::as_array);
        if alternatives.is_some_and(|all| !all.is_empty() && all.iter().all(is_plain)) {
            members.shift_remove(member);
            members.insert("type".to_owned(), "string".into());
        }
    }
}

/// Returns the single reference of a schema, with the description and the default of the schema.
fn single_reference(schema: &Value) -> Option<Value> {
    let [only] = schema.get("allOf")?.as_array()?.as_slice() else {
        return None;
    };
    let is_alone = schema.as_object()?.keys().all(|member| {
        matches!(
            member.as_str(),
            "allOf" | "default" | "description" | "example" | "title" | "type"
        )
    });
    if !is_alone {
        return None;
    }
    component_name(only)?;
    let mut reference = only.clone();
    if let Some(description) = schema.get("description") {
        reference["description"] = description.clone();
    }
    if let Some(default) = schema.get("default") {
        reference["x-astro-default"] = default.clone();
    }
    Some(reference)
}
