//! What a document refers to.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

const PREFIX: &str = "#/components/schemas/";

/// Calls with every object in a value, outer ones first.
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

/// The names of the schemas that a value refers to, in their order.
pub(crate) fn named_in(value: &Value) -> Vec<String> {
    let mut names = Vec::new();
    each_object(value, &mut |object| {
        let direct = object.get("$ref").into_iter();
        let mapped = object.get("mapping").and_then(Value::as_object);
        for text in direct.chain(mapped.into_iter().flat_map(Map::values)) {
            let name = text.as_str().and_then(|text| text.strip_prefix(PREFIX));
            names.extend(name.map(str::to_owned));
        }
    });
    names
}

/// The names of all schemas that a document needs, whose own schemas are passed over.
pub(crate) fn reachable(document: &Value, schemas: &Map<String, Value>) -> BTreeSet<String> {
    let mut roots = document.clone();
    roots["components"]["schemas"] = Value::Null;
    let mut open = named_in(&roots);
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
