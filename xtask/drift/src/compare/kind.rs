//! The types that schemas become, and which of them include which.

use serde_json::{Map, Value};

use super::view::View;

/// The Rust type of a schema, in OpenAPI terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SchemaKind {
    Any,
    /// With named properties.
    Object,
    /// An object that allows no members.
    EmptyObject,
    /// All values of one schema.
    Map,
    /// An object without any statement about its members.
    FreeObject,
    Array,
    String,
    DateTime,
    Enum,
    /// With its width.
    Integer(String),
    /// With its width.
    Number(String),
    Boolean,
    Union,
    /// A union with a single variant, and no tag.
    UnionOfOne,
    AllOf,
    Other(String),
}

impl SchemaKind {
    pub(super) fn of(view: &View<'_>) -> Self {
        if let Some(variants) = view.get("oneOf").or_else(|| view.get("anyOf")) {
            let is_one = variants.as_array().is_some_and(|all| all.len() == 1);
            return match is_one && view.get("discriminator").is_none() {
                true => Self::UnionOfOne,
                false => Self::Union,
            };
        }
        let format = view.get("format").and_then(Value::as_str).unwrap_or("");
        match view.get("type") {
            Some(Value::String(name)) => match name.as_str() {
                "object" if view.get("allOf").is_some() => Self::AllOf,
                "object" => Self::object(view),
                "array" => Self::Array,
                "boolean" => Self::Boolean,
                "integer" => Self::Integer(width(format, "int64")),
                "number" => Self::Number(width(format, "double")),
                "string" if is_string_enum(view) => Self::Enum,
                "string" => match format {
                    "date-time" => Self::DateTime,
                    _ => Self::String,
                },
                other => Self::Other(other.to_owned()),
            },
            Some(other) => Self::Other(other.to_string()),
            None if view.get("allOf").is_some() => Self::AllOf,
            None if view.get("properties").is_some() => Self::object(view),
            None if view.get("additionalProperties").is_some() => Self::object(view),
            None if view.get("items").is_some() => Self::Array,
            None if is_string_enum(view) => Self::Enum,
            None => Self::Any,
        }
    }

    fn object(view: &View<'_>) -> Self {
        let properties = view.get("properties").and_then(Value::as_object);
        let is_closed = view.get("additionalProperties") == Some(&Value::Bool(false));
        if properties.is_some_and(|p| !p.is_empty()) {
            return Self::Object;
        }
        if is_closed {
            return Self::EmptyObject;
        }
        let more = view.get("additionalProperties").and_then(Value::as_object);
        if more.is_some_and(|m| !Map::is_empty(m)) {
            Self::Map
        } else {
            Self::FreeObject
        }
    }

    /// Returns the term for it.
    pub(super) fn name(&self) -> String {
        let name = match self {
            Self::Any => "any",
            Self::Object => "object",
            Self::EmptyObject => "empty object",
            Self::Map => "map",
            Self::FreeObject => "free-form object",
            Self::Array => "array",
            Self::String => "string",
            Self::DateTime => "string date-time",
            Self::Enum => "string enum",
            Self::Integer(width) => return format!("integer {width}"),
            Self::Number(width) => return format!("number {width}"),
            Self::Boolean => "boolean",
            Self::Union => "union",
            Self::UnionOfOne => "union of one",
            Self::AllOf => "allOf",
            Self::Other(name) => name,
        };
        name.to_owned()
    }

    /// Returns whether every value of `other` is a value of this type.
    pub(super) fn includes(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Any, _) => true,
            (Self::FreeObject, Self::Object | Self::EmptyObject | Self::Map) => true,
            (Self::Object, Self::EmptyObject) => true,
            (Self::Union, Self::UnionOfOne) => true,
            (Self::String, Self::DateTime | Self::Enum) => true,
            (Self::Number(_), Self::Number(_) | Self::Integer(_)) => true,
            (Self::Integer(wide), Self::Integer(narrow)) => wide == "int64" && narrow == "int32",
            _ => false,
        }
    }

    /// Returns whether a parameter is written as a single text.
    pub(super) fn is_scalar(&self) -> bool {
        let is_number = matches!(self, Self::Integer(_) | Self::Number(_));
        is_number
            || matches!(
                self,
                Self::String | Self::DateTime | Self::Enum | Self::Boolean
            )
    }

    /// Returns whether an inline schema becomes a built-in Rust type.
    pub(super) fn is_unnamed(&self) -> bool {
        let is_collection = matches!(self, Self::Array | Self::Map | Self::FreeObject | Self::Any);
        let is_named = matches!(self, Self::Enum | Self::Other(_));
        is_collection || self.is_scalar() && !is_named
    }

    /// Returns whether the released client, which has this type, deserializes the other.
    pub(super) fn deserializes(&self, other: &Self) -> bool {
        // Enums are open: they accept any text.
        let is_open = *self == Self::Enum && matches!(other, Self::String | Self::DateTime);
        is_open || self.includes(other)
    }
}

/// Returns the format of a number, if it selects the width.
fn width(format: &str, usual: &str) -> String {
    let is_width = matches!(format, "float" | "double")
        || format
            .trim_start_matches('u')
            .strip_prefix("int")
            .is_some_and(|bits| matches!(bits, "8" | "16" | "32" | "64"));
    if is_width { format } else { usual }.to_owned()
}

/// Returns whether the schema is an enum of texts; `null` among its values does not count.
fn is_string_enum(view: &View<'_>) -> bool {
    let values = view.get("enum").and_then(Value::as_array);
    values.is_some_and(|all| {
        all.iter().any(Value::is_string) && all.iter().all(|v| v.is_string() || v.is_null())
    })
}
