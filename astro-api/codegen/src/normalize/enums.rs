//! Hoists inline enumerations into components, and merges those with the same meaning.
//!
//! The table of names decides which enumerations are merged and what the type is called, so a name is stable when one
//! of its places gains a value. Enumerations that are not in the table share a type if property and values are the
//! same, and get a name derived from their place.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::{Error, document, error::Result, ident, names::Names};

/// The known values of a text that may have other values as well. In the code it is an enumeration, because all
/// enumerations are open.
const EXTENSIBLE: &str = "x-extensible-enum";

/// An inline enumeration.
#[derive(Debug)]
struct Found {
    /// `Schema.property` or `Operation.parameter`, followed by `[]` for the items of a list and `{}` for the values of
    /// a map.
    place: String,
    owner: String,
    property: String,
    values: Vec<Value>,
    description: Option<Value>,
}

pub(super) fn hoist(document: &mut Value, names: &Names) -> Result<()> {
    let mut all = Vec::new();
    each_place(document, &mut |place, schema| {
        all.extend(found(place, schema))
    })?;
    let components: Vec<String> = document::schemas(document)
        .map(|(n, _)| ident::type_name(n))
        .collect();
    let mut named = all.iter().filter_map(|f| names.of(&f.place));
    if let Some(name) = named.find(|n| components.iter().any(|c| c == n)) {
        return Err(Error::names(
            name,
            "is the name of a schema of the document as well; choose another",
        ));
    }
    let chosen = choose(&all, names, &components);
    let mut hoisted: BTreeMap<&str, Value> = BTreeMap::new();
    let mut ranked: Vec<(&Found, &String)> = all.iter().zip(&chosen).collect();
    ranked.sort_by_key(|(one, _)| names.rank(&one.place));
    for (one, name) in ranked {
        let entry = hoisted
            .entry(name)
            .or_insert_with(|| json!({ "type": "string", "enum": [] }));
        if let (None, Some(description)) = (entry.get("description"), &one.description) {
            entry["description"] = description.clone();
        }
        if let Some(values) = entry["enum"].as_array_mut() {
            // Places with the same name share the union of their values: the server rejects values that a place does
            // not allow.
            for value in &one.values {
                if !values.contains(value) {
                    values.push(value.clone());
                }
            }
        }
    }
    let hoisted: Map<String, Value> = hoisted
        .into_iter()
        .map(|(n, v)| (n.to_owned(), v))
        .collect();
    let by_place: BTreeMap<&str, &String> = all
        .iter()
        .zip(&chosen)
        .map(|(f, n)| (f.place.as_str(), n))
        .collect();
    each_place(document, &mut |place, schema| {
        if let Some(name) = by_place.get(place) {
            let inner = document::refer_instead(schema, name);
            if let Some(default) = inner.get("default") {
                schema["x-astro-default"] = default.clone();
            }
        }
    })?;
    document::schemas_mut(document)?.extend(hoisted);
    Ok(())
}

fn found(place: &str, schema: &Value) -> Option<Found> {
    let values: Vec<Value> = schema
        .get("enum")
        .or_else(|| schema.get(EXTENSIBLE))?
        .as_array()?
        .iter()
        .filter(|v| v.is_string())
        .cloned()
        .collect();
    let stem = place.trim_end_matches(|c: char| !c.is_alphanumeric());
    // A list or map that is itself a component has no property.
    let (owner, property) = stem.split_once('.').unwrap_or((stem, "item"));
    Some(Found {
        place: place.to_owned(),
        owner: ident::type_name(owner),
        property: if place.ends_with([']', '}']) {
            ident::singular(property)
        } else {
            property.to_owned()
        },
        values,
        description: schema.get("description").cloned(),
    })
}

/// Returns the name of each enumeration, in the same order.
fn choose(all: &[Found], names: &Names, components: &[String]) -> Vec<String> {
    let named: Vec<Option<&str>> = all.iter().map(|f| names.of(&f.place)).collect();
    let is_taken = |name: &String| components.contains(name) || names.has(name);
    // The different sets of values by property name, without the enumerations in the table.
    let mut sets: BTreeMap<&str, Vec<&[Value]>> = BTreeMap::new();
    for (one, _) in all.iter().zip(&named).filter(|(_, n)| n.is_none()) {
        let known = sets.entry(&one.property).or_default();
        if !known.contains(&one.values.as_slice()) {
            known.push(&one.values);
        }
    }
    let derived = |one: &Found| {
        let plain = ident::type_name(&one.property);
        let alone = sets.get(one.property.as_str()).is_none_or(|s| s.len() == 1);
        if alone && !is_taken(&plain) {
            return plain;
        }
        // All places with these values get a name derived from the owner of the first one.
        let first = all
            .iter()
            .zip(&named)
            .find(|(o, n)| n.is_none() && o.property == one.property && o.values == one.values)
            .map_or(one, |(o, _)| o);
        let qualified = format!("{}{plain}", first.owner);
        if is_taken(&qualified) {
            format!("{qualified}Value")
        } else {
            qualified
        }
    };
    all.iter()
        .zip(&named)
        .map(|(one, name)| name.map_or_else(|| derived(one), str::to_owned))
        .collect()
}

/// Calls `visit` on every place that can contain an inline enumeration: parameters, bodies, responses, properties, and
/// everything inside them. Objects are already components, so they are not inside.
fn each_place(document: &mut Value, visit: &mut dyn FnMut(&str, &mut Value)) -> Result<()> {
    document::each_operation(document, |at, _, _, operation| {
        let id = operation
            .get("operationId")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        let parameters = operation
            .get_mut("parameters")
            .and_then(Value::as_array_mut);
        for parameter in parameters.into_iter().flatten() {
            let name = document::text(parameter, "name").unwrap_or_default();
            let place = format!("{id}.{name}");
            if let Some(schema) = parameter.get_mut("schema") {
                with_inner(&place, schema, visit);
            }
        }
        document::each_operation_schema(at, operation, &mut |at, schema| {
            let at = at.to_string();
            if at.contains("/requestBody/") {
                with_inner(&format!("{id}.request"), schema, visit);
            } else if at.contains("/responses/") {
                with_inner(&format!("{id}.response"), schema, visit);
            }
            Ok(())
        })
    })?;
    for (name, schema) in document::schemas_mut(document)? {
        let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
        for (property, value) in properties.into_iter().flatten() {
            with_inner(&format!("{name}.{property}"), value, visit);
        }
        inner(name, schema, visit);
    }
    Ok(())
}

fn with_inner(place: &str, schema: &mut Value, visit: &mut dyn FnMut(&str, &mut Value)) {
    inner(place, schema, visit);
    visit(place, schema);
}

fn inner(place: &str, schema: &mut Value, visit: &mut dyn FnMut(&str, &mut Value)) {
    for (member, mark) in [("items", "[]"), ("additionalProperties", "{}")] {
        if let Some(schema) = schema.get_mut(member) {
            with_inner(&format!("{place}{mark}"), schema, visit);
        }
    }
    for member in ["oneOf", "anyOf", "allOf"] {
        let parts = schema.get_mut(member).and_then(Value::as_array_mut);
        for (index, schema) in parts.into_iter().flatten().enumerate() {
            with_inner(&format!("{place}({index})"), schema, visit);
        }
    }
}

/// Returns the places of a document that contain an enumeration, to validate the table.
pub(crate) fn places(document: &Value) -> Result<Vec<String>> {
    let mut all = Vec::new();
    each_place(&mut document.clone(), &mut |place, schema| {
        if found(place, schema).is_some() {
            all.push(place.to_owned());
        }
    })?;
    Ok(all)
}
