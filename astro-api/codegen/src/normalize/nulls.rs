//! `null` as a value of an enumeration, and as a value of a component, is dropped.
//!
//! Progenitor wraps such a component into a type with an `Option` inside, which no other step would recognize. Where a
//! property may be `null`, the property says so itself, and a reader of answers is ready for `null` anyway.

use serde_json::Value;

use crate::{document, error::Result, names::Names};

pub(super) fn drop(document: &mut Value, _: &Names) -> Result<()> {
    document::each_schema(document, &mut |_, schema| {
        let Some(members) = schema.as_object_mut() else {
            return Ok(());
        };
        if let Some(values) = members.get_mut("enum").and_then(Value::as_array_mut) {
            values.retain(|v| !v.is_null());
            // Without a value it says nothing that a type could.
            if values.is_empty() {
                members.shift_remove("enum");
            }
        }
        Ok(())
    })?;
    for (_, schema) in document::schemas_mut(document)? {
        if let Some(members) = schema.as_object_mut() {
            members.shift_remove("nullable");
        }
    }
    Ok(())
}
