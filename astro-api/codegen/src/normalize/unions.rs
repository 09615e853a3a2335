//! Prepares unions with a discriminator for deserialization by their tag.
//!
//! Progenitor ignores the discriminator: it tries the variants in order and uses the first that matches, which drops
//! the members that this variant lacks. This step moves the tag from the variants to the union, in `x-astro-union`, so
//! a variant cannot have the wrong tag, even if the document declares it loosely.

use std::collections::BTreeMap;

use astro_api_openapi_model::{Location, SCHEMA_PREFIX, component_name};
use serde_json::{Map, Value, json};

use crate::{Error, ErrorKind, document, error::Result, ident, names::Names};

/// The member of a union with its tag and the schema of each tag value.
pub(crate) const MEMBER: &str = "x-astro-union";

pub(super) fn tag(document: &mut Value, _: &Names) -> Result<()> {
    let uses = count_references(document);
    let schemas = document::schemas_mut(document)?;
    let unions: Vec<String> = schemas
        .iter()
        .filter(|(_, s)| s.get("discriminator").is_some())
        .map(|(name, _)| name.clone())
        .collect();
    for union in unions {
        tag_one(schemas, &union, &uses)?;
    }
    Ok(())
}

fn tag_one(
    schemas: &mut Map<String, Value>,
    union: &str,
    uses: &BTreeMap<String, usize>,
) -> Result<()> {
    let at = Location::from_steps(["components", "schemas", union]);
    let Some(schema) = schemas.get(union) else {
        return Ok(());
    };
    let Some(variants) = schema
        .get("oneOf")
        .or(schema.get("anyOf"))
        .and_then(Value::as_array)
    else {
        // A client ignores a discriminator on a plain schema.
        return Ok(());
    };
    let Some(property) = schema
        .pointer("/discriminator/propertyName")
        .and_then(Value::as_str)
        .map(str::to_owned)
    else {
        return Ok(());
    };
    let description = schema.get("description").cloned();
    let mut by_tag: Vec<(String, String)> = Vec::new();
    for name in variants.iter().filter_map(component_name) {
        let mapped = mapping(schema).filter(|(_, target)| *target == name);
        let before = by_tag.len();
        by_tag.extend(mapped.map(|(tag, _)| (tag.to_owned(), name.to_owned())));
        if by_tag.len() == before {
            // Without a mapping, the name of the schema is its tag.
            by_tag.push((name.to_owned(), name.to_owned()));
        }
    }
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for (tag, name) in &mut by_tag {
        if let Some(other) = taken.insert(ident::type_name(tag), tag.clone()) {
            return Err(Error::at(
                at.child("discriminator"),
                format!("`{tag}` and `{other}` make the same variant name"),
            )
            .with_kind(ErrorKind::NameCollision));
        }
        // A variant that is also used outside the union keeps its tag, and the union gets a copy without it.
        if uses.get(name.as_str()).copied().unwrap_or(0) > 1 {
            let copy = format!("{union}{}", ident::type_name(tag));
            if let (Some(original), false) = (
                schemas.get(name.as_str()).cloned(),
                schemas.contains_key(&copy),
            ) {
                schemas.insert(copy.clone(), original);
            }
            *name = copy;
        }
        remove_property(schemas.get_mut(name.as_str()), &property);
    }
    let variants: Vec<Value> = by_tag
        .iter()
        .map(|(_, name)| document::reference_to(name))
        .collect();
    let mut tagged = json!({ "oneOf": variants });
    if let Some(description) = description {
        tagged["description"] = description;
    }
    let by_tag: Map<String, Value> = by_tag
        .into_iter()
        .map(|(tag, name)| (tag, Value::String(name)))
        .collect();
    tagged[MEMBER] = json!({ "tag": property, "variants": by_tag });
    schemas.insert(union.to_owned(), tagged);
    Ok(())
}

/// Returns the mapping of a discriminator: tag values and schema names.
fn mapping(schema: &Value) -> impl Iterator<Item = (&str, &str)> {
    schema
        .pointer("/discriminator/mapping")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .filter_map(|(tag, target)| {
            let target = target.as_str()?;
            Some((
                tag.as_str(),
                target.strip_prefix(SCHEMA_PREFIX).unwrap_or(target),
            ))
        })
}

fn remove_property(schema: Option<&mut Value>, property: &str) {
    let Some(schema) = schema else { return };
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.shift_remove(property);
    }
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|r| r != property);
    }
}

/// Counts the references to each component schema.
fn count_references(document: &Value) -> BTreeMap<String, usize> {
    fn count(value: &Value, counts: &mut BTreeMap<String, usize>) {
        match value {
            Value::Array(all) => all.iter().for_each(|v| count(v, counts)),
            Value::Object(all) => {
                if let Some(name) = component_name(value) {
                    *counts.entry(name.to_owned()).or_default() += 1;
                }
                all.values().for_each(|v| count(v, counts));
            }
            _ => {}
        }
    }
    let mut counts = BTreeMap::new();
    count(document, &mut counts);
    counts
}
