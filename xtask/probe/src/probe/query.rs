//! Builds the queries: required parameters and pagination.

use astro_api_openapi_model::{Operation, Parameter, Schema};
use serde_json::Value;

/// The name-value pairs of a query.
pub(super) type Query = Vec<(String, String)>;

/// Returns the queries that an operation needs: one for each value of a required parameter that accepts one of several,
/// since the responses differ.
///
/// # Errors
/// Returns the name of a required parameter if the document has no value for it.
pub(super) fn required<'d>(operation: &Operation<'d>) -> Result<Vec<Query>, &'d str> {
    let mut parameters = operation.parameters();
    parameters.retain(|parameter| parameter.r#in == "query" && parameter.is_required);
    parameters.sort_by_key(|parameter| parameter.name);
    let mut queries = vec![Query::new()];
    for parameter in &parameters {
        let choices = choices(operation, parameter).ok_or(parameter.name)?;
        queries = queries
            .into_iter()
            .flat_map(|query| {
                choices.iter().map(move |values| {
                    let pairs = values
                        .iter()
                        .map(|value| (parameter.name.to_owned(), value.clone()));
                    query.iter().cloned().chain(pairs).collect()
                })
            })
            .collect();
    }
    Ok(queries)
}

/// Returns the choices for a parameter: one per value, or all values at once for a list parameter.
fn choices(operation: &Operation<'_>, parameter: &Parameter<'_>) -> Option<Vec<Vec<String>>> {
    let schema = operation.parameter_schema(parameter)?;
    if let Some(items) = schema.items() {
        return values(&items).map(|all| vec![all]);
    }
    if let Some(values) = values(&schema) {
        return Some(values.into_iter().map(|value| vec![value]).collect());
    }
    let value = ["example", "default"].iter().find_map(|keyword| {
        let of_parameter = parameter.node.value.get(keyword);
        text(of_parameter.or_else(|| schema.get(keyword))?)
    });
    value.map(|value| vec![vec![value]])
}

/// Returns the values of an enum.
fn values(schema: &Schema<'_>) -> Option<Vec<String>> {
    Some(schema.values()?.iter().filter_map(text).collect())
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

/// Returns the number of rows to request from a paginated operation: `rows`, or its maximum if that is lower.
pub(super) fn page_size(operation: &Operation<'_>, rows: usize) -> Option<usize> {
    let parameters = operation.parameters();
    let mut query = parameters.iter().filter(|p| p.r#in == "query");
    query.clone().find(|parameter| parameter.name == "offset")?;
    let limit = query.find(|parameter| parameter.name == "limit")?;
    let maximum = operation.parameter_schema(limit)?.size("maximum");
    Some(maximum.map_or(rows, |maximum| rows.min(maximum)))
}
