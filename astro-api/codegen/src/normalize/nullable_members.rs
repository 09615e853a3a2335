//! Members of requests that may be `null` are marked, before optional lists become nullable for another reason.
//!
//! In a request, a member that is `null` is not the same as one that is absent, so the type has to be able to say both.
//! What also comes back in answers is left alone: there, the two are the same to the reader.

use serde_json::Value;

use super::reachable::{Direction, reachable};
use crate::{document, error::Result, names::Names};

pub(super) fn mark(document: &mut Value, _: &Names) -> Result<()> {
    let sent = reachable(document, Direction::Requests);
    let answered = reachable(document, Direction::Answers);
    for (name, schema) in document::schemas_mut(document)? {
        if !sent.contains(name) || answered.contains(name) {
            continue;
        }
        let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
        for (_, value) in properties.into_iter().flatten() {
            let may_be_null = value.get("nullable") == Some(&Value::Bool(true));
            if may_be_null && value.get("x-astro-optional-list").is_none() {
                value["x-astro-nullable"] = Value::Bool(true);
            }
        }
    }
    Ok(())
}
