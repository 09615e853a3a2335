//! Filters of lists.

use serde_json::Value;

/// The members that contain the id of the document's entity.
const ENTITY_IDS: [&str; 2] = ["entityId", "scopeEntityId"];

/// Returns whether a document has this value under this name: in the member of that name or, without one, in any
/// member that [matches it](is_called), at any depth.
pub(crate) fn has_value(document: &Value, name: &str, value: &str) -> bool {
    document.get(name).map_or_else(
        || any(document, name, &|own| own == value),
        |own| own == value,
    )
}

/// Returns whether a document has any value under this name.
pub(crate) fn has_member(document: &Value, name: &str) -> bool {
    any(document, name, &|_| true)
}

fn any(document: &Value, name: &str, wanted: &dyn Fn(&Value) -> bool) -> bool {
    match document {
        Value::Array(items) => items.iter().any(|item| any(item, name, wanted)),
        Value::Object(members) => members.iter().any(|(own, member)| {
            (is_called(own, name) && wanted(member)) || any(member, name, wanted)
        }),
        _ => false,
    }
}

/// Returns whether a member matches a name. For an id, also the members with the id of any entity; otherwise also a
/// member whose name ends with it, as `cloudProvider` does with `provider`.
fn is_called(own: &str, name: &str) -> bool {
    if own == name {
        return true;
    }
    if name.ends_with("Id") {
        return ENTITY_IDS.contains(&own);
    }
    own.len() > name.len() && own.to_lowercase().ends_with(&name.to_lowercase())
}
