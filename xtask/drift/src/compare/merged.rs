//! The merged `allOf`s of a document.

use astro_api_openapi_model::{Document, merge_all_of};
use serde_json::Value;

use super::view::MergedSchemas;

/// Merges each `allOf` of a document that the generator merges.
pub(super) fn merge_all(document: Document<'_>) -> MergedSchemas {
    let mut merged = MergedSchemas::new();
    collect(document, document.root().value, "", &mut merged);
    merged
}

fn collect<'d>(
    document: Document<'d>,
    value: &'d Value,
    pointer: &str,
    merged: &mut MergedSchemas,
) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(document, item, &format!("{pointer}/{index}"), merged);
            }
        }
        Value::Object(members) => {
            if members.get("allOf").is_some_and(Value::is_array)
                && let Some(object) = merge_all_of(document, value)
            {
                merged.insert(pointer.to_owned(), Value::Object(object));
            }
            for (key, member) in members {
                let step = key.replace('~', "~0").replace('/', "~1");
                collect(document, member, &format!("{pointer}/{step}"), merged);
            }
        }
        _ => {}
    }
}
