//! Validates enums, formats and bounds.

use std::cmp::Ordering;

use serde_json::Value;

use super::{
    ViolationKind,
    validator::{At, Validator},
};
use crate::{Node, is_annotation};

/// Returns whether a keyword is checked, or does not constrain a value.
pub(super) fn is_checked(keyword: &str) -> bool {
    const CHECKED: [&str; 22] = [
        "$ref",
        "additionalProperties",
        "allOf",
        "anyOf",
        "default",
        "discriminator",
        "enum",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "format",
        "items",
        "maxItems",
        "maxLength",
        "maximum",
        "minItems",
        "minLength",
        "minimum",
        "oneOf",
        "properties",
        "readOnly",
        "required",
        "type",
    ];
    CHECKED.contains(&keyword) || keyword == "writeOnly" || is_annotation(keyword)
}

impl Validator<'_, '_> {
    /// Validates a value of the right type against the keywords of one part of its schema.
    pub(super) fn scalar(&mut self, part: &Node<'_>, value: &Value, at: At<'_>) {
        if let Some(Value::Array(values)) = part.value.get("enum")
            && !values.contains(value)
        {
            let location = part.location.child("enum");
            self.report(at, Some(value), &location, ViolationKind::Enum { values });
        }
        self.format(part, value, at);
        self.bounds(part, value, at);
    }

    fn format(&mut self, part: &Node<'_>, value: &Value, at: At<'_>) {
        let declared = part.text("format");
        let is_integer = part.text("type") == Some("integer");
        let is_valid = match (declared, value) {
            (Some("int32"), Value::Number(n)) => {
                n.as_i64().is_some_and(|n| i32::try_from(n).is_ok())
            }
            (Some("int64"), Value::Number(n)) => n.is_f64() || n.as_i64().is_some(),
            (None, Value::Number(n)) if is_integer => n.as_i64().is_some(),
            (Some("int32" | "int64" | "float" | "double" | "binary") | None, _) => true,
            (Some(format), value) => {
                let text = value.as_str();
                let known = text.and_then(|text| self.visitor.has_format(format, text));
                if let (None, Some(value)) = (known, part.value.get("format")) {
                    self.visitor.unchecked("format", value);
                }
                known.unwrap_or(true)
            }
        };
        if !is_valid {
            let location = declared.map(|_| part.location.child("format"));
            let location = location.as_ref().unwrap_or(&part.location);
            let format = declared.unwrap_or("int64");
            self.report(at, Some(value), location, ViolationKind::Format { format });
        }
    }

    fn bounds(&mut self, part: &Node<'_>, value: &Value, at: At<'_>) {
        let (size, minimum, maximum) = match value {
            Value::Number(number) => (number.as_f64(), "minimum", "maximum"),
            Value::String(text) => (as_f64(text.chars().count()), "minLength", "maxLength"),
            Value::Array(items) => (as_f64(items.len()), "minItems", "maxItems"),
            _ => return,
        };
        let Some(size) = size else { return };
        // In OpenAPI 3.0, these two are booleans that make the bound exclusive.
        let excludes = |keyword| value.is_number() && part.is(keyword);
        for (keyword, beyond, is_exclusive) in [
            (minimum, Ordering::Less, excludes("exclusiveMinimum")),
            (maximum, Ordering::Greater, excludes("exclusiveMaximum")),
        ] {
            let Some(limit) = part.value.get(keyword) else {
                continue;
            };
            let order = limit.as_f64().and_then(|limit| size.partial_cmp(&limit));
            if order == Some(beyond) || (is_exclusive && order == Some(Ordering::Equal)) {
                let location = part.location.child(keyword);
                let kind = ViolationKind::Bound { keyword, limit };
                self.report(at, Some(value), &location, kind);
            }
        }
    }
}

fn as_f64(count: usize) -> Option<f64> {
    u32::try_from(count).ok().map(f64::from)
}
