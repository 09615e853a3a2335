//! Validation of request bodies.

use serde_json::{Map, Value};

use crate::document::Schema;
use crate::failure::FieldError;

use super::{check_number, check_text, missing};

/// Returns all violations in a body. Unknown members are ignored, and an optional member may be `null`.
pub(crate) fn check(schema: Schema<'_>, body: &Value) -> Vec<FieldError> {
    let mut refused = Vec::new();
    if body.is_object() {
        check_value(schema, "", body, &mut refused);
    } else {
        refused.push(FieldError::new("body", "json", "must be a JSON object"));
    }
    refused
}

fn check_value(schema: Schema<'_>, field: &str, value: &Value, refused: &mut Vec<FieldError>) {
    let wrong = |code, requirement| Some(FieldError::new(field, code, requirement));
    let one =
        match (schema.kind(), value) {
            ("string", Value::String(text)) => check_text(schema, field, text),
            ("string", _) => wrong("string", "must be a string"),
            ("integer", value) => match value.as_i64() {
                Some(number) => check_number(schema, field, number),
                None => wrong("number", "must be a valid number"),
            },
            ("number", value) => (!value.is_number())
                .then(|| FieldError::new(field, "number", "must be a valid number")),
            ("boolean", value) => (!value.is_boolean())
                .then(|| FieldError::new(field, "boolean", "must be a boolean")),
            ("array", Value::Array(items)) => {
                check_items(schema, field, items, refused);
                None
            }
            ("array", _) => wrong("array", "must be a list"),
            (_, Value::Object(members)) => {
                check_object(schema, field, members, refused);
                None
            }
            _ => wrong("object", "must be an object"),
        };
    refused.extend(one);
}

fn check_items(schema: Schema<'_>, field: &str, items: &[Value], refused: &mut Vec<FieldError>) {
    match (schema.size("minItems"), schema.size("maxItems")) {
        (Some(minimum), _) if items.len() < minimum => {
            let requirement = format!("must contain at least {minimum} items");
            refused.push(FieldError::new(field, "min", requirement));
        }
        (_, Some(maximum)) if items.len() > maximum => {
            let requirement = format!("must contain at maximum {maximum} items");
            refused.push(FieldError::new(field, "max", requirement));
        }
        _ => {}
    }
    let Some(schema) = schema.items() else { return };
    for (position, item) in items.iter().enumerate() {
        check_value(schema, &format!("{field}[{position}]"), item, refused);
    }
}

fn check_object(
    schema: Schema<'_>,
    field: &str,
    members: &Map<String, Value>,
    refused: &mut Vec<FieldError>,
) {
    if let Some(discriminator) = schema.discriminator() {
        return match variant(schema, discriminator, members) {
            Ok(variant) => check_object(variant, field, members, refused),
            Err(refusal) => refused.push(refusal),
        };
    }
    for (name, property) in schema.properties() {
        let field = join(field, name);
        match members.get(name) {
            None => refused.extend(schema.requires(name).then(|| missing(&field))),
            Some(Value::Null) if property.is_nullable() || !schema.requires(name) => {}
            Some(Value::Null) => refused.push(missing(&field)),
            // An empty text counts as missing, as in the API's validator; but a description may be empty.
            Some(Value::String(text))
                if text.is_empty() && schema.requires(name) && name != "description" =>
            {
                refused.push(missing(&field));
            }
            Some(value) => check_value(property, &field, value, refused),
        }
    }
    if let Some(schema) = schema.additional() {
        for (name, value) in members {
            check_value(schema, &join(field, name), value, refused);
        }
    }
}

/// Returns the variant of the discriminator. If that is absent, the first variant that does not require it.
fn variant<'a>(
    union: Schema<'a>,
    discriminator: &str,
    members: &Map<String, Value>,
) -> Result<Schema<'a>, FieldError> {
    let variants = union.variants();
    let found = match members.get(discriminator).and_then(Value::as_str) {
        Some(named) => variants.iter().find(|(name, _)| *name == named),
        None => variants
            .iter()
            .find(|(_, variant)| !variant.requires(discriminator)),
    };
    found.map(|(_, variant)| *variant).ok_or_else(|| {
        let names: Vec<&str> = variants.iter().map(|(name, _)| *name).collect();
        match members.get(discriminator) {
            None | Some(Value::Null) => missing(discriminator),
            Some(_) => FieldError::one_of(discriminator, &names),
        }
    })
}

fn join(field: &str, name: &str) -> String {
    if field.is_empty() {
        name.to_owned()
    } else {
        format!("{field}.{name}")
    }
}
