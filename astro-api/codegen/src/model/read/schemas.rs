//! Component schemas of the normalized document → the schemas of the model.

use std::collections::BTreeSet;

use astro_api_openapi_model::{Document, Location, Node, component_name, page_collection};
use serde_json::Value;

use super::values::{bounds, docs};
use crate::{
    document::{self, text},
    ident,
    model::{Bounds, Field, Form, Kind, Page, SHARED, Schema},
    normalize::SECRET,
};

pub(super) fn read(name: &str, schema: &Value, in_request: bool, in_response: bool) -> Schema {
    let fields = read_fields(schema, in_request);
    let page = (!in_request).then(|| read_page(schema)).flatten();
    let kind = if let Some(union) = schema.get("x-astro-union") {
        Kind::Union {
            tag: text(union, "tag").unwrap_or_default().to_owned(),
            variants: union
                .get("variants")
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
                .filter_map(|(tag, name)| Some((tag.clone(), ident::type_name(name.as_str()?))))
                .collect(),
        }
    } else if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        Kind::Enumeration(
            values
                .iter()
                .filter_map(|v| v.as_str().map(str::to_owned))
                .collect(),
        )
    } else if !fields.is_empty() {
        Kind::Object(fields)
    } else {
        Kind::Other
    };
    Schema {
        wire: name.to_owned(),
        docs: docs(schema),
        kind,
        in_request,
        in_response,
        module: SHARED.to_owned(),
        page,
    }
}

/// Reads a page. References are not followed: a list that is a component has a type of its own.
fn read_page(schema: &Value) -> Option<Page> {
    let node = Node {
        location: Location::root(),
        value: schema,
    };
    let wire = page_collection(&Document::new(&Value::Null).schema(node))?;
    Some(Page {
        wire: wire.to_owned(),
        ident: ident::field(wire),
    })
}

fn read_fields(schema: &Value, in_request: bool) -> Vec<Field> {
    let properties = schema.get("properties").and_then(Value::as_object);
    properties
        .into_iter()
        .flatten()
        .map(|(wire, value)| {
            let mut refers_to = BTreeSet::new();
            direct_references(value, &mut refers_to);
            Field {
                wire: wire.clone(),
                ident: ident::readable_field(wire),
                required: document::lists(schema, "required", wire),
                nullable: value.get("x-astro-nullable") == Some(&Value::Bool(true)),
                secret: value.get(SECRET) == Some(&Value::Bool(true)),
                docs: docs(value),
                bounds: if in_request {
                    bounds(value)
                } else {
                    // Responses are not validated.
                    Bounds::default()
                },
                is_collection: value.get("items").is_some()
                    || value.get("additionalProperties").is_some(),
                refers_to,
                form: read_form(value),
            }
        })
        .collect()
}

fn read_form(value: &Value) -> Form {
    let kind = text(value, "type");
    match (component_name(value), kind) {
        (Some(name), _) => Form::Named(ident::type_name(name)),
        (None, Some("string")) if value.get("format").is_none() => Form::Text,
        (None, Some("integer")) => Form::Integer,
        (None, Some("boolean")) => Form::Boolean,
        (None, Some("array")) => {
            let items = value.get("items").map_or(Form::Other, read_form);
            Form::List(Box::new(items))
        }
        _ => Form::Other,
    }
}

fn direct_references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(all) => {
            found.extend(component_name(value).map(ident::type_name));
            all.values().for_each(|v| direct_references(v, found));
        }
        Value::Array(all) => all.iter().for_each(|v| direct_references(v, found)),
        _ => {}
    }
}
