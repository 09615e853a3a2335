//! Violations of a schema, in the words of the API.

use astro_api_openapi_model::Schema;
use astro_api_openapi_model::validate::{
    Direction, Member, ValuePath, Violation, ViolationKind, Visitor, validate,
};
use chrono::DateTime;
use serde_json::Value;

use crate::failure::FieldError;

/// Returns all violations in a value; one for each field. Undeclared members are ignored.
pub(super) fn check(schema: &Schema<'_>, name: &str, value: &Value) -> Vec<FieldError> {
    let mut collector = Collector(Vec::new());
    let path = ValuePath::root(name);
    validate(schema, value, Direction::Request, &path, &mut collector);
    collector.0
}

struct Collector(Vec<FieldError>);

impl Visitor for Collector {
    fn violation(&mut self, violation: Violation<'_>) {
        let field = violation.path.to_string();
        if self.0.last().is_some_and(|last| last.field() == field) {
            return;
        }
        self.0.extend(match violation.kind {
            ViolationKind::Undeclared => None,
            ViolationKind::Missing => Some(FieldError::missing(&field)),
            ViolationKind::Type { expected } => Some(wrong_type(&field, expected)),
            ViolationKind::Null { expected } => {
                Some(wrong_type(&field, expected.unwrap_or("object")))
            }
            ViolationKind::Enum { values } => {
                let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
                Some(FieldError::one_of(&field, &values))
            }
            ViolationKind::Variant { values } => Some(FieldError::one_of(&field, values)),
            ViolationKind::Format {
                format: "date-time",
            } => Some(FieldError::new(
                &field,
                "datetime",
                "must be a time as of RFC 3339",
            )),
            ViolationKind::Format { .. } => Some(wrong_type(&field, "number")),
            ViolationKind::Bound { keyword, limit } => Some(out_of_bounds(&field, keyword, limit)),
        });
    }

    /// An optional member may be `null`. An empty text counts as missing, as in the API's validator; but a description
    /// may be empty.
    fn is_absent(&self, member: &Member<'_>, value: &Value) -> bool {
        let is_nullable = || {
            let property = member.schema.property(member.name);
            property.is_some_and(|property| property.is("nullable"))
        };
        match value {
            Value::Null => !member.is_required() || !is_nullable(),
            Value::String(text) => {
                text.is_empty() && member.is_required() && member.name != "description"
            }
            _ => false,
        }
    }

    fn has_format(&self, format: &str, text: &str) -> Option<bool> {
        (format == "date-time").then(|| DateTime::parse_from_rfc3339(text).is_ok())
    }
}

fn wrong_type(field: &str, expected: &str) -> FieldError {
    let (code, requirement) = match expected {
        "string" => ("string", "must be a string"),
        "integer" | "number" => ("number", "must be a valid number"),
        "boolean" => ("boolean", "must be a boolean"),
        "array" => ("array", "must be a list"),
        _ => ("object", "must be an object"),
    };
    FieldError::new(field, code, requirement)
}

fn out_of_bounds(field: &str, keyword: &str, limit: &Value) -> FieldError {
    let number = limit
        .as_i64()
        .map_or_else(|| limit.to_string(), with_commas);
    let requirement = match keyword {
        "minimum" => format!("must be {number} or greater"),
        "maximum" => format!("must be {number} or less"),
        "minLength" => format!("must be at least {limit} characters in length"),
        "maxLength" => format!("must be a maximum of {limit} characters in length"),
        "minItems" => format!("must contain at least {limit} items"),
        _ => format!("must contain at maximum {limit} items"),
    };
    let code = if keyword.starts_with("min") {
        "min"
    } else {
        "max"
    };
    FieldError::new(field, code, requirement)
}

/// Formats `1000` as `1,000`, like the API.
fn with_commas(number: i64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) && !text.ends_with('-') {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
