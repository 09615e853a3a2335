//! Reads the document and its code, and reduces both to single resources.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use anyhow::{Context, Result};
use astro_api_codegen::{Source, generate};
use fs_err as fs;
use serde_json::{Map, Value};
use walkdir::WalkDir;

/// The document of the released crate.
const SPEC: &str = "openapi/astro-v1.yaml";
/// The table of names of that document.
const NAMES: &str = "openapi/astro-v1.names.yaml";
/// The folder of the checked-in generated code.
const GENERATED: &str = "astro-api/src/generated";
/// The prefix of a reference to a schema.
const SCHEMA: &str = "#/components/schemas/";

/// Generated code: the text of each file by path.
pub(crate) type Code = BTreeMap<String, String>;

/// Returns the checked-in document.
pub(crate) fn read(root: &Path) -> Result<Value> {
    let text = fs::read_to_string(root.join(SPEC))?;
    yaml_serde::from_str(&text).context(SPEC)
}

/// Returns the checked-in code.
pub(crate) fn checked_in(root: &Path) -> Result<Code> {
    let (folder, mut code) = (root.join(GENERATED), Code::new());
    for entry in WalkDir::new(&folder) {
        let entry = entry?;
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(&folder)?.to_string_lossy();
            code.insert(path.into_owned(), fs::read_to_string(entry.path())?);
        }
    }
    Ok(code)
}

/// Generates our code for a document.
pub(crate) fn code(root: &Path, document: &Value) -> Result<Code> {
    let names = fs::read_to_string(root.join(NAMES))?;
    let generated = generate(Source {
        document: &document.to_string(),
        names: Some(&names),
    });
    Ok(generated.context("cannot generate for one resource")?.files)
}

/// Lists the tags that group operations.
pub(crate) fn resources(document: &Value) -> BTreeSet<String> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths
        .filter_map(|(_, item)| item.as_object())
        .flat_map(|item| item.values().filter_map(tag))
        .map(str::to_owned)
        .collect()
}

fn tag(operation: &Value) -> Option<&str> {
    operation.pointer("/tags/0").and_then(Value::as_str)
}

/// Returns the document with only the operations of one resource, and the schemas that they need.
pub(crate) fn with_only(document: &Value, resource: &str) -> Value {
    let mut document = document.clone();
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    for item in paths.filter_map(|(_, item)| item.as_object_mut()) {
        // Keep members that are not operations, such as path parameters.
        item.retain(|_, member| tag(member).is_none_or(|tag| tag == resource));
    }
    if let Value::Object(mut schemas) = document["components"]["schemas"].take() {
        let mut used = BTreeSet::new();
        collect_used(&document, &schemas, &mut used);
        schemas.retain(|name, _| used.contains(name));
        document["components"]["schemas"] = schemas.into();
    }
    document
}

/// Collects the names of the schemas that a value references, directly or indirectly.
fn collect_used(value: &Value, schemas: &Map<String, Value>, used: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => members
            .values()
            .for_each(|member| collect_used(member, schemas, used)),
        Value::Array(items) => items
            .iter()
            .for_each(|item| collect_used(item, schemas, used)),
        // In `$ref`, and in the mapping of a discriminator.
        Value::String(text) => {
            if let Some(name) = text.strip_prefix(SCHEMA)
                && let Some(schema) = schemas.get(name)
                && used.insert(name.to_owned())
            {
                collect_used(schema, schemas, used);
            }
        }
        _ => {}
    }
}
