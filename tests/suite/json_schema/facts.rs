//! An OpenAPI or JSON Schema schema as comparable facts: one per line, each with its location.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// The facts about properties, types, formats, values and required members.
pub(super) type Facts = BTreeSet<String>;

/// Schemas by name.
pub(super) trait Named {
    fn named(&self, name: &str) -> Option<&Value>;
}

impl Named for Map<String, Value> {
    fn named(&self, name: &str) -> Option<&Value> {
        self.get(name)
    }
}

impl Named for BTreeMap<String, Value> {
    fn named(&self, name: &str) -> Option<&Value> {
        self.get(name)
    }
}

/// Adds the facts of a schema; its references are resolved in `others`.
pub(super) fn facts(place: &str, schema: &Value, others: &impl Named, found: &mut Facts) {
    if let Some(only) = only_part(schema) {
        return facts(place, only, others, found);
    }
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let name = reference.rsplit('/').next().unwrap();
        let target = others
            .named(name)
            .unwrap_or_else(|| panic!("{place} refers to {reference}, which is nowhere"));
        // Objects are compared under their own name, and enumerations, which have no names in the document, in place.
        if target.get("properties").is_some() {
            found.insert(format!("{place}: {name}"));
        } else {
            facts(place, target, others, found);
        }
        return;
    }
    for kind in one_or_more(schema.get("type")) {
        found.insert(format!("{place}: type {kind}"));
    }
    if schema.get("nullable") == Some(&Value::Bool(true)) {
        found.insert(format!("{place}: type null"));
    }
    if let Some(format) = schema.get("format").and_then(Value::as_str) {
        found.insert(format!("{place}: format {format}"));
    }
    if schema.get("enum").is_some() {
        let mut values = one_or_more(schema.get("enum"));
        values.sort_unstable();
        found.insert(format!("{place}: one of {}", values.join(", ")));
    }
    if let Some(items) = schema.get("items") {
        facts(&format!("{place}[]"), items, others, found);
    }
    if let Some(values) = schema.get("additionalProperties") {
        found.insert(format!("{place}: further properties"));
        facts(&format!("{place}{{}}"), values, others, found);
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    for (name, property) in properties.into_iter().flatten() {
        facts(&format!("{place}.{name}"), property, others, found);
    }
    for name in one_or_more(schema.get("required")) {
        found.insert(format!("{place}.{name}: required"));
    }
    for member in ["oneOf", "anyOf", "allOf"] {
        let parts = schema.get(member).and_then(Value::as_array);
        let parts: Vec<&Value> = parts.into_iter().flatten().collect();
        // A value or null is a nullable value, in every notation.
        let or_null = parts.iter().any(|part| part["type"] == "null");
        for (index, part) in parts.into_iter().enumerate() {
            let inside = format!("{place}({member} {index})");
            facts(if or_null { place } else { &inside }, part, others, found);
        }
    }
}

/// Returns the differences, one per line.
pub(super) fn differences(documented: &Facts, derived: &Facts) -> BTreeSet<String> {
    let only_documented = documented.difference(derived);
    let only_derived = derived.difference(documented);
    only_documented
        .map(|fact| format!("only the document: {fact}"))
        .chain(only_derived.map(|fact| format!("only the type: {fact}")))
        .collect()
}

/// Returns the single part of an `allOf` that only adds a description.
fn only_part(schema: &Value) -> Option<&Value> {
    match schema.get("allOf")?.as_array()?.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// Returns a text, or the texts of a list.
fn one_or_more(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().map(|v| v.as_str().unwrap()).collect(),
        Some(other) => panic!("{other} is neither a text nor a list"),
        None => Vec::new(),
    }
}
