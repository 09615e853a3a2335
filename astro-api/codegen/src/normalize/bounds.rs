//! Bounds and defaults are moved to `x-astro-bounds` and `x-astro-default`.
//!
//! Progenitor makes a type of its own of every bounded text, chooses an unsigned type for a minimum of zero, ignores
//! the bounds of numbers, and writes a default into every value. The client checks the bounds itself before a request
//! leaves, and leaves defaults to the server, which alone knows the current ones.

use serde_json::{Map, Value};

use crate::{document, error::Result, names::Names};

/// Where the bounds of a schema go.
pub(crate) const BOUNDS: &str = "x-astro-bounds";
/// Where the default of a schema goes.
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
