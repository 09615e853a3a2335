//! Sorts of lists.

use std::cmp::Ordering;

use chrono::DateTime;
use serde_json::Value;

/// Sorts documents by `member:asc` and `member:desc`; the first key takes precedence. Without a key, the newest come
/// first; ties keep the order of creation.
pub(crate) fn sort(documents: &mut [Value], sorts: &[&str]) {
    let sorts = if sorts.is_empty() {
        &["createdAt:desc"]
    } else {
        sorts
    };
    let keys: Vec<(&str, bool)> = sorts
        .iter()
        .map(|sort| sort.split_once(':').unwrap_or((sort, "asc")))
        .map(|(key, direction)| (key, direction == "desc"))
        .collect();
    documents.sort_by(|left, right| {
        let orders = keys.iter().map(|(key, descending)| {
            let order = compare(member(left, key), member(right, key));
            if *descending { order.reverse() } else { order }
        });
        orders.fold(Ordering::Equal, Ordering::then)
    });
}

/// Resolves a key: the member of that name, for `createdById` the id in `createdBy`, or else the member whose name
/// starts with it, as `ipAddressRange` does with `ipAddress`.
fn member<'a>(document: &'a Value, key: &str) -> &'a Value {
    let of_subject = || document.get(key.strip_suffix("Id")?)?.get("id");
    let longer = || {
        let mut members = document.as_object()?.iter();
        members
            .find(|(name, _)| name.starts_with(key))
            .map(|(_, value)| value)
    };
    document
        .get(key)
        .or_else(of_subject)
        .or_else(longer)
        .unwrap_or(&Value::Null)
}

/// Compares times by instant and texts by code point; missing values come first.
fn compare(left: &Value, right: &Value) -> Ordering {
    let time = |text| DateTime::parse_from_rfc3339(text).ok();
    match (left.as_str(), right.as_str()) {
        (Some(left), Some(right)) => match (time(left), time(right)) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => left.cmp(right),
        },
        (left, right) => left.cmp(&right),
    }
}
