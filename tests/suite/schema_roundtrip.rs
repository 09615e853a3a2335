//! Every declared response is decoded, from bodies generated from the document's schemas: with all members, with
//! required ones only, with `null` wherever that is tolerated, and with unknown values.

mod expect;
mod failures;
mod lists;
mod make;
mod over_http;

use serde_json::{Map, Value, json};

use crate::{
    documents,
    schema_types::{self, SchemaType},
};

/// The members and values of a body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum With {
    All,
    OnlyRequired,
    /// All, the optional ones as `null`.
    Nulls,
    /// All, with enum values and members that the document does not have.
    Unknown,
}

/// A value for a schema.
fn sample_value(schema: &Value, with: With, components: &Map<String, Value>) -> Value {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let name = reference.rsplit('/').next().unwrap();
        return sample_value(&components[name], with, components);
    }
    if let Some(only) = schema.get("allOf").and_then(|all| all.get(0)) {
        return sample_value(only, with, components);
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return match with {
            With::Unknown => json!("NOT_KNOWN_YET"),
            _ => values[0].clone(),
        };
    }
    match schema["type"].as_str().unwrap() {
        "string" if schema["format"] == "date-time" => json!("2026-02-01T03:04:05.678Z"),
        "string" => json!("text"),
        "integer" => json!(7),
        "number" => json!(1.5),
        "boolean" => json!(true),
        "array" => json!([sample_value(&schema["items"], with, components)]),
        _ => object(schema, with, components),
    }
}

pub(crate) fn object(schema: &Value, with: With, components: &Map<String, Value>) -> Value {
    let required = schema["required"].as_array();
    let mut members = Map::new();
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let is_required = required.is_some_and(|all| all.iter().any(|r| r == name));
        let value = match with {
            With::OnlyRequired if !is_required => continue,
            With::Nulls if !is_required => Value::Null,
            _ => sample_value(property, with, components),
        };
        members.insert(name.clone(), value);
    }
    if schema.get("properties").is_none() {
        members.insert("key".to_owned(), json!("value"));
    }
    Value::Object(members)
}

/// Deserializes each of the bodies of a schema, and serializes the result.
fn check(name: &str, schema_type: SchemaType, components: &Map<String, Value>) {
    let schema = &components[name];
    let body = |with| object(schema, with, components);
    let round_trip = |body: &Value| {
        (schema_type.round_trip)(body).unwrap_or_else(|e| panic!("{name}: {e}: {body:#}"))
    };
    let all = body(With::All);
    assert_eq!(round_trip(&all), all, "{name}, all members");

    let required = body(With::OnlyRequired);
    let minimal = round_trip(&required);
    assert_eq!(minimal, required, "{name}, only the required members");
    let nulls = round_trip(&body(With::Nulls));
    assert_eq!(nulls, required, "{name}, `null` for what is optional");

    let unknown = body(With::Unknown);
    let mut more = unknown.clone();
    more["notKnownYet"] = json!({ "any": [1, null] });
    let mut again = round_trip(&more);
    // A type that is also used in requests keeps unknown members, so that they can be sent back.
    again.as_object_mut().unwrap().remove("notKnownYet");
    assert_eq!(again, unknown, "{name}, unknown values");

    // An omission that would make a wrong response plausible is an error: a page without rows or total, a resource
    // without its id.
    let properties = schema["properties"].as_object().unwrap();
    let is_page = properties.contains_key("totalCount");
    for (member, property) in properties {
        let is_required = schema["required"]
            .as_array()
            .is_some_and(|all| all.iter().any(|r| r == member));
        let is_required = member == "id" && is_required
            || is_page && (member == "totalCount" || property["type"] == "array" && is_required);
        let mut without = all.clone();
        without.as_object_mut().unwrap().remove(member);
        let result = (schema_type.round_trip)(&without);
        assert_eq!(result.is_err(), is_required, "{name} without {member}");
    }
}

#[test]
fn every_response_schema_round_trips() {
    let document: Value =
        serde_json::from_str(&documents::as_json(&documents::checked_in())).unwrap();
    let components = document["components"]["schemas"].as_object().unwrap();
    let mut in_responses = Vec::new();
    for item in document["paths"].as_object().unwrap().values() {
        for operation in item.as_object().unwrap().values() {
            references(&operation["responses"], components, &mut in_responses);
        }
    }
    assert!(in_responses.len() > 80, "{in_responses:?}");
    let types = schema_types::all();
    for name in in_responses {
        // The only schema with another name than its type.
        let type_name = if name == "Range" { "NumberRange" } else { name };
        check(name, types[type_name], components);
    }
}

/// Returns the schemas reachable from a part of the document, except for errors, which have a separate type.
fn references<'a>(value: &'a Value, components: &'a Map<String, Value>, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(all) => {
            if let Some(name) = value["$ref"].as_str().and_then(|r| r.rsplit('/').next())
                && !["Error", "FieldValidationError"].contains(&name)
                && !found.contains(&name)
            {
                found.push(name);
                references(&components[name], components, found);
            }
            all.values().for_each(|v| references(v, components, found));
        }
        Value::Array(all) => all.iter().for_each(|v| references(v, components, found)),
        _ => {}
    }
}
