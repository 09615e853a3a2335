//! Replaces each `$ref` to anything but a component schema with its target, and copies path-level parameters to the
//! operations, so later steps find both in one place.

use astro_api_openapi_model::{Document, Location, MAX_CHAIN, METHODS, component_name};
use serde_json::{Map, Value};

use crate::{Error, document, error::Result, names::Names};

/// The maximum depth of schemas that are copied in place of references. It is lower than [`MAX_CHAIN`], because each copy
/// may contain several references.
const MAX_COPIES: usize = 16;

pub(super) fn inline(document: &mut Value, _: &Names) -> Result<()> {
    let original = document.clone();
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else {
        return Err(Error::at("/paths", "is missing or not an object"));
    };
    // Extensions are siblings of the paths.
    paths.retain(|path, _| !path.starts_with("x-"));
    for (path, item) in paths {
        let at = Location::from_steps(["paths", path]);
        resolve(&original, &at, item)?;
        let Some(item) = item.as_object_mut() else {
            return Err(Error::at(at, "is not an object"));
        };
        let mut shared = item
            .shift_remove("parameters")
            .unwrap_or_else(|| Value::Array(Vec::new()));
        resolve_all(&original, &at.child("parameters"), &mut shared)?;
        for method in METHODS {
            if let Some(operation) = item.get_mut(method) {
                let at = at.child(method);
                let operation = operation
                    .as_object_mut()
                    .ok_or_else(|| Error::at(&at, "is not an object"))?;
                inline_operation(&original, &at, operation, &shared)?;
            }
        }
    }
    document::each_schema(document, &mut |at, schema| {
        if schema.get("$ref").is_some() {
            resolve_schema(&original, at, schema, MAX_COPIES)?;
        }
        Ok(())
    })
}

fn inline_operation(
    original: &Value,
    at: &Location,
    operation: &mut Map<String, Value>,
    shared: &Value,
) -> Result<()> {
    let own = operation
        .entry("parameters")
        .or_insert_with(|| Value::Array(Vec::new()));
    resolve_all(original, &at.child("parameters"), own)?;
    if let (Some(own), Some(shared)) = (own.as_array_mut(), shared.as_array()) {
        let identity = |p: &Value| (p.get("name").cloned(), p.get("in").cloned());
        for parameter in shared {
            // The operation's own parameter with the same name and location overrides that of the path.
            if !own.iter().any(|p| identity(p) == identity(parameter)) {
                own.push(parameter.clone());
            }
        }
    }
    if let Some(body) = operation.get_mut("requestBody") {
        resolve(original, &at.child("requestBody"), body)?;
    }
    let at = at.child("responses");
    match operation
        .get_mut("responses")
        .and_then(Value::as_object_mut)
    {
        Some(responses) => responses
            .iter_mut()
            .try_for_each(|(status, r)| resolve(original, &at.child(status), r)),
        None => Err(Error::at(at, "is missing or not an object")),
    }
}

fn resolve_all(original: &Value, at: &Location, all: &mut Value) -> Result<()> {
    let all = all
        .as_array_mut()
        .ok_or_else(|| Error::at(at, "is not an array"))?;
    for (index, value) in all.iter_mut().enumerate() {
        resolve(original, &at.child(&index.to_string()), value)?;
    }
    Ok(())
}

fn resolve(original: &Value, at: &Location, value: &mut Value) -> Result<()> {
    for _ in 0..MAX_CHAIN {
        let Some(reference) = document::text(value, "$ref") else {
            return Ok(());
        };
        *value = target(original, at, reference)?.clone();
    }
    Err(Error::at(at, "refers to itself through other references"))
}

/// Replaces a reference to anything but a component schema with a copy of the target. Errors inside the copy are
/// reported at the reference.
fn resolve_schema(original: &Value, at: &Location, schema: &mut Value, chain: usize) -> Result<()> {
    let Some(reference) = document::text(schema, "$ref") else {
        return document::each_child_schema(at, schema, &mut |_, child| {
            resolve_schema(original, at, child, chain)
        });
    };
    let found = target(original, at, reference)?;
    let is_component = component_name(schema).is_some_and(|name| {
        let schemas = original.pointer("/components/schemas");
        schemas.is_some_and(|schemas| schemas.get(name).is_some())
    });
    if !is_component {
        let chain = chain
            .checked_sub(1)
            .ok_or_else(|| Error::at(at, "refers to itself through other references"))?;
        let mut copy = found.clone();
        resolve_schema(original, at, &mut copy, chain)?;
        if let Some(description) = schema.get("description") {
            copy["description"] = description.clone();
        }
        *schema = copy;
    } else if let Some(members) = schema.as_object_mut() {
        // OpenAPI 3.0 ignores siblings of a reference, and so do the later steps. Only the description is kept, because
        // it documents this use of the type.
        members.retain(|k, _| k == "$ref" || k == "description" || k.starts_with("x-astro-"));
    }
    Ok(())
}

/// Returns the target of a reference.
fn target<'a>(document: &'a Value, at: &Location, reference: &str) -> Result<&'a Value> {
    if !reference.starts_with('#') {
        return Err(Error::at(
            at,
            format!(
                "refers to {reference}, and references to other documents are not supported; bundle the document into one file first, for example with `redocly bundle`"
            ),
        ));
    }
    let found = Document::new(document).target(reference);
    found.map(|node| node.value).ok_or_else(|| {
        Error::at(
            at,
            format!("refers to {reference}, which is not in this document"),
        )
    })
}
