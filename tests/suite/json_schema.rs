//! The JSON Schema of each generated type equals the checked-in document, except for the differences listed here.
//!
//! The document is used as written, before the generator changes it. The schema describes serialization:
//! deserialization accepts more on purpose, since it is lenient about incomplete responses.

mod departures;
mod facts;

use std::collections::{BTreeMap, BTreeSet};

use astro_api_openapi_model::{Document, Node, Schema};
use astro_api_tests::root;
use serde_json::Value;

use crate::{documents, schema_types};
use departures::{DEPARTURES, LocationFacts, WITHOUT_TYPE, reason};
use facts::{Facts, differences, facts};

/// Returns the schemas of all types of requests and responses.
fn schemas() -> BTreeMap<String, Value> {
    let types = schema_types::all().into_iter();
    let schemas = types.map(|(name, schema_type)| (name.to_owned(), (schema_type.json_schema)()));
    schemas.collect()
}

/// Returns the document, with its schemas renamed as in the table of names.
fn document() -> Value {
    let mut text = documents::as_json(&documents::checked_in());
    let mut renamed = Vec::new();
    for (name, places) in names() {
        for schema in places.into_iter().filter(|place| !place.contains('.')) {
            let reference = |name: &str| format!("\"#/components/schemas/{name}\"");
            text = text.replace(&reference(&schema), &reference(&name));
            renamed.push((schema, name.clone()));
        }
    }
    let mut document: Value = serde_json::from_str(&text).unwrap();
    let schemas = document["components"]["schemas"].as_object_mut().unwrap();
    for (schema, name) in renamed {
        let found = schemas.remove(&schema).unwrap();
        schemas.insert(name, found);
    }
    document
}

/// Returns the names of types in the table of names.
fn names() -> BTreeMap<String, Vec<String>> {
    let table: yaml_serde::Value = yaml_serde::from_str(&documents::checked_in_names()).unwrap();
    yaml_serde::from_value(table["types"].clone()).unwrap()
}

fn components(document: &Value) -> &serde_json::Map<String, Value> {
    document["components"]["schemas"].as_object().unwrap()
}

/// A type missing from `schema_types` would not be compared.
#[test]
fn every_generated_type_is_compared() {
    let folder = root().join("astro-api/src/generated/types");
    let mut generated = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        for item in syn::parse_file(&text).unwrap().items {
            let (name, visibility) = match item {
                syn::Item::Struct(item) => (item.ident, item.vis),
                syn::Item::Enum(item) => (item.ident, item.vis),
                syn::Item::Type(item) => (item.ident, item.vis),
                _ => continue,
            };
            if matches!(visibility, syn::Visibility::Public(_)) {
                generated.insert(name.to_string());
            }
        }
    }
    // A builder is not sent; the request that it builds is.
    let requests: Vec<String> = generated
        .iter()
        .filter_map(|name| name.strip_suffix("Builder"))
        .map(str::to_owned)
        .collect();
    for request in requests {
        assert!(
            generated.contains(&request),
            "{request}Builder builds what?"
        );
        generated.remove(&format!("{request}Builder"));
    }
    let compared: BTreeSet<String> = schemas().into_keys().collect();
    assert_eq!(generated, compared, "left: generated; right: compared");
}

#[test]
fn every_component_has_a_type() {
    let document = document();
    let schemas = schemas();
    let without: Vec<&str> = components(&document)
        .keys()
        .filter(|name| !schemas.contains_key(*name))
        .map(String::as_str)
        .collect();
    let listed: Vec<&str> = WITHOUT_TYPE.iter().map(|(name, _)| *name).collect();
    assert_eq!(without, listed, "left: without a type; right: listed");
}

#[test]
fn object_schemas_match_the_document() {
    let document = document();
    let schemas = schemas();
    let (mut said, mut derived) = (Facts::new(), Facts::new());
    for (name, schema) in components(&document) {
        if let Some(ours) = schemas.get(name) {
            facts(name, schema, components(&document), &mut said);
            facts(name, ours, &schemas, &mut derived);
        }
    }
    assert!(said.len() > 80, "{said:#?}");
    let found: BTreeSet<String> = differences(&said, &derived)
        .into_iter()
        .filter(|line| reason(line, location_facts(Document::new(&document), line)).is_none())
        .collect();
    let listed: BTreeSet<String> = DEPARTURES
        .iter()
        .flat_map(|(_, all)| all.iter())
        .map(|line| (*line).to_owned())
        .collect();
    let unlisted: Vec<&String> = found.difference(&listed).collect();
    let outdated: Vec<&String> = listed.difference(&found).collect();
    assert!(
        unlisted.is_empty() && outdated.is_empty(),
        "not listed as departures: {unlisted:#?}\nlisted, and no departures any more: {outdated:#?}"
    );
}

/// Returns the document's facts about the location of a difference.
fn location_facts(document: Document<'_>, line: &str) -> LocationFacts {
    let place = line.split(": ").nth(1).unwrap_or(line);
    let (holder, member) = place.split_once('.').unwrap_or((place, ""));
    let component = document.component(holder).map(|c| document.schema(c));
    let schema = schema_at(document, place).map(|node| document.schema(node));
    let member = member.trim_end_matches("[]");
    let is_discriminator = |union: Schema<'_>| {
        let mut variants = union.variants().into_iter();
        union.discriminator() == Some(member) && variants.any(|v| v.component() == Some(holder))
    };
    let mut schemas = document.schemas().map(|(_, node)| document.schema(node));
    LocationFacts {
        is_optional: !component.as_ref().is_some_and(|c| c.requires(member)),
        has_size: schema.as_ref().is_some_and(|s| s.get("format").is_some()),
        is_discriminator: schemas.any(is_discriminator),
        is_union: component.is_some_and(|schema| schema.get("oneOf").is_some()),
        is_free: schema
            .is_some_and(|s| s.kind() == Some("object") && s.get("properties").is_none()),
    }
}

/// Enumerations are inline in the document; the table of names has their locations.
#[test]
fn enum_schemas_match_the_document() {
    let document = document();
    let schemas = schemas();
    let mut names = names();
    // The schemas of the document have their new names here.
    let renamed: BTreeMap<String, String> = names
        .iter()
        .flat_map(|(new, places)| places.iter().map(|old| (old.clone(), new.clone())))
        .collect();
    // An entry that is not a location in a schema or a request is a schema, which is compared above.
    names.retain(|_, places| places.iter().any(|place| place.contains('.')));
    for (name, places) in &names {
        let mut derived = Facts::new();
        facts(name, &schemas[name], &schemas, &mut derived);
        assert_eq!(derived.len(), 2, "type and values: {derived:?}");
        for place in places {
            let mut said = Facts::new();
            let (holder, member) = place.split_once('.').unwrap();
            let holder = renamed.get(holder).map_or(holder, String::as_str);
            let schema = schema_at(Document::new(&document), &format!("{holder}.{member}"))
                .unwrap_or_else(|| panic!("{place} is nowhere"));
            facts(name, schema.value, components(&document), &mut said);
            // All roles share one type, which is open for custom ones; each location lists its own values, or none.
            if name != "RoleName" {
                assert_eq!(said, derived, "left: {place}; right: {name}");
            }
        }
    }
    let named: BTreeSet<&String> = names.keys().collect();
    let enumerations: BTreeSet<&String> = schemas
        .iter()
        .filter(|(_, schema)| schema["type"] == "string")
        .map(|(name, _)| name)
        .collect();
    assert_eq!(named, enumerations, "left: named; right: types");
}

/// Returns the schema at a location in the table of names: `Schema.property` or `Operation.parameter`, with `[]` for
/// the items.
fn schema_at<'d>(document: Document<'d>, place: &str) -> Option<Node<'d>> {
    let (holder, member) = place.split_once('.')?;
    let (member, is_item) = match member.strip_suffix("[]") {
        Some(member) => (member, true),
        None => (member, false),
    };
    let schema = match document.component(holder) {
        Some(component) => component.child("properties")?.child(member)?,
        None => {
            let mut operations = document.operations();
            let operation = operations.find(|operation| operation.id() == Some(holder))?;
            let mut parameters = operation.parameters().into_iter();
            parameters
                .find(|p| p.name == member)?
                .node
                .child("schema")?
        }
    };
    match is_item {
        true => schema.child("items"),
        false => Some(schema),
    }
}
