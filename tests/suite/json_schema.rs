//! The JSON Schema of each generated type says what the checked-in document says, but for what is listed here.
//!
//! The document is taken as it is written, before the generator touches it. The schema is the one of what the crate
//! writes: what it reads is more, on purpose, since it forgives answers that lack something.

mod departures;
mod facts;

use std::collections::{BTreeMap, BTreeSet};

use astro_api::types;
use astro_api_tests::root;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::documents;
use departures::{DEPARTURES, WITHOUT_TYPE};
use facts::{Facts, differences, facts};

/// The schema of each of these types, by its name.
macro_rules! schemas {
    ($($name:ident)*) => {
        BTreeMap::from([$((
            stringify!($name).to_owned(),
            SchemaSettings::draft2020_12()
                .for_serialize()
                .into_generator()
                .into_root_schema_for::<types::$name>()
                .to_value(),
        ),)*])
    };
}

/// All types of requests and answers.
fn schemas() -> BTreeMap<String, Value> {
    schemas! {
        AstronomerProduct
        BasicSubjectProfile
        ManagedDomain
        ManagedDomainStatus
        Organization
        OrganizationProductPlan
        OrganizationSort
        OrganizationStatus
        OrganizationsPaginated
        PaymentMethod
        Product
        ProductPlan
        ProductPlanName
        SubjectType
        UpdateOrganizationRequest
    }
}

fn document() -> Value {
    serde_json::from_str(&documents::as_json(&documents::checked_in())).unwrap()
}

fn components(document: &Value) -> &serde_json::Map<String, Value> {
    document["components"]["schemas"].as_object().unwrap()
}

/// A type that the list above lacks is compared with nothing.
#[test]
fn every_generated_type_is_compared() {
    let folder = root().join("astro-api/src/generated/types");
    let mut generated = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
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
    // A builder is no part of what is sent; the request that it builds is.
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
fn objects_are_as_documented() {
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
    let found = differences(&said, &derived);
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

/// Enumerations are inline in the document; the table of names says where.
#[test]
fn enumerations_are_as_documented() {
    let document = document();
    let schemas = schemas();
    let names: BTreeMap<String, Vec<String>> =
        yaml_serde::from_str(&documents::checked_in_names()).unwrap();
    for (name, places) in &names {
        let mut derived = Facts::new();
        facts(name, &schemas[name], &schemas, &mut derived);
        assert_eq!(derived.len(), 2, "type and values: {derived:?}");
        for place in places {
            let mut said = Facts::new();
            let schema = at(&document, place).unwrap_or_else(|| panic!("{place} is nowhere"));
            facts(name, schema, components(&document), &mut said);
            assert_eq!(said, derived, "left: {place}; right: {name}");
        }
    }
    let named: BTreeSet<&String> = names.keys().collect();
    let enumerations: BTreeSet<&String> = schemas
        .iter()
        .filter(|(_, schema)| schema["type"] != "object")
        .map(|(name, _)| name)
        .collect();
    assert_eq!(named, enumerations, "left: named; right: types");
}

/// The schema at a place of the table of names: `Schema.property` or `Operation.parameter`, with `[]` for the items.
fn at<'a>(document: &'a Value, place: &str) -> Option<&'a Value> {
    let (holder, member) = place.split_once('.')?;
    let (member, is_item) = match member.strip_suffix("[]") {
        Some(member) => (member, true),
        None => (member, false),
    };
    let schema = match components(document).get(holder) {
        Some(component) => component["properties"].get(member)?,
        None => {
            let items = document["paths"].as_object()?.values();
            let mut operations = items.filter_map(Value::as_object).flat_map(|i| i.values());
            let operation = operations.find(|o| o["operationId"] == holder)?;
            let mut parameters = operation["parameters"].as_array()?.iter();
            &parameters.find(|p| p["name"] == member)?["schema"]
        }
    };
    if is_item {
        schema.get("items")
    } else {
        Some(schema)
    }
}
