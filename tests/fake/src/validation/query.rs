//! Validation of queries.

use crate::document::{Document, Operation, Parameter};
use crate::failure::FieldError;
use crate::query::Query;

use super::{check_number, check_text, missing};

/// Returns all violations in a query. Undeclared parameters are ignored.
pub(crate) fn check(
    document: &Document,
    operation: &Operation,
    query: &Query<'_>,
) -> Vec<FieldError> {
    operation
        .parameters
        .iter()
        .flat_map(|parameter| check_parameter(document, parameter, query))
        .collect()
}

/// Returns all violations in one parameter.
pub(crate) fn check_parameter(
    document: &Document,
    parameter: &Parameter,
    query: &Query<'_>,
) -> Vec<FieldError> {
    let name = &parameter.name;
    let schema = document.schema(&parameter.schema);
    let Some(first) = query.first(name) else {
        return parameter
            .is_required
            .then(|| missing(name))
            .into_iter()
            .collect();
    };
    let refused = match schema.kind() {
        "array" => {
            let Some(items) = schema.items() else {
                return Vec::new();
            };
            let check = |(position, text)| check_text(items, &format!("{name}[{position}]"), text);
            return query.all(name).enumerate().filter_map(check).collect();
        }
        // The number may be too large to parse; then the bounds are not checked.
        "integer" => first.parse().map_or_else(
            |_| Some(FieldError::new(name, "number", "must be a valid number")),
            |number| check_number(schema, name, number),
        ),
        "boolean" => (first.parse::<bool>().is_err())
            .then(|| FieldError::new(name, "boolean", "must be true or false")),
        _ => check_text(schema, name, first),
    };
    refused.into_iter().collect()
}
