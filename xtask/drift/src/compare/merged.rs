//! Merges an `allOf` of objects into one object with all their members, like the generator.

use astro_api_openapi_model::{Document, merge_all_of};
use serde_json::Value;

use super::view::MergedSchemas;

/// Merges each `allOf` of a document that consists of objects only.
pub(super) fn merge_all(document: Document<'_>) -> MergedSchemas {
    let mut found = MergedSchemas::new();
    collect(document, document.root().value, "", &mut found);
    found
}

fn collect<'d>(document: Document<'d>, value: &'d Value, pointer: &str, found: &mut MergedSchemas) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(document, item, &format!("{pointer}/{index}"), found);
            }
        }
        Value::Object(members) => {
            if members.get("allOf").is_some_and(Value::is_array)
                && let Some(object) = merge_all_of(document, value)
            {
                found.insert(pointer.to_owned(), Value::Object(object));
            }
            for (key, member) in members {
                let step = key.replace('~', "~0").replace('/', "~1");
                collect(document, member, &format!("{pointer}/{step}"), found);
            }
        }
        _ => {}
    }
}
