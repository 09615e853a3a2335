//! Hoists objects and compositions inside other schemas, bodies and responses into components.
//!
//! After this step every type of the code is a component, so later steps find its name, description and use in one
//! place.

use astro_api_openapi_model::Location;
use serde_json::{Map, Value};

use crate::{document, error::Result, ident, names::Names};

pub(super) fn hoist(document: &mut Value, _: &Names) -> Result<()> {
    let mut hoisted = Map::new();
    let taken: Vec<String> = document::schemas(document)
        .map(|(n, _)| ident::type_name(n))
        .collect();
    document::each_operation(document, |at, _, _, operation| {
        let id = operation
            .get("operationId")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        document::each_operation_schema(at, operation, &mut |at, schema| {
            let part = if at.to_string().contains("/requestBody/") {
                "Request"
            } else {
                "Response"
            };
            let owner = ident::type_name(&id);
            hoist_from(at, schema, &owner, part, &taken, &mut hoisted, true)
        })
    })?;
    let base = Location::from_steps(["components", "schemas"]);
    for (name, schema) in document::schemas_mut(document)? {
        hoist_from(
            &base.child(name),
            schema,
            &ident::type_name(name),
            "",
            &taken,
            &mut hoisted,
            false,
        )?;
    }
    document::schemas_mut(document)?.extend(hoisted);
    Ok(())
}

/// Hoists the schemas inside `schema` and, unless it is a component already, the schema itself.
fn hoist_from(
    at: &Location,
    schema: &mut Value,
    owner: &str,
    part: &str,
    taken: &[String],
    hoisted: &mut Map<String, Value>,
    itself: bool,
) -> Result<()> {
    let own_name = format!("{owner}{}", ident::type_name_or_empty(part));
    document::each_child_schema(at, schema, &mut |child_at, child| {
        let step = child_at.to_string();
        let step = step.rsplit('/').next().unwrap_or_default();
        // List items are named after the list.
        let part = if matches!(step, "items" | "additionalProperties") {
            "Item"
        } else {
            step
        };
        hoist_from(child_at, child, &own_name, part, taken, hoisted, true)
    })?;
    if itself && (is_object(schema) || is_composition(schema)) {
        let name = unused(&own_name, taken, hoisted);
        let inner = document::refer_instead(schema, &name);
        hoisted.insert(name, inner);
    }
    Ok(())
}

fn is_object(schema: &Value) -> bool {
    schema
        .get("properties")
        .and_then(Value::as_object)
        .is_some_and(|p| !p.is_empty())
}

/// Returns whether the schema combines several schemas. A composition of one only adds members beside a reference.
fn is_composition(schema: &Value) -> bool {
    let parts = |member| {
        schema
            .get(member)
            .and_then(Value::as_array)
            .map_or(0, Vec::len)
    };
    parts("oneOf") > 0 || parts("anyOf") > 0 || parts("allOf") > 1
}

/// Returns `name`, with a number if it is already used.
fn unused(name: &str, taken: &[String], hoisted: &Map<String, Value>) -> String {
    let is_new = |n: &String| !taken.contains(n) && !hoisted.contains_key(n);
    std::iter::once(name.to_owned())
        .chain((2..).map(|i| format!("{name}{i}")))
        .find(is_new)
        .unwrap_or_default()
}
