//! Determines how requests and responses use component schemas.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::view::resolved;

/// The directions in which a type is used, which determine its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Directions {
    pub(super) in_requests: bool,
    pub(super) in_responses: bool,
}

/// The prefix of a reference to a component schema.
const COMPONENT: &str = "#/components/schemas/";

/// The uses of a document's component schemas.
#[derive(Debug)]
pub(super) struct ComponentUsage {
    pub(super) in_requests: BTreeSet<String>,
    pub(super) in_responses: BTreeSet<String>,
    /// The tags of components that are only variants of a tagged union. The union type then holds the tag.
    pub(super) tags: BTreeMap<String, String>,
}

impl ComponentUsage {
    pub(super) fn of(document: &Value) -> Self {
        Self {
            in_requests: reachable(document, &["parameters", "requestBody"]),
            in_responses: reachable(document, &["responses"]),
            tags: tags(document),
        }
    }
}

fn tags(document: &Value) -> BTreeMap<String, String> {
    let mut counts = BTreeMap::new();
    count(document, &mut counts);
    let mut tags = BTreeMap::new();
    let schemas = document
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    for schema in schemas.into_iter().flatten().map(|(_, schema)| schema) {
        let tag = schema
            .pointer("/discriminator/propertyName")
            .and_then(Value::as_str);
        let variants = schema
            .get("oneOf")
            .or_else(|| schema.get("anyOf"))
            .and_then(Value::as_array);
        let (Some(tag), Some(variants)) = (tag, variants) else {
            continue;
        };
        let names = variants.iter().filter_map(referenced);
        let names = names.filter(|name| counts.get(*name) == Some(&1));
        tags.extend(names.map(|name| (name.to_owned(), tag.to_owned())));
    }
    tags
}

fn referenced(value: &Value) -> Option<&str> {
    value.get("$ref")?.as_str()?.strip_prefix(COMPONENT)
}

/// Counts the references to each component schema.
fn count(value: &Value, counts: &mut BTreeMap<String, usize>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| count(item, counts)),
        Value::Object(members) => {
            if let Some(name) = referenced(value) {
                *counts.entry(name.to_owned()).or_default() += 1;
            }
            members.values().for_each(|member| count(member, counts));
        }
        _ => {}
    }
}

/// Returns the component schemas that those members of operations refer to.
fn reachable(document: &Value, members: &[&str]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let items = document.get("paths").and_then(Value::as_object);
    for item in items.into_iter().flatten().map(|(_, item)| item) {
        let operations = item.as_object().into_iter().flatten();
        for (key, operation) in operations {
            if members.contains(&key.as_str()) {
                collect(document, operation, &mut names);
            }
            for member in members.iter().copied() {
                let value = operation.get(member);
                let of_success = value
                    .and_then(Value::as_object)
                    .filter(|_| member == "responses");
                match of_success {
                    Some(responses) => {
                        let successes = successes(responses);
                        let successes = successes.iter().filter_map(|s| responses.get(*s));
                        successes.for_each(|value| collect(document, value, &mut names));
                    }
                    None => value
                        .into_iter()
                        .for_each(|v| collect(document, v, &mut names)),
                }
            }
        }
    }
    names
}

fn collect(document: &Value, value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(document, item, names)),
        Value::Object(members) => {
            let target = members.get("$ref").and_then(Value::as_str);
            if let Some(target) = target {
                let name = target.strip_prefix("#/components/schemas/");
                if name.is_none_or(|name| names.insert(name.to_owned())) {
                    let next = resolved(document, value);
                    if next.get("$ref").is_none() {
                        collect(document, next, names);
                    }
                }
                return;
            }
            members.values().for_each(|v| collect(document, v, names));
        }
        _ => {}
    }
}

/// Returns the status codes of success, including `default` if there is no other.
pub(super) fn successes(responses: &Map<String, Value>) -> Vec<&str> {
    let is_success = |status: &&str| status.starts_with('2');
    let all: Vec<&str> = responses
        .keys()
        .map(String::as_str)
        .filter(is_success)
        .collect();
    if all.is_empty() && responses.contains_key("default") {
        return vec!["default"];
    }
    all
}
