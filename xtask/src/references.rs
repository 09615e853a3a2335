//! Follows the references of a document.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

const PREFIX: &str = "#/components/schemas/";

/// Returns the name of the schema that a reference points to.
pub(crate) fn name(reference: &str) -> Option<&str> {
    reference.strip_prefix(PREFIX)
}

/// Calls a function with every object in a value, outer ones first.
pub(crate) fn each_object(value: &Value, call: &mut impl FnMut(&Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            call(object);
            object.values().for_each(|value| each_object(value, call));
        }
        Value::Array(items) => items.iter().for_each(|item| each_object(item, call)),
        _ => {}
    }
}

/// Returns the names of the schemas that an object itself references.
pub(crate) fn of_object(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let direct = object.get("$ref").into_iter();
    let mapped = object.get("mapping").and_then(Value::as_object);
    let texts = direct.chain(mapped.into_iter().flat_map(Map::values));
    texts.filter_map(|text| text.as_str().and_then(name))
}

/// Returns the names of the schemas that a value references, in order.
pub(crate) fn named_in(value: &Value) -> Vec<String> {
    let mut names = Vec::new();
    each_object(value, &mut |object| {
        names.extend(of_object(object).map(str::to_owned));
    });
    names
}

/// Returns the parts of a document that use its schemas but are not schemas, each with its key.
pub(crate) fn users(document: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let members = document.as_object().into_iter().flatten();
    let members = members.filter(|(key, _)| *key != "components");
    let components = document["components"].as_object().into_iter().flatten();
    let components = components.filter(|(kind, _)| *kind != "schemas");
    members
        .chain(components)
        .map(|(key, value)| (key.as_str(), value))
}

/// Returns the names of all schemas that the document needs outside of its component schemas.
pub(crate) fn reachable(document: &Value, schemas: &Map<String, Value>) -> BTreeSet<String> {
    let open = users(document).flat_map(|(_, part)| named_in(part));
    closure(open.collect(), schemas)
}

/// Returns these names and those of all schemas that they reference, directly or indirectly, if they exist.
pub(crate) fn closure(mut open: Vec<String>, schemas: &Map<String, Value>) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    while let Some(name) = open.pop() {
        if let Some(schema) = schemas.get(&name)
            && seen.insert(name)
        {
            open.extend(named_in(schema));
        }
    }
    seen
}
