//! Moves bounds and defaults to `x-astro-bounds` and `x-astro-default`.
//!
//! Progenitor creates a separate type for every bounded text, chooses an unsigned type for a minimum of zero, ignores
//! the bounds of numbers, and writes a default into every value. The client validates the bounds before it sends a
//! request, and leaves defaults to the server, because only the server has the current ones.

use serde_json::{Map, Value};

use crate::{document, error::Result, names::Names};

/// The member with the bounds of a schema.
pub(crate) const BOUNDS: &str = "x-astro-bounds";
/// The member with the default of a schema.
pub(crate) const DEFAULT: &str = "x-astro-default";

const MEMBERS: [&str; 10] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
];

pub(super) fn extract(document: &mut Value, _: &Names) -> Result<()> {
    document::each_schema(document, &mut |_, schema| {
        let Some(members) = schema.as_object_mut() else {
            return Ok(());
        };
        let mut bounds = Map::new();
        for member in MEMBERS.iter().chain(&["pattern"]) {
            if let Some(bound) = members.shift_remove(*member) {
                bounds.insert((*member).to_owned(), bound);
            }
        }
        if !bounds.is_empty() {
            members.insert(BOUNDS.to_owned(), Value::Object(bounds));
        }
        if let Some(default) = members.shift_remove("default") {
            members.insert(DEFAULT.to_owned(), default);
        }
        Ok(())
    })
}
