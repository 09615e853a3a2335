//! Reads the documentation and limits that operations, parameters, schemas and properties share.

use serde_json::Value;

use crate::{
    document::text,
    markdown,
    model::{Bounds, Docs},
};

/// Returns the documentation of a value.
pub(super) fn docs(value: &Value) -> Docs {
    let own = |member| {
        text(value, member)
            .map(markdown::for_rustdoc)
            .filter(|t| !t.is_empty())
    };
    Docs {
        summary: own("summary"),
        description: own("description"),
        default: value.get("x-astro-default").map(Value::to_string),
        deprecated: value.get("deprecated") == Some(&Value::Bool(true)),
        aliases: Vec::new(),
    }
}

/// Returns the limits of a value.
pub(super) fn bounds(schema: &Value) -> Bounds {
    let Some(bounds) = schema.get("x-astro-bounds") else {
        return Bounds::default();
    };
    let number = |member: &str| {
        let bound = bounds.get(member)?;
        // `1.0` is an integer.
        let whole = |n: &f64| n.fract() == 0.0 && n.abs() < 2f64.powi(53);
        bound
            .as_i64()
            .or_else(|| bound.as_f64().filter(whole).map(|n| n as i64))
    };
    let is_integer = text(schema, "type") == Some("integer");
    let size = |member: &str| number(member).and_then(|n| usize::try_from(n).ok());
    // In OpenAPI 3.0 a boolean excludes the bound itself, which for integers shifts it by one.
    let exclusive = |member: &str| i64::from(bounds.get(member) == Some(&Value::Bool(true)));
    Bounds {
        minimum: number("minimum")
            .filter(|_| is_integer)
            .map(|n| n.saturating_add(exclusive("exclusiveMinimum"))),
        maximum: number("maximum")
            .filter(|_| is_integer)
            .map(|n| n.saturating_sub(exclusive("exclusiveMaximum"))),
        min_length: size("minLength").filter(|n| *n > 0),
        max_length: size("maxLength"),
        min_items: size("minItems").filter(|n| *n > 0),
        max_items: size("maxItems"),
    }
}
