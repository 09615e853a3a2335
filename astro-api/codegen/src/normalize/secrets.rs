//! Marks members that contain secrets with `x-astro-secret`.
//!
//! A document declares them with `x-secret: true` or `false`. Without it, a member is secret by its name: a text whose
//! name ends in a word such as `password`, or a `value` beside an `isSecret`. Such a `value` is redacted even if
//! `isSecret` is false, because a builder does not know `isSecret` until all members are set.

use serde_json::{Map, Value};

use crate::{document, error::Result, ident, names::Names};

/// The member that declares a secret.
const DECLARED: &str = "x-secret";
/// The member that marks a secret for the later steps.
pub(crate) const MARK: &str = "x-astro-secret";
/// The last words of the names of secrets.
const WORDS: [&str; 11] = [
    "apikey",
    "credential",
    "credentials",
    "jwt",
    "passphrase",
    "passwd",
    "password",
    "pwd",
    "secret",
    "token",
    "privatekey",
];
/// The words before `key` in the names of secrets. A plain key is only an identifier, and a public key is not secret.
const KEYS: [&str; 13] = [
    "access",
    "account",
    "api",
    "app",
    "auth",
    "client",
    "encryption",
    "master",
    "private",
    "secret",
    "shared",
    "signing",
    "ssh",
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
            let declared = value.get(DECLARED).and_then(Value::as_bool);
            let by_name =
                || is_text(value) && (is_secret_name(name) || may_be_secret && name == "value");
            if declared.unwrap_or_else(by_name) {
                value.insert(MARK.to_owned(), Value::Bool(true));
            }
        }
    }
    Ok(())
}

/// Returns whether the schema is a text without fixed values.
fn is_text(schema: &Map<String, Value>) -> bool {
    let is_time = schema.get("format").is_some_and(|f| f == "date-time");
    schema.get("type").is_some_and(|t| t == "string") && !schema.contains_key("enum") && !is_time
}

fn is_secret_name(name: &str) -> bool {
    let name = ident::function(name);
    let mut words = name.rsplit('_');
    match (words.next(), words.next()) {
        (Some("key"), Some(before)) => KEYS.contains(&before),
        (Some(last), _) => WORDS.contains(&last),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_give_access_are_secret() {
        for name in [
            "dataDogApiKey",
            "api_key",
            "accessKey",
            "privateKey",
            "x-signing-key",
            "token",
            "awsSecret",
            "APIKey",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in [
            "key",
            "publicKey",
            "accessKeyId",
            "sortKey",
            "tokenId",
            "keys",
            "monkey",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
