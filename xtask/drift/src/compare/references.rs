//! Collects references.

use std::collections::BTreeSet;

use astro_api_openapi_model::Document;
use serde_json::Value;

/// Adds the references in a value, and those in their targets.
pub(super) fn collect_references<'d>(
    document: Document<'d>,
    value: &'d Value,
    references: &mut BTreeSet<&'d str>,
) {
    match value {
        Value::Array(items) => {
            for item in items {
                collect_references(document, item, references);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                match member {
                    // The mapping of a discriminator contains references, too.
                    Value::String(text) if key == "$ref" || text.starts_with("#/") => {
                        if references.insert(text)
                            && let Some(target) = document.target(text)
                        {
                            collect_references(document, target.value, references);
                        }
                    }
                    _ => collect_references(document, member, references),
                }
            }
        }
        _ => {}
    }
}
