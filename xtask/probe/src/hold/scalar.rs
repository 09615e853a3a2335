//! Validates enums, formats and bounds.

use astro_api_drift::report::Severity;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{Held, shown};
use crate::{document::Node, rules};

/// Validates a value of the right type against the keywords of a single schema.
pub(super) fn hold(held: &mut Held<'_>, schema: &Node<'_>, value: &Value) {
    enumeration(held, schema, value);
    format(held, schema, value);
    bounds(held, schema, value);
}

fn enumeration(held: &mut Held<'_>, schema: &Node<'_>, value: &Value) {
    if let Some(Value::Array(known)) = schema.value.get("enum")
        && !known.contains(value)
    {
        let place = schema.place.child("enum");
        let shown = json!(shown::enum_value(value));
        held.find(
            rules::UNKNOWN_ENUM_VALUE,
            Severity::None,
            &place,
            None,
            Some(shown),
        );
    }
}

fn format(held: &mut Held<'_>, schema: &Node<'_>, value: &Value) {
    let declared = schema.text("format");
    let wire = match (declared, value) {
        (Some("date-time"), Value::String(text)) => time(text),
        (Some("int32"), Value::Number(n)) => {
            integer(n.as_i64().and_then(|n| i32::try_from(n).ok()))
        }
        (Some("int64") | None, Value::Number(n)) if !n.is_f64() => integer(n.as_i64()),
        (Some("int32" | "int64" | "float" | "double" | "date-time" | "binary") | None, _) => None,
        (Some(other), _) => {
            held.not_held.insert(format!("`format: {other}`"));
            None
        }
    };
    if let Some(wire) = wire {
        let place = declared.map_or_else(|| schema.place.clone(), |_| schema.place.child("format"));
        let declared = json!(declared.unwrap_or("int64"));
        held.find(rules::WRONG_FORMAT, wire, &place, Some(declared), None);
    }
}

/// Validates an RFC 3339 time; the client also accepts other formats that chrono parses.
fn time(text: &str) -> Option<Severity> {
    if DateTime::parse_from_rfc3339(text).is_ok() {
        return None;
    }
    let taken = text.parse::<DateTime<Utc>>().is_ok();
    Some(if taken {
        Severity::None
    } else {
        Severity::Break
    })
}

/// A number that does not fit its Rust type makes the response fail.
fn integer<T>(fitting: Option<T>) -> Option<Severity> {
    fitting.is_none().then_some(Severity::Break)
}

fn bounds(held: &mut Held<'_>, schema: &Node<'_>, value: &Value) {
    let (size, least, most) = match value {
        Value::Number(number) => (number.as_f64(), "minimum", "maximum"),
        Value::String(text) => (count(text.chars().count()), "minLength", "maxLength"),
        Value::Array(items) => (count(items.len()), "minItems", "maxItems"),
        _ => return,
    };
    let Some(size) = size else { return };
    let bound = |name: &str| schema.value.get(name).and_then(Value::as_f64);
    // In OpenAPI 3.0, these two are booleans that make the bound exclusive.
    let is_number = value.is_number();
    let is_sharp = |name: &str| is_number && schema.is(name);
    let too_small =
        bound(least).is_some_and(|b| size < b || is_sharp("exclusiveMinimum") && size <= b);
    let too_large =
        bound(most).is_some_and(|b| size > b || is_sharp("exclusiveMaximum") && size >= b);
    for (name, is_out) in [(least, too_small), (most, too_large)] {
        if is_out {
            let declared = schema.value.get(name).cloned();
            let place = schema.place.child(name);
            // The client reads the value anyway; a program that relies on the bound may fail.
            held.find(rules::OUT_OF_BOUNDS, Severity::Risk, &place, declared, None);
        }
    }
}

fn count(number: usize) -> Option<f64> {
    u32::try_from(number).ok().map(f64::from)
}
