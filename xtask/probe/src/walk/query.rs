//! Builds the queries: required parameters and pagination.

use serde_json::Value;

use crate::document::{Document, Node, Operation};

/// The name-value pairs of a query.
pub(super) type Query = Vec<(String, String)>;

/// Returns the queries that an operation needs: one for each value of a required parameter that accepts one of several,
/// since the responses differ.
///
/// # Errors
/// Returns the name of a required parameter if the document has no value for it.
pub(super) fn required<'d>(
    document: &'d Document,
    operation: &Operation<'d>,
) -> Result<Vec<Query>, &'d str> {
    let mut queries = vec![Query::new()];
    for (name, parameter) in &operation.query {
        if !parameter.is("required") {
            continue;
        }
        let choices = choices(document, parameter).ok_or(*name)?;
        queries = queries
            .into_iter()
            .flat_map(|query| {
                choices.iter().map(move |values| {
                    let pairs = values
                        .iter()
                        .map(|value| ((*name).to_owned(), value.clone()));
                    query.iter().cloned().chain(pairs).collect()
                })
            })
            .collect();
    }
    Ok(queries)
}

/// Returns the choices for a parameter: one per value, or all values at once for a list parameter.
fn choices(document: &Document, parameter: &Node<'_>) -> Option<Vec<Vec<String>>> {
    let schemas = document.joined(parameter.child("schema")?);
    let items = schemas.iter().find_map(|s| s.child("items"));
    if let Some(items) = items {
        let values = document.joined(items).iter().find_map(values);
        return values.map(|all| vec![all]);
    }
    if let Some(values) = schemas.iter().find_map(values) {
        return Some(values.into_iter().map(|value| vec![value]).collect());
    }
    let told = |node: &Node<'_>| {
        ["example", "default"]
            .iter()
            .find_map(|n| text(node.value.get(n)?))
    };
    let told = told(parameter).or_else(|| schemas.iter().find_map(told));
    told.map(|value| vec![vec![value]])
}

/// Returns the values of an enum.
fn values(schema: &Node<'_>) -> Option<Vec<String>> {
    let values = schema.value.get("enum")?.as_array()?;
    Some(values.iter().filter_map(text).collect())
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

/// Returns the number of rows to request from a paginated operation: `wanted`, or its maximum if that is lower.
pub(super) fn rows_of_page(
    document: &Document,
    operation: &Operation<'_>,
    wanted: usize,
) -> Option<usize> {
    operation.query.get("offset")?;
    let schemas = document.joined(operation.query.get("limit")?.child("schema")?);
    let most = schemas
        .iter()
        .filter_map(|s| s.value.get("maximum")?.as_u64())
        .min();
    let most = most.and_then(|most| usize::try_from(most).ok());
    Some(most.map_or(wanted, |most| wanted.min(most)))
}
