//! Names that OpenAPI gives to members.

/// The members of a path item that are operations, in the order of the specification
/// ([Path Item Object](https://spec.openapis.org/oas/v3.0.3.html#path-item-object)).
pub const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The prefix of a reference to a component schema.
pub const SCHEMA_PREFIX: &str = "#/components/schemas/";

/// Returns whether a member is a vendor extension.
pub fn is_extension(key: &str) -> bool {
    key.starts_with("x-")
}

/// Returns whether a member of a schema documents the schema or its use, and does not constrain a value. Vendor
/// extensions and `nullable` count as well: generators express both outside of the type.
pub fn is_annotation(key: &str) -> bool {
    matches!(
        key,
        "description" | "title" | "example" | "externalDocs" | "deprecated" | "nullable"
    ) || is_extension(key)
}
