//! Statuses that are no success are moved to `x-astro-errors`, and several successes become one.
//!
//! Progenitor decodes an error by what is declared for its status, loses the status when the body is something else,
//! panics on two error types, and knows nothing of a status that is not declared. The client reads every failure the
//! same way instead, so progenitor is shown successes only; the rest becomes documentation.

use serde_json::{Map, Value};

use crate::{Error, ErrorKind, document, error::Result, names::Names};

/// Where the descriptions of the error statuses go.
pub(crate) const MEMBER: &str = "x-astro-errors";
/// Marks an operation whose successful responses have the same JSON or no body.
pub(crate) const MAY_BE_EMPTY: &str = "x-astro-may-be-empty";

pub(super) fn extract(document: &mut Value, _: &Names) -> Result<()> {
    document::each_operation(document, |at, _, _, operation| {
        let Some(responses) = operation
            .get_mut("responses")
            .and_then(Value::as_object_mut)
        else {
            return Ok(());
        };
        let (success, failure): (Map<_, _>, Map<_, _>) = std::mem::take(responses)
            .into_iter()
            .partition(|(status, _)| status.starts_with('2'));
        let mut errors = Map::new();
        *responses = success;
        for (status, response) in failure {
            if status == "default" && responses.is_empty() {
                // Without a declared success, `default` is what describes it.
                responses.insert("2XX".to_owned(), response);
            } else {
                let text = document::text(&response, "description").unwrap_or_default();
                errors.insert(status, Value::String(text.to_owned()));
            }
        }
        if one_success(&at.child("responses"), responses)? {
            operation.insert(MAY_BE_EMPTY.to_owned(), Value::Bool(true));
        }
        if !errors.is_empty() {
            operation.insert(MEMBER.to_owned(), Value::Object(errors));
        }
        Ok(())
    })
}

/// Reduces several successes to the first that has a body, since a method has one return type. Returns whether the body
/// is JSON that others lack.
fn one_success(at: &document::Pointer, responses: &mut Map<String, Value>) -> Result<bool> {
    let with_body: Vec<(String, Value)> = responses
        .iter()
        .filter_map(|(status, response)| Some((status.clone(), body(response)?)))
        .collect();
    let Some((first, content)) = with_body.first().filter(|_| responses.len() > 1) else {
        return Ok(false);
    };
    if let Some((other, _)) = with_body.iter().find(|(_, c)| c != content) {
        return Err(Error::at(
            at,
            format!("{first} and {other} return different types; a method can return only one"),
        )
        .with_kind(ErrorKind::ResponseTypes));
    }
    let is_json = content.get("application/json").is_some();
    let may_be_empty = is_json && with_body.len() < responses.len();
    responses.retain(|status, _| status == first);
    Ok(may_be_empty)
}

/// The content of a response, without what is not part of its type.
fn body(response: &Value) -> Option<Value> {
    let mut content = response.get("content")?.clone();
    let (_, media) = content.as_object_mut()?.iter_mut().next()?;
    if let Some(schema) = media.get_mut("schema").and_then(Value::as_object_mut) {
        for member in ["description", "example", "title"] {
            schema.shift_remove(member);
        }
    }
    Some(content)
}
