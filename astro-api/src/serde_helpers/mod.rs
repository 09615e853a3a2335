//! Helpers for the serde implementations of the generated types.

pub(crate) mod json_path;
pub(crate) mod lenient;
pub(crate) mod object;
pub(crate) mod open_enum;
