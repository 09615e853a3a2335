//! Lists all errors of the generator for a document.

use serde_json::{Value, json};

use crate::{
    Error, Place,
    error::Result,
    load,
    names::Names,
    pipeline::{Source, code, read_names},
};

/// The maximum number of listed errors: each requires a run of the generator.
pub const MAX_REFUSALS: usize = 500;

/// Lists the errors of the generator for a document, in the order in which it finds them: the error of
/// [`generate`](crate::generate), and the errors that would follow once that is corrected. At most [`MAX_REFUSALS`].
/// The list is empty if the document is accepted. An error of the text, the version or the table of names is the only
/// entry.
#[must_use]
pub fn refusals(source: Source<'_>) -> Vec<Error> {
    let (mut document, names) = match read(source) {
        Ok(both) => both,
        Err(error) => return vec![error],
    };
    let mut found: Vec<Error> = Vec::new();
    while found.len() < MAX_REFUSALS {
        let Err(error) = code(document.clone(), &names) else {
            break;
        };
        let is_cut = match error.place() {
            Place::Document(pointer) => cut(&mut document, pointer),
            Place::Names(_) | Place::Generator => false,
        };
        if !found.contains(&error) {
            found.push(error);
        }
        if !is_cut {
            break;
        }
    }
    found
}

fn read(source: Source<'_>) -> Result<(Value, Names)> {
    Ok((load::load(source.document)?, read_names(source)?))
}

/// Replaces the part at a pointer with a valid one, so that the next error is found. Pointers to other parts stay
/// valid. Returns whether the document changed.
fn cut(document: &mut Value, pointer: &str) -> bool {
    let steps: Vec<String> = pointer
        .split('/')
        .skip(1)
        .map(|step| step.replace("~1", "/").replace("~0", "~"))
        .collect();
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    match steps.as_slice() {
        ["components", "schemas", name, ..] => {
            let schema = document
                .pointer_mut("/components/schemas")
                .and_then(|schemas| schemas.get_mut(*name));
            schema.is_some_and(|schema| put(schema, json!({ "type": "object" })))
        }
        ["paths", path, rest @ ..] => {
            let item = document.get_mut("paths").and_then(|p| p.get_mut(*path));
            item.is_some_and(|item| cut_path(item, path, rest))
        }
        _ => false,
    }
}

fn cut_path(item: &mut Value, path: &str, rest: &[&str]) -> bool {
    let [method, inner @ ..] = rest else {
        return put(item, json!({}));
    };
    let Some(operation) = item.get_mut(*method) else {
        return false;
    };
    let is_cut = match inner {
        ["parameters", index, ..] => index
            .parse::<usize>()
            .ok()
            .and_then(|index| operation.get_mut("parameters")?.get_mut(index))
            .is_some_and(|parameter| {
                let accepted = accepted_parameter(parameter, path, index);
                put(parameter, accepted)
            }),
        ["requestBody", ..] => operation
            .as_object_mut()
            .is_some_and(|members| members.shift_remove("requestBody").is_some()),
        ["responses", status, ..] => operation
            .get_mut("responses")
            .and_then(|responses| responses.get_mut(*status))
            .is_some_and(|response| put(response, json!({ "description": "" }))),
        _ => false,
    };
    is_cut
        || item
            .as_object_mut()
            .is_some_and(|members| members.shift_remove(*method).is_some())
}

/// Returns a valid parameter in place of an invalid one. A path parameter keeps its name, because the path contains it.
fn accepted_parameter(refused: &Value, path: &str, index: &str) -> Value {
    let name = refused.get("name").and_then(Value::as_str);
    match name.filter(|name| path.contains(&format!("{{{name}}}"))) {
        Some(name) => {
            json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })
        }
        None => {
            json!({ "name": format!("refused-{index}"), "in": "query", "schema": { "type": "string" } })
        }
    }
}

/// Replaces a value, and returns whether this changes it.
fn put(place: &mut Value, value: Value) -> bool {
    let is_new = *place != value;
    *place = value;
    is_new
}
