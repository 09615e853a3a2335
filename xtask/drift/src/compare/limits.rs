//! Bounds, lengths and patterns.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::{At, Comparison, Direction, Values};
use crate::rules;

/// The members that limit a value without changing its type.
pub(super) const LIMITS: [&str; 13] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

impl<'a> Comparison<'a> {
    pub(super) fn limit(&mut self, direction: Direction, limit: &str, at: &At, values: Values<'a>) {
        let rule = if is_tightened(limit, values) {
            &rules::D12
        } else {
            &rules::D13
        };
        let rule = direction.choose(rule, &rules::D46);
        match limit {
            "exclusiveMinimum" | "exclusiveMaximum" | "uniqueItems" => {
                self.leaf_or(rule, at, values, json!(false));
            }
            // Nothing is shorter than nothing.
            "minLength" | "minItems" | "minProperties" => self.leaf_or(rule, at, values, json!(0)),
            _ => self.leaf(rule, at, values),
        }
    }
}

/// Whether a limit takes less than before. Of two patterns nobody knows, so that another one counts as tighter.
fn is_tightened(limit: &str, values: Values<'_>) -> bool {
    let (Some(old), Some(new)) = (values.old, values.new) else {
        return values.new.is_some_and(|new| new != &json!(false));
    };
    let order = match (old.as_f64(), new.as_f64()) {
        (Some(old), Some(new)) => new.partial_cmp(&old),
        _ => None,
    };
    match limit {
        _ if limit.starts_with("max") => order != Some(Ordering::Greater),
        _ if limit.starts_with("min") => order != Some(Ordering::Less),
        "exclusiveMinimum" | "exclusiveMaximum" | "uniqueItems" => new == &Value::Bool(true),
        _ => true,
    }
}
