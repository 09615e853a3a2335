//! Parameters, request bodies and answers that stand behind a `$ref` are put in its place, and the parameters of a
//! path become those of its operations, so that no later step has to look in two places.

use serde_json::{Map, Value};

use crate::{
    Error,
    document::{self, METHODS, Pointer},
    error::Result,
    names::Names,
};

/// How many references may lead on to further references before the chain is taken for a circle.
const LONGEST_CHAIN: usize = 16;

pub(super) fn inline(document: &mut Value, _: &Names) -> Result<()> {
    let original = document.clone();
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else {
        return Err(Error::at("/paths", "is missing or not an object"));
    };
    // Extensions stand beside the paths, too.
    paths.retain(|path, _| !path.starts_with("x-"));
    for (path, item) in paths {
        let at = Pointer::of(["paths", path]);
        let Some(item) = item.as_object_mut() else {
            return Err(Error::at(at, "is not an object"));
        };
        if item.contains_key("$ref") {
            return Err(Error::at(
                at,
                "is a reference to another path item; write the operations out here",
            ));
        }
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
        match document::text(schema, "$ref") {
            Some(target)
                if document::referenced(schema).is_none_or(|name| {
                    original
                        .pointer("/components/schemas")
                        .and_then(|s| s.get(name))
                        .is_none()
                }) =>
            {
                Err(Error::at(
                    at,
                    format!("refers to {target}, which is not a component schema of this document"),
                ))
            }
            // OpenAPI 3.0 ignores what stands beside a reference, and so must everything that follows; the description
            // is kept, because the place where a type is used is what its reader asks about.
            Some(_) => {
                if let Some(members) = schema.as_object_mut() {
                    members.retain(|k, _| k == "$ref" || k == "description");
                }
                Ok(())
            }
            None => Ok(()),
        }
    })
}

fn inline_operation(
    original: &Value,
    at: &Pointer,
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
            // The operation's own parameter of that name and place overrides the path's.
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

fn resolve_all(original: &Value, at: &Pointer, all: &mut Value) -> Result<()> {
    let all = all
        .as_array_mut()
        .ok_or_else(|| Error::at(at, "is not an array"))?;
    for (index, value) in all.iter_mut().enumerate() {
        resolve(original, &at.child(&index.to_string()), value)?;
    }
    Ok(())
}

fn resolve(original: &Value, at: &Pointer, value: &mut Value) -> Result<()> {
    for _ in 0..LONGEST_CHAIN {
        let Some(target) = document::text(value, "$ref").map(str::to_owned) else {
            return Ok(());
        };
        let found = target.strip_prefix('#').and_then(|p| original.pointer(p));
        *value = found
            .ok_or_else(|| {
                Error::at(
                    at,
                    format!("refers to {target}, which is not in this document"),
                )
            })?
            .clone();
    }
    Err(Error::at(at, "refers to itself through other references"))
}
