//! Conversion of values to another schema.

use astro_api_openapi_model::Schema;
use serde_json::{Map, Value};

use super::Generator;

/// Converts a request value to another schema: unknown members are dropped, missing required ones are generated. Enums
/// are extended, so that a value that the schema does not list is kept.
pub(crate) fn convert(
    generator: Generator<'_>,
    schema: &Schema<'_>,
    name: &str,
    given: &Value,
) -> Value {
    match (schema.kind().unwrap_or("object"), given) {
        ("object", Value::Object(members)) => {
            let converted = schema.properties().filter_map(|(name, property)| {
                let inner = generator.inside(name);
                match members.get(name).filter(|value| !value.is_null()) {
                    Some(given) => Some((name.to_owned(), convert(inner, &property, name, given))),
                    None => schema
                        .requires(name)
                        .then(|| (name.to_owned(), inner.value(&property, name))),
                }
            });
            let mut object: Map<String, Value> = converted.collect();
            if schema.properties().next().is_none() {
                object.extend(members.clone());
            }
            Value::Object(object)
        }
        ("array", Value::Array(items)) => {
            let Some(schema) = schema.items() else {
                return given.clone();
            };
            let items = items.iter().enumerate();
            items
                .map(|(index, item)| convert(generator.at(index), &schema, name, item))
                .collect()
        }
        ("string", Value::String(_))
        | ("integer" | "number", Value::Number(_))
        | ("boolean", Value::Bool(_)) => given.clone(),
        _ => generator.value(schema, name),
    }
}
