//! Moves error statuses to `x-astro-errors`, and reduces several successes to one.
//!
//! Progenitor decodes an error by the declared schema of its status, loses the status if the body has another form,
//! panics on two error types, and does not support undeclared statuses. The client parses all failures in the same way,
//! so progenitor gets only successes; the other statuses become documentation.

use astro_api_openapi_model::Location;
use serde_json::{Map, Value};

use crate::{Error, ErrorKind, document, error::Result, names::Names};

/// The member with the descriptions of the error statuses.
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
                // Without a declared success, `default` describes it.
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

/// Reduces several successes to the first one with a body, since a method has one return type. Returns whether the body
/// is JSON that other successes do not have.
fn one_success(at: &Location, responses: &mut Map<String, Value>) -> Result<bool> {
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

/// Returns the content of a response, without members that do not affect its type.
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
