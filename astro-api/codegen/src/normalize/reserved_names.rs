//! Renames schemas as the table of names requires, and schemas with a reserved name.
//!
//! The files of types use names such as `Error` and `Option`; a type of the document with the same name would shadow
//! them.

use astro_api_openapi_model::component_name;
use serde_json::{Map, Value};

use crate::{Error, document, error::Result, ident, imports::is_reserved, names::Names};

pub(super) fn rename(document: &mut Value, table: &Names) -> Result<()> {
    let names: Vec<String> = document::schemas(document)
        .map(|(n, _)| n.clone())
        .collect();
    let is_used = |name: &str| names.iter().any(|n| ident::type_name(n) == name);
    // A page also has a `…Wire` type, which deserializes it.
    let is_wire = |name: &str| name.strip_suffix("Wire").is_some_and(is_used);
    let mut renamed: Map<String, Value> = names
        .iter()
        .filter(|name| {
            let name = ident::type_name(name);
            is_reserved(&name) || is_wire(&name)
        })
        .map(|name| {
            let plain = format!("{}Value", ident::type_name(name));
            let new = std::iter::once(plain.clone())
                .chain((2..).map(|i| format!("{plain}{i}")))
                .find(|n| !is_used(n));
            (name.clone(), new.unwrap_or(plain).into())
        })
        .collect();
    for name in &names {
        let Some(new) = table.of(name) else { continue };
        if is_used(new) {
            return Err(Error::names(
                new,
                format!("is given to `{name}`, but is the name of another schema"),
            ));
        }
        renamed.insert(name.clone(), new.into());
    }
    if renamed.is_empty() {
        return Ok(());
    }
    let schemas = document::schemas_mut(document)?;
    *schemas = std::mem::take(schemas)
        .into_iter()
        .map(
            |(name, schema)| match renamed.get(&name).and_then(Value::as_str) {
                Some(new) => (new.to_owned(), schema),
                None => (name, schema),
            },
        )
        .collect();
    rename_references(document, &renamed);
    Ok(())
}

/// Replaces the old names of schemas in all references.
fn rename_references(value: &mut Value, renamed: &Map<String, Value>) {
    if let Some(new) = component_name(value)
        .and_then(|name| renamed.get(name)?.as_str())
        .map(document::reference_to)
    {
        value["$ref"] = new["$ref"].clone();
    }
    let variants = value
        .pointer_mut(&format!("/{}/variants", super::unions::MEMBER))
        .and_then(Value::as_object_mut);
    for (_, name) in variants.into_iter().flatten() {
        if let Some(new) = name.as_str().and_then(|n| renamed.get(n)) {
            *name = new.clone();
        }
    }
    match value {
        Value::Array(all) => all.iter_mut().for_each(|v| rename_references(v, renamed)),
        Value::Object(all) => all.values_mut().for_each(|v| rename_references(v, renamed)),
        _ => {}
    }
}
