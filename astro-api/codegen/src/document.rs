//! The document as the steps process it: a JSON value, and the visitors that all steps share.

use astro_api_openapi_model::{Location, METHODS, SCHEMA_PREFIX};
use serde_json::{Map, Value};

use crate::{Error, error::Result};

/// Calls `visit` on every operation, in document order, with its pointer, path and method.
pub(crate) fn each_operation(
    document: &mut Value,
    mut visit: impl FnMut(&Location, &str, &str, &mut Map<String, Value>) -> Result<()>,
) -> Result<()> {
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else {
        return Ok(());
    };
    for (path, item) in paths {
        let Some(item) = item.as_object_mut() else {
            continue;
        };
        for (method, operation) in item.iter_mut() {
            if let (true, Some(operation)) = (
                METHODS.contains(&method.as_str()),
                operation.as_object_mut(),
            ) {
                let pointer = Location::from_steps(["paths", path, method]);
                visit(&pointer, path, method, operation)?;
            }
        }
    }
    Ok(())
}

/// Iterates over the component schemas, in document order.
pub(crate) fn schemas(document: &Value) -> impl Iterator<Item = (&String, &Value)> {
    document
        .pointer("/components/schemas")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

/// Returns the component schemas for modification. Creates the member if the document has none.
pub(crate) fn schemas_mut(document: &mut Value) -> Result<&mut Map<String, Value>> {
    let not_an_object = |at: &str| Error::at(at, "must be an object");
    let root = document.as_object_mut().ok_or_else(|| not_an_object(""))?;
    let mut here = root;
    for (step, at) in [
        ("components", "/components"),
        ("schemas", "/components/schemas"),
    ] {
        here = here
            .entry(step)
            .or_insert_with(|| Value::Object(Map::new()))
            .as_object_mut()
            .ok_or_else(|| not_an_object(at))?;
    }
    Ok(here)
}

/// Calls `visit` on every schema of the document, inner ones first: those of parameters, bodies and responses, the
/// components, and whatever is nested in them. The visitor may replace the schema.
pub(crate) fn each_schema(
    document: &mut Value,
    visit: &mut dyn FnMut(&Location, &mut Value) -> Result<()>,
) -> Result<()> {
    each_operation(document, |pointer, _, _, operation| {
        each_operation_schema(pointer, operation, &mut |at, schema| {
            descend(at, schema, visit)
        })
    })?;
    let base = Location::from_steps(["components", "schemas"]);
    for (name, schema) in schemas_mut(document)? {
        descend(&base.child(name), schema, visit)?;
    }
    Ok(())
}

/// Calls `visit` on the outermost schemas of an operation: parameters, request bodies and responses.
pub(crate) fn each_operation_schema(
    pointer: &Location,
    operation: &mut Map<String, Value>,
    visit: &mut dyn FnMut(&Location, &mut Value) -> Result<()>,
) -> Result<()> {
    if let Some(parameters) = operation
        .get_mut("parameters")
        .and_then(Value::as_array_mut)
    {
        for (index, parameter) in parameters.iter_mut().enumerate() {
            if let Some(schema) = parameter.get_mut("schema") {
                let at = pointer
                    .child("parameters")
                    .child(&index.to_string())
                    .child("schema");
                visit(&at, schema)?;
            }
        }
    }
    if let Some(body) = operation.get_mut("requestBody") {
        each_content_schema(&pointer.child("requestBody"), body, visit)?;
    }
    if let Some(responses) = operation
        .get_mut("responses")
        .and_then(Value::as_object_mut)
    {
        for (status, response) in responses {
            let at = pointer.child("responses").child(status);
            each_content_schema(&at, response, visit)?;
        }
    }
    Ok(())
}

fn each_content_schema(
    pointer: &Location,
    holder: &mut Value,
    visit: &mut dyn FnMut(&Location, &mut Value) -> Result<()>,
) -> Result<()> {
    let Some(content) = holder.get_mut("content").and_then(Value::as_object_mut) else {
        return Ok(());
    };
    for (media_type, value) in content {
        if let Some(schema) = value.get_mut("schema") {
            let at = pointer.child("content").child(media_type).child("schema");
            visit(&at, schema)?;
        }
    }
    Ok(())
}

fn descend(
    pointer: &Location,
    schema: &mut Value,
    visit: &mut dyn FnMut(&Location, &mut Value) -> Result<()>,
) -> Result<()> {
    each_child_schema(pointer, schema, &mut |at, child| descend(at, child, visit))?;
    visit(pointer, schema)
}

/// Calls `visit` on the schemas directly inside `schema`.
pub(crate) fn each_child_schema(
    pointer: &Location,
    schema: &mut Value,
    visit: &mut dyn FnMut(&Location, &mut Value) -> Result<()>,
) -> Result<()> {
    let Some(members) = schema.as_object_mut() else {
        return Ok(());
    };
    for (member, value) in members {
        let at = pointer.child(member);
        match member.as_str() {
            "items" | "additionalProperties" | "not" if value.is_object() => visit(&at, value)?,
            "properties" => {
                for (name, child) in value.as_object_mut().into_iter().flatten() {
                    visit(&at.child(name), child)?;
                }
            }
            "oneOf" | "anyOf" | "allOf" => {
                for (index, child) in value.as_array_mut().into_iter().flatten().enumerate() {
                    visit(&at.child(&index.to_string()), child)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Returns a reference to the component schema of that name.
pub(crate) fn reference_to(name: &str) -> Value {
    serde_json::json!({ "$ref": format!("{SCHEMA_PREFIX}{name}") })
}

/// Replaces a schema with a reference to the component of that name, and returns the schema. The reference keeps the
/// description and `nullable`, because these describe the location rather than the type.
pub(crate) fn refer_instead(schema: &mut Value, name: &str) -> Value {
    let mut inner = std::mem::replace(schema, reference_to(name));
    let is_nullable = inner
        .as_object_mut()
        .and_then(|members| members.shift_remove("nullable"))
        == Some(Value::Bool(true));
    if is_nullable {
        *schema = serde_json::json!({ "nullable": true, "allOf": [schema] });
    }
    if let Some(description) = inner.get("description") {
        schema["description"] = description.clone();
    }
    inner
}

/// Returns a text member.
pub(crate) fn text<'a>(value: &'a Value, member: &str) -> Option<&'a str> {
    value.get(member).and_then(Value::as_str)
}

/// Returns whether an array of texts contains `wanted`.
pub(crate) fn lists(value: &Value, member: &str, wanted: &str) -> bool {
    value
        .get(member)
        .and_then(Value::as_array)
        .is_some_and(|all| all.iter().any(|v| v.as_str() == Some(wanted)))
}
