//! Replaces a document in an update: members in the request schema are replaced, or reset if they are omitted; other
//! members and omitted secrets are kept.

use astro_api_openapi_model::Schema;
use serde_json::{Map, Value};

/// The members with secrets.
pub(super) const SECRETS: [&str; 3] = ["password", "basicToken", "dataDogApiKey"];
/// The members that identify the items of a list; the first existing one is used.
const KEYS: [&str; 4] = ["id", "key", "name", "scopeEntityId"];

/// Merges a value of a request with the stored value. The schemas are theirs.
pub(super) fn complete(
    request_schema: &Schema<'_>,
    stored_schema: &Schema<'_>,
    request: &Value,
    stored: &Value,
) -> Value {
    match request {
        Value::Object(members) => object(request_schema, stored_schema, members, stored),
        Value::Array(items) => match (request_schema.items(), stored_schema.items()) {
            (Some(request_schema), Some(stored_schema)) => items
                .iter()
                .map(|item| {
                    complete(
                        &request_schema,
                        &stored_schema,
                        item,
                        same_item(item, stored),
                    )
                })
                .collect(),
            _ => request.clone(),
        },
        _ => request.clone(),
    }
}

fn object(
    request_schema: &Schema<'_>,
    stored_schema: &Schema<'_>,
    request: &Map<String, Value>,
    stored: &Value,
) -> Value {
    let mut completed = request.clone();
    for (name, property) in stored_schema.properties() {
        let before = stored.get(name);
        let now = request.get(name).filter(|value| !value.is_null());
        match (request_schema.property(name), now) {
            (Some(request_schema), Some(now)) => {
                let value = complete(
                    &request_schema,
                    &property,
                    now,
                    before.unwrap_or(&Value::Null),
                );
                completed.insert(name.to_owned(), value);
            }
            (Some(_), None)
                if !stored_schema.requires(name) && !is_kept_secret(name, request, stored) => {}
            _ => completed.extend(before.map(|value| (name.to_owned(), value.clone()))),
        }
    }
    Value::Object(completed)
}

/// Returns whether an omitted member is a secret, which is kept.
fn is_kept_secret(name: &str, request: &Map<String, Value>, stored: &Value) -> bool {
    let is_secret = stored["isSecret"] == true && request.get("isSecret") != Some(&false.into());
    SECRETS.contains(&name) || (name == "value" && is_secret)
}

/// Finds the item of a stored list that corresponds to an item.
fn same_item<'a>(item: &Value, stored: &'a Value) -> &'a Value {
    let key = KEYS.iter().find(|key| item.get(key).is_some());
    let found = key.and_then(|key| {
        let mut items = stored.as_array()?.iter();
        items.find(|other| other[key] == item[key])
    });
    found.unwrap_or(&Value::Null)
}
