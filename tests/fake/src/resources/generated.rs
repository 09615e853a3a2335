//! Responses generated from their schema.

use astro_api_openapi_model::Schema;
use serde_json::Value;

use crate::schema_values::{Generator, seed};
use crate::store::{has_member, has_value};

use super::page::filters;
use super::request_context::{Outcome, RequestContext};

/// The number of items in a bare array without an enum.
const ITEMS: usize = 2;

/// Generates the same response for the same path on every run, with the ids of the path. A bare array has an item for
/// each value of an enum member, and is filtered like a list.
pub(super) fn response(context: &mut RequestContext<'_>) -> Outcome {
    let Some(schema) = context.response_schema() else {
        return Ok(None);
    };
    let generator = Generator::new(seed(&context.path.join("/")), context.path_values);
    Ok(Some(match schema.items() {
        Some(items) => array(context, generator, &items),
        None => generator.value(schema, ""),
    }))
}

fn array(context: &RequestContext<'_>, generator: Generator<'_>, items: &Schema<'_>) -> Value {
    let values = items
        .properties()
        .filter_map(|(_, property)| property.texts());
    let count = values
        .map(|values| values.len())
        .max()
        .unwrap_or_default()
        .max(ITEMS);
    let filters = filters(context);
    let is_wanted = |item: &Value| {
        filters.iter().all(|(name, values)| {
            !has_member(item, name) || values.iter().any(|value| has_value(item, name, value))
        })
    };
    (0..count)
        .map(|position| generator.at(position).value(items, ""))
        .filter(is_wanted)
        .collect()
}
