//! Validates JSON values against schemas.

mod object;
mod path;
mod scalar;
mod union;
mod validator;
mod visitor;

use serde_json::Value;

use crate::Schema;
use validator::{At, Validator};

pub use path::ValuePath;
pub use validator::Direction;
pub use visitor::{Member, Violation, ViolationKind, Visitor};

/// Validates a value against a schema, and reports each violation to the visitor. `path` is the path of the value.
///
/// If the type of a value is wrong, or its discriminator unknown, the rest of that value is not validated.
pub fn validate(
    schema: &Schema<'_>,
    value: &Value,
    direction: Direction,
    path: &ValuePath<'_>,
    visitor: &mut dyn Visitor,
) {
    let mut validator = Validator {
        direction,
        visitor,
        active_unions: Vec::new(),
    };
    validator.value(schema, value, At { path, member: None });
}

/// Returns the type of a value, as a schema declares it.
pub fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

impl<'d> Validator<'d, '_> {
    fn value(&mut self, schema: &Schema<'d>, value: &Value, at: At<'_>) {
        let active_unions = std::mem::take(&mut self.active_unions);
        self.report_unchecked(schema);
        if value.is_null() {
            if !accepts_null(schema) {
                let expected = schema.kind();
                let kind = ViolationKind::Null { expected };
                self.report(at, Some(value), schema.location(), kind);
            }
            return;
        }
        let Some(schema) = self.with_variants(schema, value, at, &active_unions) else {
            return;
        };
        for part in schema.parts() {
            if let Some(expected) = part.text("type")
                && !is_type(expected, value)
            {
                let kind = ViolationKind::Type { expected };
                return self.report(at, Some(value), &part.location, kind);
            }
        }
        for part in schema.parts() {
            self.scalar(part, value, at);
        }
        match value {
            Value::Array(items) => {
                let Some(schema) = schema.items() else { return };
                for (index, item) in items.iter().enumerate() {
                    let path = &at.path.index(index);
                    self.value(&schema, item, At { path, member: None });
                }
            }
            Value::Object(object) => self.object(&schema, object, at.path),
            _ => {}
        }
    }

    fn report_unchecked(&mut self, schema: &Schema<'_>) {
        for part in schema.parts() {
            let members = part.value.as_object().into_iter().flatten();
            for (keyword, value) in members.filter(|(name, _)| !scalar::is_checked(name)) {
                self.visitor.unchecked(keyword, value);
            }
        }
    }
}

/// Returns whether `null` is valid: it is declared, or nothing is.
fn accepts_null(schema: &Schema<'_>) -> bool {
    let constraints = ["type", "enum", "properties", "oneOf", "anyOf"];
    schema.is("nullable") || constraints.iter().all(|name| schema.get(name).is_none())
}

/// Returns whether a value has a declared type. Each integer is a number.
fn is_type(expected: &str, value: &Value) -> bool {
    let actual = type_name(value);
    expected == actual || (expected, actual) == ("number", "integer")
}

#[cfg(test)]
mod tests;
