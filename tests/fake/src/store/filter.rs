//! Filters of lists.

use serde_json::Value;

/// Members that hold the id of whatever the document is about.
const ENTITY_IDS: [&str; 2] = ["entityId", "scopeEntityId"];

/// Whether a document has this value under this name: in the member of that name or, when it has none,
/// in any that [is called so](is_called), wherever in it.
pub(crate) fn holds(document: &Value, name: &str, value: &str) -> bool {
    document.get(name).map_or_else(
        || any(document, name, &|own| own == value),
        |own| own == value,
    )
}

/// Whether a document has any value under this name.
pub(crate) fn knows(document: &Value, name: &str) -> bool {
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

/// For an id, the members count that hold the id of any entity; otherwise also a member whose name
/// ends with the one sought, as `cloudProvider` does with `provider`.
fn is_called(own: &str, name: &str) -> bool {
    if own == name {
        return true;
    }
    if name.ends_with("Id") {
        return ENTITY_IDS.contains(&own);
    }
    own.len() > name.len() && own.to_lowercase().ends_with(&name.to_lowercase())
}
