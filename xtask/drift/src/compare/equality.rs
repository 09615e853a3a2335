//! Compares values for equality.

use serde_json::Value;

use super::pair::ValuePair;

/// Returns whether both are missing or equal, regardless of the order of members and the notation of numbers.
pub(super) fn are_equal(values: ValuePair<'_>) -> bool {
    match (values.old, values.new) {
        (None, None) => true,
        (Some(old), Some(new)) => equal(old, new),
        _ => false,
    }
}

pub(super) fn equal(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Number(old), Value::Number(new)) => old == new || old.as_f64() == new.as_f64(),
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(o, n)| equal(o, n))
        }
        (Value::Object(old), Value::Object(new)) => {
            old.len() == new.len()
                && old
                    .iter()
                    .all(|(k, o)| new.get(k).is_some_and(|n| equal(o, n)))
        }
        _ => old == new,
    }
}

/// Returns whether two schemas are equal and without references, so that they need no comparison. That is true of
/// nearly all of a document, and much faster.
pub(super) fn identical(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(o, n)| identical(o, n))
        }
        (Value::Object(old), Value::Object(new)) => {
            old.len() == new.len()
                && old.iter().zip(new).all(|((o_key, o), (n_key, n))| {
                    o_key == n_key && o_key != "$ref" && identical(o, n)
                })
        }
        _ => old == new,
    }
}

/// Returns the items that are missing from `others`, each once, with their positions.
pub(super) fn missing_from<'a>(
    items: &'a [Value],
    others: &'a [Value],
) -> impl Iterator<Item = (usize, &'a Value)> {
    items.iter().enumerate().filter(move |(index, item)| {
        let is_first = !items[..*index].iter().any(|i| equal(i, item));
        is_first && !others.iter().any(|o| equal(o, item))
    })
}
