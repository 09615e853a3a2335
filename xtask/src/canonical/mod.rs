//! Converts a document to its canonical form: structure without prose, and the same bytes for the same meaning.

#[cfg(test)]
mod tests;

use anyhow::{Context, Result};
use http::StatusCode;
use serde_json::{Map, Value, json};

/// Members of OpenAPI 3.0 that describe the API, and the extensions that this repository reads. All others are prose.
const READ: &str = "$ref additionalProperties allOf allowEmptyValue allowReserved anyOf authorizationCode authorizationUrl
    bearerFormat clientCredentials components content contentType cookie default delete deprecated discriminator encoding
    enum exclusiveMaximum exclusiveMinimum explode flows format get head headers implicit in info items mapping maxItems
    maxLength maxProperties maximum minItems minLength minProperties minimum multipleOf name not nullable oneOf
    openIdConnectUrl openapi operationId options parameters password patch paths pattern post properties propertyName put
    readOnly refreshUrl requestBodies requestBody required responses schema schemas scheme scopes security
    securitySchemes servers style tags tokenUrl trace type uniqueItems url variables version writeOnly
    x-extensible-enum x-idempotent x-permission x-secret x-wait-timeout";
/// Structural members whose `false` or `[]` means the same as their absence.
const OPTIONAL: &str =
    "allowEmptyValue allowReserved deprecated exclusiveMaximum exclusiveMinimum nullable parameters
    readOnly required tags uniqueItems writeOnly";

/// The kind of an object's members.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Members {
    /// Members that OpenAPI defines.
    Defined,
    /// Names that the document defines, such as those of properties.
    Named,
    /// Media types, in order: the generator uses the first one that it supports.
    Ordered,
    /// Paths or status codes, with extensions among them.
    Patterned,
    /// API values, such as defaults.
    Data,
}
use Members::{Data, Defined, Named, Ordered, Patterned};

impl Members {
    /// Returns the kind of the members of the object under the given key.
    pub(crate) fn below(self, key: &str, value: &Value) -> Self {
        match (self, key) {
            (Data, _)
            | (
                Defined,
                "enum" | "x-extensible-enum" | "default" | "mapping" | "security" | "x-permission",
            ) => Data,
            (Defined, "paths" | "responses") => Patterned,
            (Defined, "properties" | "schemas" | "headers" | "encoding") => Named,
            (Defined, "content") => Ordered,
            (Defined, "variables" | "requestBodies" | "securitySchemes" | "scopes") => Named,
            (Defined, "parameters") if value.is_object() => Named,
            _ => Defined,
        }
    }

    /// Returns whether the canonical form keeps the member.
    fn keeps(self, key: &str, value: &Value) -> bool {
        let is_empty = *value == json!(false) || *value == json!([]);
        match self {
            Defined => has(READ, key) && !(is_empty && has(OPTIONAL, key)),
            Patterned => !key.starts_with("x-"),
            Named | Ordered | Data => true,
        }
    }
}

fn has(list: &str, key: &str) -> bool {
    list.split_whitespace().any(|one| one == key)
}

/// Parses an OpenAPI 3.0 document in YAML or JSON.
pub(crate) fn parse(text: &str, source: &str) -> Result<Value> {
    astro_api_codegen::load(text).with_context(|| source.to_owned())
}

/// Returns the canonical form of a document.
pub(crate) fn canonical(document: &Value) -> Value {
    let mut document = reduce(document, Defined);
    // OpenAPI requires a title, and a version that is a string.
    document["info"]["title"] = "Astro API".into();
    if document["info"]["version"].is_number() {
        document["info"]["version"] = document["info"]["version"].to_string().into();
    }
    if let Some(tags) = document.get_mut("tags").and_then(Value::as_array_mut) {
        tags.sort_by_key(|tag| tag["name"].to_string());
    }
    sort(&mut document, Defined);
    document
}

/// Sorts the keys of all objects except those whose order matters. The root has members of the kind
/// [`Members::Defined`].
pub(crate) fn sort(value: &mut Value, members: Members) {
    match value {
        Value::Object(object) => {
            if members != Ordered {
                object.sort_keys();
            }
            for (key, value) in object {
                let below = members.below(key, value);
                sort(value, below);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| sort(item, members)),
        _ => {}
    }
}

/// Returns a document as YAML, preceded by a comment.
pub(crate) fn text(header: &str, document: &Value) -> Result<String> {
    let comment: String = header.lines().map(|line| format!("# {line}\n")).collect();
    Ok(comment + &yaml_serde::to_string(document).context("cannot write YAML")?)
}

fn reduce(value: &Value, members: Members) -> Value {
    match value {
        Value::Object(object) => Value::Object(reduce_object(object, members)),
        Value::Array(items) => items.iter().map(|item| reduce(item, members)).collect(),
        // Write `20.0` as `20`.
        Value::Number(number) => match number.as_f64() {
            Some(n) if number.is_f64() && n.fract() == 0.0 && n.abs() < 1e15 => (n as i64).into(),
            _ => value.clone(),
        },
        _ => value.clone(),
    }
}

fn reduce_object(object: &Map<String, Value>, members: Members) -> Map<String, Value> {
    let mut reduced = Map::new();
    for (key, value) in object
        .iter()
        .filter(|(key, value)| members.keeps(key, value))
    {
        let mut new = reduce(value, members.below(key, value));
        match (members, key.as_str(), &mut new) {
            (Defined, "required", Value::Array(names)) => names.sort_by_key(Value::to_string),
            (Defined, "x-permission", Value::Array(all)) => {
                all.iter_mut()
                    .for_each(|one| *one = json!({ "action": one["action"] }));
            }
            // The values in `scopes` are descriptions.
            (Defined, "scopes", Value::Object(all)) => {
                all.values_mut().for_each(|v| *v = "".into())
            }
            (Defined, "responses", Value::Object(all)) => {
                let all = all
                    .iter_mut()
                    .filter(|(_, r)| r.is_object() && r.get("$ref").is_none());
                all.for_each(|(status, response)| response["description"] = phrase(status).into());
            }
            _ => {}
        }
        reduced.insert(key.clone(), new);
    }
    reduced
}

/// The description of every response, since OpenAPI requires one.
fn phrase(status: &str) -> &str {
    let code = status
        .parse()
        .ok()
        .and_then(|code| StatusCode::from_u16(code).ok());
    match (code.as_ref().and_then(StatusCode::canonical_reason), status) {
        (Some(reason), _) => reason,
        (None, "4XX") => "Client error",
        (None, "5XX") => "Server error",
        (None, _) => "Response",
    }
}
