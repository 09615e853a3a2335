//! Determines how requests and responses use component schemas.

use std::collections::{BTreeMap, BTreeSet};

use astro_api_openapi_model::{Document, SCHEMA_PREFIX, Schema, component_name};
use serde_json::Value;

use super::references::collect_references;

/// The directions in which a type is used, which determine its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Directions {
    pub(super) in_requests: bool,
    pub(super) in_responses: bool,
}

/// The uses of a document's component schemas.
#[derive(Debug)]
pub(super) struct ComponentUsage {
    pub(super) in_requests: BTreeSet<String>,
    pub(super) in_responses: BTreeSet<String>,
    /// The tags of components that are only variants of a tagged union. The union type then holds the tag.
    pub(super) tags: BTreeMap<String, String>,
}

impl ComponentUsage {
    pub(super) fn of(document: Document<'_>) -> Self {
        let (mut in_requests, mut in_responses) = (BTreeSet::new(), BTreeSet::new());
        for operation in document.operations() {
            for parameter in operation.parameters() {
                collect_references(document, parameter.node.value, &mut in_requests);
            }
            if let Some(body) = operation.request_body() {
                collect_references(document, body.value, &mut in_requests);
            }
            for (_, response) in operation.successes() {
                collect_references(document, response.value, &mut in_responses);
            }
        }
        Self {
            in_requests: schema_names(&in_requests),
            in_responses: schema_names(&in_responses),
            tags: tags(document),
        }
    }
}

/// Returns the names of component schemas among references.
fn schema_names(references: &BTreeSet<&str>) -> BTreeSet<String> {
    let names = references
        .iter()
        .filter_map(|reference| reference.strip_prefix(SCHEMA_PREFIX));
    names.map(str::to_owned).collect()
}

fn tags(document: Document<'_>) -> BTreeMap<String, String> {
    let mut counts = BTreeMap::new();
    count(document.root().value, &mut counts);
    let mut tags = BTreeMap::new();
    for (_, schema) in document.schemas() {
        let schema = document.schema(schema);
        if let Some(tag) = schema.discriminator() {
            let variants = schema.variants();
            let names = variants.iter().filter_map(Schema::component);
            let names = names.filter(|name| counts.get(*name) == Some(&1));
            tags.extend(names.map(|name| (name.to_owned(), tag.to_owned())));
        }
    }
    tags
}

/// Counts the references to each component schema.
fn count(value: &Value, counts: &mut BTreeMap<String, usize>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| count(item, counts)),
        Value::Object(members) => {
            if let Some(name) = component_name(value) {
                *counts.entry(name.to_owned()).or_default() += 1;
            }
            members.values().for_each(|member| count(member, counts));
        }
        _ => {}
    }
}
