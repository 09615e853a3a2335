//! The items of a list in a document.

use serde_json::Value;

/// Returns the items of a member for modification; empty without such a member.
pub(super) fn list_of<'a>(
    document: &'a mut Value,
    name: &str,
) -> impl Iterator<Item = &'a mut Value> {
    let list = document.get_mut(name).and_then(Value::as_array_mut);
    list.into_iter().flatten()
}
