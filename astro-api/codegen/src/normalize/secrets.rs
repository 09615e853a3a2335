//! Members that hold secrets are marked with `x-astro-secret`.
//!
//! A document says so with `x-secret`, which is `true` or `false`. Where it says nothing, names tell: a text whose name
//! ends in a word such as `password`, and a `value` beside an `isSecret`. The latter is hidden whatever `isSecret` is,
//! because a builder does not know it before everything is set.

use serde_json::{Map, Value};

use crate::{document, error::Result, ident, names::Names};

/// How the document says it.
const SAID: &str = "x-secret";
/// Where it is left for the code.
pub(crate) const MARK: &str = "x-astro-secret";
/// The last words of names of what is secret.
const WORDS: [&str; 6] = [
    "credential",
    "credentials",
    "passphrase",
    "password",
    "secret",
    "token",
];

pub(super) fn mark(document: &mut Value, _: &Names) -> Result<()> {
    for (_, schema) in document::schemas_mut(document)? {
        let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
        let Some(properties) = properties else {
            continue;
        };
        let may_be_secret = properties.contains_key("isSecret");
        for (name, value) in properties {
            let Some(value) = value.as_object_mut() else {
                continue;
            };
            let said = value.get(SAID).and_then(Value::as_bool);
            let by_name = || is_text(value) && (tells(name) || may_be_secret && name == "value");
            if said.unwrap_or_else(by_name) {
                value.insert(MARK.to_owned(), Value::Bool(true));
            }
        }
    }
    Ok(())
}

/// Whether any text will do.
fn is_text(schema: &Map<String, Value>) -> bool {
    let is_time = schema.get("format").is_some_and(|f| f == "date-time");
    schema.get("type").is_some_and(|t| t == "string") && !schema.contains_key("enum") && !is_time
}

fn tells(name: &str) -> bool {
    let name = ident::function(name);
    name.rsplit('_')
        .next()
        .is_some_and(|word| WORDS.contains(&word))
}
