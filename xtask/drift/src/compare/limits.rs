//! Compares bounds, lengths and patterns.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::{
    comparison::Comparison,
    direction::Direction,
    pair::{LocationPair, ValuePair},
};
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

/// Patterns that match any text.
const MATCH_ALL: [&str; 6] = ["", "^", "$", ".*", "^.*", "^.*$"];

impl<'a> Comparison<'a> {
    pub(super) fn compare_limit(
        &mut self,
        direction: Direction,
        limit: &str,
        at: &LocationPair,
        values: ValuePair<'a>,
    ) {
        let rule = if is_tightened(limit, values) {
            &rules::D12
        } else {
            &rules::D13
        };
        let rule = direction.choose(rule, &rules::D46);
        match limit {
            "exclusiveMinimum" | "exclusiveMaximum" | "uniqueItems" => {
                self.compare_value_or(rule, at, values, json!(false));
            }
            // No length is below zero.
            "minLength" | "minItems" | "minProperties" => {
                self.compare_value_or(rule, at, values, json!(0))
            }
            _ => self.compare_value(rule, at, values),
        }
    }
}

/// Returns whether a limit accepts less than before. Patterns cannot be compared, so a different one counts as tighter,
/// unless it matches any text.
fn is_tightened(limit: &str, values: ValuePair<'_>) -> bool {
    let (Some(old), Some(new)) = (values.old, values.new) else {
        let is_unlimited = |new: &Value| {
            new == &json!(false)
                || limit == "pattern" && new.as_str().is_some_and(|p| MATCH_ALL.contains(&p))
        };
        return values.new.is_some_and(|new| !is_unlimited(new));
    };
    let order = match (old.as_f64(), new.as_f64()) {
        (Some(old), Some(new)) => new.partial_cmp(&old),
        _ => None,
    };
    match limit {
        _ if limit.starts_with("max") => order != Some(Ordering::Greater),
        _ if limit.starts_with("min") => order != Some(Ordering::Less),
        "exclusiveMinimum" | "exclusiveMaximum" | "uniqueItems" => new == &Value::Bool(true),
        "pattern" => !new.as_str().is_some_and(|p| MATCH_ALL.contains(&p)),
        // A multiple of 4 is a multiple of 2.
        "multipleOf" => match (old.as_f64(), new.as_f64()) {
            (Some(old), Some(new)) => (old / new).fract() != 0.0,
            _ => true,
        },
        _ => true,
    }
}
