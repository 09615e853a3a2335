//! Helpers for the serde implementations of the generated types.

pub(crate) mod json_path;
#[allow(dead_code, reason = "used where the document has such members")]
pub(crate) mod lenient;
#[allow(dead_code, reason = "used where the document has such members")]
pub(crate) mod object;
pub(crate) mod open_enum;
