//! Returns an error, with location and reason, for constructs that the generator does not support, before progenitor
//! runs.

use std::collections::{BTreeMap, BTreeSet};

use astro_api_openapi_model::{Location, component_name};
use serde_json::Value;

use crate::{Error, ErrorKind, document, error::Result, ident, names::Names};

pub(super) fn validate(document: &mut Value, _: &Names) -> Result<()> {
    let mut functions: BTreeMap<String, Location> = BTreeMap::new();
    let mut builders: BTreeMap<String, Location> = BTreeMap::new();
    let mut routes: BTreeMap<(String, String), Location> = BTreeMap::new();
    document::each_operation(document, |at, path, method, operation| {
        let id = match operation.get("operationId").and_then(Value::as_str) {
            Some(id) if !id.trim().is_empty() => id,
            _ => {
                return Err(Error::at(at.child("operationId"), "is not a string")
                    .with_kind(ErrorKind::OperationId));
            }
        };
        if let Some(other) = functions.insert(ident::function(id), at.clone()) {
            return Err(Error::at(
                at.child("operationId"),
                format!("`{id}` gives the same method name as the operation at #{other}"),
            )
            .with_kind(ErrorKind::OperationId));
        }
        if let Some(other) = builders.insert(ident::builder(id), at.clone()) {
            return Err(Error::at(
                at.child("operationId"),
                format!("`{id}` gives the same type name as the operation at #{other}"),
            )
            .with_kind(ErrorKind::OperationId));
        }
        if !path.starts_with('/') {
            return Err(Error::at(
                Location::from_steps(["paths", path]),
                "does not start with a slash, as every path must",
            ));
        }
        let route = (method.to_owned(), template(path));
        if let Some(other) = routes.insert(route, at.clone()) {
            return Err(Error::at(
                at,
                format!(
                    "has the same route as the operation at #{other}: the paths differ only in the names of their parameters"
                ),
            ));
        }
        let parameters = operation.get("parameters").and_then(Value::as_array);
        let mut setters: BTreeMap<String, String> = BTreeMap::new();
        for (index, parameter) in parameters.into_iter().flatten().enumerate() {
            let at = at.child("parameters").child(&index.to_string());
            validate_parameter(&at, parameter)?;
            let name = document::text(parameter, "name").unwrap_or_default();
            if let Some(other) = setters.insert(ident::parameter(name), name.to_owned()) {
                return Err(Error::at(
                    at,
                    format!("gives the same method name as the parameter `{other}`"),
                )
                .with_kind(ErrorKind::NameCollision));
            }
        }
        for name in placeholders(path) {
            let declared = parameters.into_iter().flatten().any(|p| {
                document::text(p, "in") == Some("path") && document::text(p, "name") == Some(name)
            });
            if !declared {
                return Err(Error::at(
                    at,
                    format!("has {{{name}}} in its path but no path parameter of that name"),
                ));
            }
        }
        Ok(())
    })?;
    let mut types: BTreeMap<String, &String> = BTreeMap::new();
    for (name, _) in document::schemas(document) {
        if let Some(other) = types.insert(ident::type_name(name), name) {
            return Err(Error::at(
                Location::from_steps(["components", "schemas", name]),
                format!("gives the same type name as the schema `{other}`"),
            )
            .with_kind(ErrorKind::NameCollision));
        }
    }
    document::each_schema(document, &mut |at, schema| {
        validate_union(at, schema)?;
        let mut fields: BTreeMap<String, &String> = BTreeMap::new();
        let properties = schema.get("properties").and_then(Value::as_object);
        for name in properties.into_iter().flatten().map(|(name, _)| name) {
            if let Some(other) = fields.insert(ident::readable_field(name), name) {
                return Err(Error::at(
                    at.child("properties").child(name),
                    format!("gives the same field name as the property `{other}`"),
                )
                .with_kind(ErrorKind::NameCollision));
            }
        }
        Ok(())
    })?;
    for (name, schema) in document::schemas(document) {
        if is_made_of(document, schema, name, &mut BTreeSet::new()) {
            return Err(Error::at(
                Location::from_steps(["components", "schemas", name]),
                "is made of itself, with neither a property nor a list between",
            ));
        }
    }
    Ok(())
}

/// Returns whether a schema leads to the component of that name through references and compositions only.
fn is_made_of(document: &Value, schema: &Value, name: &str, seen: &mut BTreeSet<String>) -> bool {
    if let Some(next) = component_name(schema) {
        let schemas = document.pointer("/components/schemas");
        return next == name
            || seen.insert(next.to_owned())
                && schemas
                    .and_then(|s| s.get(next))
                    .is_some_and(|s| is_made_of(document, s, name, seen));
    }
    ["allOf", "anyOf", "oneOf"]
        .iter()
        .filter_map(|member| schema.get(*member)?.as_array())
        .flatten()
        .chain(schema.get("not"))
        .any(|part| is_made_of(document, part, name, seen))
}

/// Validates that a union has a discriminator that names its variants.
fn validate_union(at: &Location, schema: &Value) -> Result<()> {
    let Some(discriminator) = schema.get("discriminator") else {
        return Ok(());
    };
    for member in ["oneOf", "anyOf"] {
        let variants = schema.get(member).and_then(Value::as_array);
        for (index, variant) in variants.into_iter().flatten().enumerate() {
            if component_name(variant).is_none() {
                let at = at.child(member).child(&index.to_string());
                return Err(
                    Error::at(at, "is not a reference, so no discriminator can name it")
                        .with_kind(ErrorKind::Discriminator),
                );
            }
        }
        if variants.is_some() && document::text(discriminator, "propertyName").is_none() {
            return Err(Error::at(at.child("discriminator"), "has no propertyName")
                .with_kind(ErrorKind::Discriminator));
        }
    }
    Ok(())
}

fn validate_parameter(at: &Location, parameter: &Value) -> Result<()> {
    let place = document::text(parameter, "in").unwrap_or_default();
    if document::text(parameter, "name").is_none_or(str::is_empty) {
        return Err(Error::at(at, "has no name"));
    }
    let form = match place {
        "path" => "simple",
        "query" => "form",
        "header" => "simple",
        "cookie" => {
            return Err(Error::at(
                at,
                "is a cookie parameter, which is not supported",
            ));
        }
        other => {
            return Err(Error::at(
                at.child("in"),
                format!("is `{other}`, which is not supported"),
            ));
        }
    };
    if let Some(style) = document::text(parameter, "style").filter(|s| *s != form) {
        return Err(Error::at(
            at.child("style"),
            match style {
                "deepObject" => "is `deepObject`, which is only supported for an object".to_owned(),
                "spaceDelimited" | "pipeDelimited" => {
                    format!("is `{style}`, which is only supported for a list")
                }
                _ => format!(
                    "is `{style}`; a {place} parameter is only supported in the style `{form}`"
                ),
            },
        ));
    }
    if place == "path" && parameter.get("required") != Some(&Value::Bool(true)) {
        return Err(Error::at(
            at,
            "is a path parameter, so it must say `required: true`",
        ));
    }
    if parameter.get("schema").is_none() {
        return Err(Error::at(
            at,
            "has no schema; a `content` of its own is not supported",
        ));
    }
    Ok(())
}

/// Returns the path with the same name for all parameters.
fn template(path: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in path.chars() {
        match c {
            '{' => {
                inside = true;
                out.push_str("{}");
            }
            '}' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// Returns the names in braces.
fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}
