//! Finds paginated operations, by the conditions of the generator.

use serde_json::Value;

use super::{
    content::is_json,
    paths::Operation,
    view::{View, resolved},
};

/// Returns whether `pages` and `stream` are generated for an operation.
pub(super) fn is_paginated(document: &Value, operation: &Operation<'_>) -> bool {
    has_integer_parameter(document, operation, "limit")
        && has_integer_parameter(document, operation, "offset")
        && response_schema(document, operation).is_some_and(|schema| is_page(document, schema))
}

/// Returns whether the query has an integer parameter of that name.
fn has_integer_parameter(document: &Value, operation: &Operation<'_>, name: &str) -> bool {
    let lists = [operation.value, operation.item].map(|v| v.get("parameters")?.as_array());
    lists.into_iter().flatten().flatten().any(|parameter| {
        let parameter = resolved(document, parameter);
        let is = |member, text: &str| parameter.get(member).is_some_and(|v| v == text);
        is("name", name)
            && is("in", "query")
            && parameter
                .get("schema")
                .is_some_and(|s| View::of(document, s).has_type("integer"))
    })
}

/// Returns the schema of the first successful response.
fn response_schema<'a>(document: &'a Value, operation: &Operation<'a>) -> Option<&'a Value> {
    let responses = operation.value.get("responses")?.as_object()?;
    let (_, response) = responses
        .iter()
        .find(|(status, _)| status.starts_with('2'))?;
    let content = resolved(document, response).get("content")?.as_object()?;
    let (_, media) = content.iter().find(|(media_type, _)| is_json(media_type))?;
    media.get("schema")
}

/// Returns whether a schema is a page: an object with an integer `totalCount` and a single list, or a single required
/// one.
pub(super) fn is_page(document: &Value, schema: &Value) -> bool {
    collection(document, &View::of(document, schema)).is_some()
}

/// Returns the name of a page's list.
pub(super) fn collection<'a>(document: &'a Value, schema: &View<'a>) -> Option<&'a str> {
    let properties = schema.get("properties")?.as_object()?;
    if !View::of(document, properties.get("totalCount")?).has_type("integer") {
        return None;
    }
    let lists = properties
        .iter()
        .filter(|(_, p)| View::of(document, p).has_type("array"));
    let lists: Vec<&str> = lists.map(|(name, _)| name.as_str()).collect();
    let always: Vec<&str> = lists
        .iter()
        .copied()
        .filter(|name| schema.requires(name))
        .collect();
    match (lists.as_slice(), always.as_slice()) {
        ([only], _) | (_, [only]) => Some(only),
        _ => None,
    }
}
