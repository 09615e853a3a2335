//! A composition of one reference is that reference.
//!
//! OpenAPI 3.0 allows nothing beside a `$ref`, so a description of the place stands around it in an `allOf` of one.
//! Progenitor sees through it only where nothing else is said.

use serde_json::Value;

use crate::{document, error::Result, names::Names};

pub(super) fn unwrap(document: &mut Value, _: &Names) -> Result<()> {
    document::each_schema(document, &mut |_, schema| {
        let Some([only]) = schema
            .get("allOf")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
        else {
            return Ok(());
        };
        let beside = schema.as_object().into_iter().flatten();
        let says_more = beside
            .map(|(member, _)| member.as_str())
            .any(|m| !matches!(m, "allOf" | "description" | "example" | "type"));
        if says_more || document::referenced(only).is_none() {
            return Ok(());
        }
        let mut only = only.clone();
        if let Some(description) = schema.get("description") {
            only["description"] = description.clone();
        }
        *schema = only;
        Ok(())
    })
}
