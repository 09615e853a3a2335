//! Objects and compositions written inside other schemas, and in bodies and answers, become components of their own.
//!
//! Afterwards every type that the code will have is a component, so that later steps find its name, its description
//! and the way it travels in one place.

use serde_json::{Map, Value};

use crate::{
    document::{self, Pointer},
    error::Result,
    ident,
    names::Names,
};

pub(super) fn lift(document: &mut Value, _: &Names) -> Result<()> {
    let mut lifted = Map::new();
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
            lift_from(at, schema, &owner, part, &taken, &mut lifted, true)
        })
    })?;
    let base = Pointer::of(["components", "schemas"]);
    for (name, schema) in document::schemas_mut(document)? {
        lift_from(
            &base.child(name),
            schema,
            &ident::type_name(name),
            "",
            &taken,
            &mut lifted,
            false,
        )?;
    }
    document::schemas_mut(document)?.extend(lifted);
    Ok(())
}

/// Lifts what is inside `schema` and, unless it is a component already, the schema itself.
fn lift_from(
    at: &Pointer,
    schema: &mut Value,
    owner: &str,
    part: &str,
    taken: &[String],
    lifted: &mut Map<String, Value>,
    itself: bool,
) -> Result<()> {
    let own_name = format!("{owner}{}", ident::type_name_or_empty(part));
    document::each_child_schema(at, schema, &mut |child_at, child| {
        let step = child_at.to_string();
        let step = step.rsplit('/').next().unwrap_or_default();
        // The items of a list are named after the list.
        let part = if matches!(step, "items" | "additionalProperties") {
            "Item"
        } else {
            step
        };
        lift_from(child_at, child, &own_name, part, taken, lifted, true)
    })?;
    if itself && (is_object(schema) || is_composition(schema)) {
        let name = unused(&own_name, taken, lifted);
        let inner = document::refer_instead(schema, &name);
        lifted.insert(name, inner);
    }
    Ok(())
}

fn is_object(schema: &Value) -> bool {
    schema
        .get("properties")
        .and_then(Value::as_object)
        .is_some_and(|p| !p.is_empty())
}

/// Whether the schema is made of several others; one alone is only a way to write something beside a reference.
fn is_composition(schema: &Value) -> bool {
    let parts = |member| {
        schema
            .get(member)
            .and_then(Value::as_array)
            .map_or(0, Vec::len)
    };
    parts("oneOf") > 0 || parts("anyOf") > 0 || parts("allOf") > 1
}

/// `name`, or `name` with the first number that makes it new.
fn unused(name: &str, taken: &[String], lifted: &Map<String, Value>) -> String {
    let is_new = |n: &String| !taken.contains(n) && !lifted.contains_key(n);
    std::iter::once(name.to_owned())
        .chain((2..).map(|i| format!("{name}{i}")))
        .find(is_new)
        .unwrap_or_default()
}
