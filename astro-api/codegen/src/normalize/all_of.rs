//! Replaces an `allOf` of objects with one object that has the members of all parts.
//!
//! Progenitor merges the parts, too, but later steps do not recognize its type as an object: it has no builder, new
//! members are breaking changes, and it deserializes responses strictly.

use astro_api_openapi_model::{Document, component_name, is_annotation, merge_all_of};
use serde_json::Value;

use crate::{document, error::Result, names::Names};

pub(super) fn merge(document: &mut Value, _: &Names) -> Result<()> {
    let original = document.clone();
    document::each_schema(document, &mut |_, schema| {
        if let Some(parts) = schema.get_mut("allOf").and_then(Value::as_array_mut)
            && parts.iter().any(is_structure)
        {
            parts.retain(is_structure);
        }
        if !is_reference(schema)
            && schema.get("allOf").is_some()
            && let Some(object) = merge_all_of(Document::new(&original), schema)
        {
            *schema = Value::Object(object);
        }
        Ok(())
    })
}

/// Returns whether the schema is a single reference, possibly with documentation of the location.
fn is_reference(schema: &Value) -> bool {
    let parts = schema.get("allOf").and_then(Value::as_array);
    let is_one = matches!(parts.map(Vec::as_slice), Some([only]) if component_name(only).is_some());
    is_one && schema.get("properties").is_none()
}

/// Returns whether a part contains more than documentation.
fn is_structure(part: &Value) -> bool {
    let mut members = part.as_object().into_iter().flatten();
    members.any(|(key, _)| !is_annotation(key))
}
