//! The query of a request.

use crate::document::{Document, Operation, Parameter};
use crate::failure::FieldError;
use crate::query::Query;

use super::{check_number, check_text, missing};

/// Everything that is wrong with a query. What the operation does not declare is ignored.
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

/// Everything that is wrong with one parameter.
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
        // A number may be too large to be one; the bounds then say nothing.
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
