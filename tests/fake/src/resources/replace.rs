//! What an update leaves of a document: everything that its request can say is replaced, and what it leaves out is
//! reset; what its request cannot say stays, and so do secrets that it leaves out.

use serde_json::{Map, Value};

use crate::document::Schema;

/// Members that hold secrets.
pub(super) const SECRETS: [&str; 3] = ["password", "basicToken", "dataDogApiKey"];
/// Members that tell the items of a list apart, the first that an item has.
const KEYS: [&str; 4] = ["id", "key", "name", "scopeEntityId"];

/// A value of a request, with what stays of the former value. `sent` and `kept` are the schemas of the two.
pub(super) fn complete(sent: Schema<'_>, kept: Schema<'_>, given: &Value, former: &Value) -> Value {
    match given {
        Value::Object(members) => object(sent, kept, members, former),
        Value::Array(items) => match (sent.items(), kept.items()) {
            (Some(sent), Some(kept)) => items
                .iter()
                .map(|item| complete(sent, kept, item, same_item(item, former)))
                .collect(),
            _ => given.clone(),
        },
        _ => given.clone(),
    }
}

fn object(sent: Schema<'_>, kept: Schema<'_>, given: &Map<String, Value>, former: &Value) -> Value {
    let mut completed = given.clone();
    for (name, property) in kept.properties() {
        let before = former.get(name);
        let now = given.get(name).filter(|value| !value.is_null());
        match (sent.property(name), now) {
            (Some(sent), Some(now)) => {
                let value = complete(sent, property, now, before.unwrap_or(&Value::Null));
                completed.insert(name.to_owned(), value);
            }
            (Some(_), None) if !kept.requires(name) && !stays_secret(name, given, former) => {}
            _ => completed.extend(before.map(|value| (name.to_owned(), value.clone()))),
        }
    }
    Value::Object(completed)
}

/// Whether a member that a request leaves out is a secret, which stays.
fn stays_secret(name: &str, given: &Map<String, Value>, former: &Value) -> bool {
    let is_secret = former["isSecret"] == true && given.get("isSecret") != Some(&false.into());
    SECRETS.contains(&name) || (name == "value" && is_secret)
}

/// The item of a former list that an item is about.
fn same_item<'a>(item: &Value, former: &'a Value) -> &'a Value {
    let key = KEYS.iter().find(|key| item.get(key).is_some());
    let found = key.and_then(|key| {
        let mut items = former.as_array()?.iter();
        items.find(|other| other[key] == item[key])
    });
    found.unwrap_or(&Value::Null)
}
