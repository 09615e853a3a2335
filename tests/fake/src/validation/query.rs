//! Validation of query parameters.

use crate::document::Parameter;
use crate::failure::FieldError;
use crate::query::Query;

use super::check_value;

/// Returns all violations in one parameter.
pub(crate) fn check_parameter(parameter: &Parameter, query: &Query<'_>) -> Vec<FieldError> {
    let (name, schema) = (parameter.name, &parameter.schema);
    let Some(first) = query.first(name) else {
        let missing = parameter.is_required.then(|| FieldError::missing(name));
        return missing.into_iter().collect();
    };
    let value = match schema.items() {
        Some(items) => query.all(name).map(|text| items.parse(text)).collect(),
        None => schema.parse(first),
    };
    // In a body, the API has another message for this.
    if schema.kind() == Some("boolean") && !value.is_boolean() {
        return vec![FieldError::new(name, "boolean", "must be true or false")];
    }
    check_value(schema, name, &value)
}
