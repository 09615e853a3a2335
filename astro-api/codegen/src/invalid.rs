//! Finds the part of a document that is not valid OpenAPI 3.0.

use astro_api_openapi_model::Location;
use openapiv3::{Info, Operation, Parameter, ReferenceOr, RequestBody, Response, Schema};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::Segment;

use crate::{Error, document, error::Result};

/// Returns an error at the innermost part that cannot be parsed, or `None` if each part can.
///
/// Parsing the document as a whole reports no location below `paths`, because the parser buffers that part.
pub(crate) fn find(document: &Value) -> Option<Error> {
    check(&mut document.clone()).err()
}

fn check(document: &mut Value) -> Result<()> {
    match document.get("info") {
        Some(info) => parse::<Info>(&Location::from_steps(["info"]), info)?,
        None => return Err(Error::at("", in_our_words("missing field `info`"))),
    }
    document::each_schema(document, &mut |at, schema| {
        parse_object::<Schema>(at, schema)
    })?;
    document::each_operation(document, |at, _, _, operation| {
        let parameters = operation.get("parameters").and_then(Value::as_array);
        for (index, parameter) in parameters.into_iter().flatten().enumerate() {
            let at = at.child("parameters").child(&index.to_string());
            parse_object::<Parameter>(&at, parameter)?;
        }
        if let Some(body) = operation.get("requestBody") {
            parse_object::<RequestBody>(&at.child("requestBody"), body)?;
        }
        let responses = operation.get("responses").and_then(Value::as_object);
        for (status, response) in responses.into_iter().flatten() {
            parse_object::<Response>(&at.child("responses").child(status), response)?;
        }
        parse::<Operation>(at, &Value::Object(operation.clone()))
    })
}

/// Parses a value that may be a reference instead.
fn parse_object<T: DeserializeOwned>(at: &Location, value: &Value) -> Result<()> {
    if value.get("$ref").is_some() {
        return parse::<ReferenceOr<Value>>(at, value);
    }
    parse::<T>(at, value)
}

fn parse<T: DeserializeOwned>(at: &Location, value: &Value) -> Result<()> {
    let Err(error) = serde_path_to_error::deserialize::<_, T>(value) else {
        return Ok(());
    };
    let mut place = at.clone();
    for segment in error.path() {
        match segment {
            Segment::Map { key } => place = place.child(key),
            Segment::Seq { index } => place = place.child(&index.to_string()),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    Err(Error::at(place, in_our_words(&error.inner().to_string())))
}

/// Converts the parser's message for a reader who does not know its types.
fn in_our_words(message: &str) -> String {
    if let Some(field) = message.strip_prefix("missing field ") {
        return format!("has no {field}, which OpenAPI 3.0 requires");
    }
    if message.contains("did not match any variant") {
        return "has a member of the wrong type".to_owned();
    }
    let types = message.strip_prefix("invalid type: ");
    match types.and_then(|types| types.split_once(", expected ")) {
        Some((found, expected)) if expected.starts_with("struct ") => {
            format!("is {} where an object is expected", with_article(found))
        }
        Some((found, expected)) => {
            format!("has {} where {expected} is expected", with_article(found))
        }
        None => format!("is not valid OpenAPI 3.0: {message}"),
    }
}

fn with_article(found: &str) -> String {
    match found.as_bytes().first() {
        _ if found == "null" => found.to_owned(),
        Some(b'a' | b'e' | b'i' | b'o') => format!("an {found}"),
        _ => format!("a {found}"),
    }
}
