//! Unions with a discriminator are prepared for a type that is deserialized by it.
//!
//! Progenitor ignores the discriminator: it tries one variant after the other, and takes the first that fits, which
//! drops the members that this variant lacks. Here the tag moves out of the variants and into the union, under
//! `x-astro-union`, so that a variant cannot have the wrong tag, however loosely the document declares it there.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::{
    Error, ErrorKind,
    document::{self, Pointer, SCHEMA_PREFIX},
    error::Result,
    ident,
    names::Names,
};

/// Where a union keeps its tag and the schema of each tag value.
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
    let at = Pointer::of(["components", "schemas", union]);
    let Some(schema) = schemas.get(union) else {
        return Ok(());
    };
    let Some(variants) = schema
        .get("oneOf")
        .or(schema.get("anyOf"))
        .and_then(Value::as_array)
    else {
        // A discriminator on a plain schema does not matter to a client.
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
    for name in variants.iter().filter_map(document::referenced) {
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
        // A variant that is also used outside the union keeps its tag there, and the union gets a copy without.
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

/// The mapping of a discriminator: tag values, and the names of their schemas.
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

/// How often each component schema is referred to.
fn count_references(document: &Value) -> BTreeMap<String, usize> {
    fn count(value: &Value, counts: &mut BTreeMap<String, usize>) {
        match value {
            Value::Array(all) => all.iter().for_each(|v| count(v, counts)),
            Value::Object(all) => {
                if let Some(name) = document::referenced(value) {
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
