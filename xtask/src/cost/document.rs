//! Extracts single resources from the document, and generates our code for them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use astro_api_codegen::{Source, generate};
use serde_json::Value;

use crate::{
    generate::{NAMES, SPEC},
    references, while_doing,
};

/// The checked-in document.
pub(super) fn read(root: &Path) -> Result<Value, String> {
    let path = root.join(SPEC);
    let text = fs::read_to_string(&path).map_err(while_doing(format!("read {SPEC}")))?;
    yaml_serde::from_str(&text).map_err(while_doing(format!("read {SPEC}")))
}

/// Lists the tags that group operations.
pub(super) fn resources(document: &Value) -> BTreeSet<String> {
    operations(document)
        .filter_map(tag)
        .map(str::to_owned)
        .collect()
}

fn operations(document: &Value) -> impl Iterator<Item = &Value> {
    let paths = document.get("paths").and_then(Value::as_object);
    paths
        .into_iter()
        .flat_map(|paths| paths.values())
        .filter_map(Value::as_object)
        .flat_map(|item| item.values())
}

fn tag(operation: &Value) -> Option<&str> {
    operation.pointer("/tags/0").and_then(Value::as_str)
}

/// Returns the document with only the operations of one resource, and the schemas that they need.
pub(super) fn with_only(document: &Value, resource: &str) -> Value {
    let mut document = document.clone();
    if let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) {
        for item in paths.values_mut().filter_map(Value::as_object_mut) {
            // Keep members that are not operations, such as path parameters.
            item.retain(|_, member| tag(member).is_none_or(|t| t == resource));
        }
    }
    let schemas = document.pointer("/components/schemas");
    if let Some(schemas) = schemas.and_then(Value::as_object) {
        let used = references::reachable(&document, schemas);
        if let Some(schemas) = document["components"]["schemas"].as_object_mut() {
            schemas.retain(|name, _| used.contains(name));
        }
    }
    document
}

/// Generates our code for a document.
pub(super) fn code(root: &Path, document: &Value) -> Result<BTreeMap<String, String>, String> {
    let names = root.join(NAMES);
    let names = fs::read_to_string(&names).map_err(while_doing(format!("read {NAMES}")))?;
    let generated = generate(Source {
        document: &document.to_string(),
        names: Some(&names),
    });
    Ok(generated
        .map_err(while_doing("generate for one resource"))?
        .files)
}
