//! Statuses that are no success are set aside under `x-astro-errors`.
//!
//! Progenitor decodes an error by what is declared for its status, loses the status when the body is something else,
//! panics on two error types, and knows nothing of a status that is not declared. The client reads every failure the
//! same way instead, so progenitor is shown successes only; the rest becomes documentation.

use serde_json::{Map, Value};

use crate::{Error, ErrorKind, document, error::Result, names::Names};

/// Where the descriptions of the error statuses go.
pub(crate) const MEMBER: &str = "x-astro-errors";

pub(super) fn set_aside(document: &mut Value, _: &Names) -> Result<()> {
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
        if responses.len() > 1 {
            one_success(at, responses)?;
        }
        if !errors.is_empty() {
            operation.insert(MEMBER.to_owned(), Value::Object(errors));
        }
        Ok(())
    })
}

/// Several successes are one if they say the same; otherwise the method could have no one return type.
fn one_success(at: &document::Pointer, responses: &mut Map<String, Value>) -> Result<()> {
    let mut contents = responses
        .iter()
        .map(|(status, r)| (status, r.get("content")));
    let first = contents.next();
    if let (Some((one, content)), Some((other, _))) = (
        first,
        contents.find(|(_, c)| first.is_some_and(|(_, f)| f != *c)),
    ) {
        let _ = content;
        return Err(Error::at(
            at.child("responses"),
            format!("{one} and {other} return different types; a method can return only one"),
        )
        .with_kind(ErrorKind::ResponseTypes));
    }
    Ok(())
}
