//! Finds paginated operations, by the conditions of the generator.

use astro_api_openapi_model::{Document, Operation, Parameter, page_collection};

/// Returns whether `pages` and `stream` are generated for an operation.
pub(super) fn is_paginated(
    document: Document<'_>,
    operation: &Operation<'_>,
    parameters: &[Parameter<'_>],
) -> bool {
    let takes = |name: &str| {
        parameters.iter().any(|parameter| {
            let schema = parameter.node.child("schema");
            parameter.name == name
                && parameter.r#in == "query"
                && schema.is_some_and(|s| document.schema(s).kind() == Some("integer"))
        })
    };
    if !takes("limit") || !takes("offset") {
        return false;
    }
    let successes = operation.successes();
    let response = successes.first().map(|(_, response)| response);
    let schema = response.and_then(|response| operation.json_schema(response));
    schema.is_some_and(|schema| page_collection(&schema).is_some())
}
