//! Reduces query parameters to single values and lists.
//!
//! An object in the query is sent as one parameter for each of its properties: `?limit=1` in the style `form`,
//! `?page[limit]=1` in the style `deepObject`. So each property becomes a parameter. A list whose values are joined
//! keeps the separator in `x-astro-separator`. A parameter with the same name as a path parameter is renamed, and keeps
//! its wire name in `x-astro-wire`.

use std::collections::BTreeSet;

use astro_api_openapi_model::{Location, component_name};
use serde_json::{Map, Value, json};

use crate::{Error, document, error::Result, ident, names::Names};

const SEPARATOR: &str = "x-astro-separator";
const WIRE: &str = "x-astro-wire";
/// The maximum nesting depth of objects.
const MAX_DEPTH: usize = 8;

pub(super) fn flatten(document: &mut Value, _: &Names) -> Result<()> {
    let schemas = document.pointer("/components/schemas").cloned();
    let schemas = schemas.unwrap_or_default();
    document::each_operation(document, |at, _, _, operation| {
        let parameters = operation
            .get_mut("parameters")
            .and_then(Value::as_array_mut);
        let Some(parameters) = parameters else {
            return Ok(());
        };
        let mut added = Vec::new();
        for (index, parameter) in parameters.iter_mut().enumerate() {
            if document::text(parameter, "in") != Some("query") {
                continue;
            }
            let at = at.child("parameters").child(&index.to_string());
            let mut split = match object_style(parameter, &schemas) {
                Some(style) => properties(&at, parameter, style, &schemas)?.into_iter(),
                None => {
                    set_separator(parameter, &schemas);
                    continue;
                }
            };
            // Later parameters keep their index, because error messages contain it.
            if let Some(first) = split.next() {
                *parameter = first;
            }
            added.extend(split);
        }
        parameters.extend(added);
        distinguish(parameters);
        Ok(())
    })
}

/// Returns the style of an object parameter.
fn object_style(parameter: &Value, schemas: &Value) -> Option<Style> {
    let is_object = is_object(parameter.get("schema")?, schemas, MAX_DEPTH);
    match document::text(parameter, "style") {
        Some("deepObject") if is_object => Some(Style::Deep),
        None | Some("form") if is_object => Some(Style::Form),
        _ => None,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Form,
    Deep,
}

/// Returns the parameters for the properties of an object.
fn properties(
    at: &Location,
    parameter: &Value,
    style: Style,
    schemas: &Value,
) -> Result<Vec<Value>> {
    if style == Style::Form && parameter.get("explode") == Some(&Value::Bool(false)) {
        return Err(Error::at(
            at.child("explode"),
            "is false for an object; only lists can be joined by commas",
        ));
    }
    let mut found = Vec::new();
    let name = document::text(parameter, "name").unwrap_or_default();
    let is_required = parameter.get("required") == Some(&Value::Bool(true));
    let schema = parameter.get("schema").unwrap_or(&Value::Null);
    collect(
        schema,
        style,
        name,
        is_required,
        schemas,
        MAX_DEPTH,
        &mut found,
    )
    .map_err(|reason| Error::at(at.child("schema"), reason))?;
    for property in &mut found {
        for member in ["description", "deprecated"] {
            if let (None, Some(value)) = (property["schema"].get(member), parameter.get(member)) {
                property[member] = value.clone();
            }
        }
    }
    Ok(found)
}

fn collect(
    schema: &Value,
    style: Style,
    prefix: &str,
    is_required: bool,
    schemas: &Value,
    depth: usize,
    found: &mut Vec<Value>,
) -> Result<(), &'static str> {
    let depth = depth
        .checked_sub(1)
        .ok_or("is an object that contains itself, which a query cannot hold")?;
    let schema = resolved(schema, schemas);
    let parts = schema.get("allOf").and_then(Value::as_array);
    for part in parts.into_iter().flatten() {
        collect(part, style, prefix, is_required, schemas, depth, found)?;
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    if properties.is_none_or(Map::is_empty) && parts.is_none() {
        return Err(
            "is an object without declared properties; declare them, since each becomes a parameter of its own",
        );
    }
    for (property, value) in properties.into_iter().flatten() {
        let is_object = is_object(value, schemas, MAX_DEPTH);
        let is_required = is_required && document::lists(schema, "required", property);
        let name = match style {
            Style::Form => property.clone(),
            Style::Deep => format!("{prefix}[{property}]"),
        };
        match (is_object, style) {
            (true, Style::Deep) => {
                collect(value, style, &name, is_required, schemas, depth, found)?;
            }
            (true, Style::Form) => {
                return Err(
                    "has a property that is an object, which only the style `deepObject` can hold",
                );
            }
            (false, _) => found.push(json!({
                "name": name, "in": "query", "required": is_required, "schema": value,
            })),
        }
    }
    Ok(())
}

/// Renames parameters whose setters would have the same name.
fn distinguish(parameters: &mut [Value]) {
    let (mut used, mut others) = (BTreeSet::new(), Vec::new());
    for parameter in parameters {
        let place = document::text(parameter, "in").unwrap_or_default();
        let Some(name) = document::text(parameter, "name").filter(|n| !n.is_empty()) else {
            continue;
        };
        if place == "path" {
            used.insert(ident::parameter(name));
        } else {
            others.push((name.to_owned(), place.to_owned(), parameter));
        }
    }
    for (name, place, parameter) in others {
        if used.insert(ident::parameter(&name)) {
            continue;
        }
        let plain = format!("{name}-{place}");
        let numbered = (2..).map(|n| format!("{plain}-{n}"));
        let mut candidates = std::iter::once(plain.clone()).chain(numbered);
        let new = candidates.find(|new| used.insert(ident::parameter(new)));
        parameter["name"] = new.unwrap_or(plain).into();
        parameter[WIRE] = name.into();
    }
}

fn is_object(schema: &Value, schemas: &Value, depth: usize) -> bool {
    let schema = resolved(schema, schemas);
    let parts = schema.get("allOf").and_then(Value::as_array);
    let mut parts = parts.into_iter().flatten();
    document::text(schema, "type") == Some("object")
        || schema.get("properties").is_some()
        || depth > 0 && parts.any(|part| is_object(part, schemas, depth - 1))
}

/// Removes the style of a joined parameter, which progenitor does not support, and keeps the separator of a list.
fn set_separator(parameter: &mut Value, schemas: &Value) {
    let schema = parameter.get("schema").unwrap_or(&Value::Null);
    let is_list = document::text(resolved(schema, schemas), "type") == Some("array");
    let explode = parameter.get("explode").and_then(Value::as_bool);
    let separator = match (document::text(parameter, "style"), explode) {
        (None | Some("form"), Some(false)) => ",",
        (Some("spaceDelimited"), None | Some(false)) if is_list => " ",
        (Some("pipeDelimited"), None | Some(false)) if is_list => "|",
        _ => return,
    };
    if let Some(members) = parameter.as_object_mut() {
        members.shift_remove("style");
        members.shift_remove("explode");
        if is_list {
            members.insert(SEPARATOR.to_owned(), separator.into());
        }
    }
}

/// Returns the schema itself, or the component that it refers to.
fn resolved<'a>(mut schema: &'a Value, schemas: &'a Value) -> &'a Value {
    for _ in 0..MAX_DEPTH {
        match component_name(schema).and_then(|name| schemas.get(name)) {
            Some(next) => schema = next,
            None => break,
        }
    }
    schema
}
