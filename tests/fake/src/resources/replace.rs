//! Replaces a document in an update: members in the request schema are replaced, or reset if they are omitted; other
//! members and omitted secrets are kept.

use serde_json::{Map, Value};

use astro_api_openapi_model::Schema;

/// The members with secrets.
pub(super) const SECRETS: [&str; 3] = ["password", "basicToken", "dataDogApiKey"];
/// The members that identify the items of a list; the first existing one is used.
const KEYS: [&str; 4] = ["id", "key", "name", "scopeEntityId"];

/// Merges a value of a request with the former value. `sent` and `kept` are their schemas.
pub(super) fn complete(
    sent: &Schema<'_>,
    kept: &Schema<'_>,
    given: &Value,
    former: &Value,
) -> Value {
    match given {
        Value::Object(members) => object(sent, kept, members, former),
        Value::Array(items) => match (sent.items(), kept.items()) {
            (Some(sent), Some(kept)) => items
                .iter()
                .map(|item| complete(&sent, &kept, item, same_item(item, former)))
                .collect(),
            _ => given.clone(),
        },
        _ => given.clone(),
    }
}

fn object(
    sent: &Schema<'_>,
    kept: &Schema<'_>,
    given: &Map<String, Value>,
    former: &Value,
) -> Value {
    let mut completed = given.clone();
    for (name, property) in kept.properties() {
        let before = former.get(name);
        let now = given.get(name).filter(|value| !value.is_null());
        match (sent.property(name), now) {
            (Some(sent), Some(now)) => {
                let value = complete(&sent, &property, now, before.unwrap_or(&Value::Null));
                completed.insert(name.to_owned(), value);
            }
            (Some(_), None) if !kept.requires(name) && !stays_secret(name, given, former) => {}
            _ => completed.extend(before.map(|value| (name.to_owned(), value.clone()))),
        }
    }
    Value::Object(completed)
}

/// Returns whether an omitted member is a secret, which is kept.
fn stays_secret(name: &str, given: &Map<String, Value>, former: &Value) -> bool {
    let is_secret = former["isSecret"] == true && given.get("isSecret") != Some(&false.into());
    SECRETS.contains(&name) || (name == "value" && is_secret)
}

/// Finds the item of a former list that corresponds to an item.
fn same_item<'a>(item: &Value, former: &'a Value) -> &'a Value {
    let key = KEYS.iter().find(|key| item.get(key).is_some());
    let found = key.and_then(|key| {
        let mut items = former.as_array()?.iter();
        items.find(|other| other[key] == item[key])
    });
    found.unwrap_or(&Value::Null)
}
