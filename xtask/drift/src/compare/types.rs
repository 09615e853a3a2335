//! The types that schemas become, and which reads which.

use serde_json::{Map, Value};

use super::{Direction, Two, view::View};
use crate::rules::{self, Rule};

/// What a schema becomes in Rust, in the words of OpenAPI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Any,
    /// With named properties.
    Object,
    /// All values of one schema.
    Map,
    /// No word about its members.
    FreeObject,
    Array,
    Text,
    Time,
    Enumeration,
    /// With its width.
    Integer(String),
    /// With its width.
    Number(String),
    Boolean,
    Union,
    Sum,
    Other(String),
}

impl Kind {
    pub(super) fn of(view: &View<'_>) -> Self {
        if view.get("oneOf").or_else(|| view.get("anyOf")).is_some() {
            return Self::Union;
        }
        let format = view.get("format").and_then(Value::as_str).unwrap_or("");
        match view.get("type") {
            Some(Value::String(name)) => match name.as_str() {
                "object" if view.get("allOf").is_some() => Self::Sum,
                "object" => Self::object(view),
                "array" => Self::Array,
                "boolean" => Self::Boolean,
                "integer" => Self::Integer(width(format, "int64")),
                "number" => Self::Number(width(format, "double")),
                "string" if is_enumeration(view) => Self::Enumeration,
                "string" => match format {
                    "date-time" => Self::Time,
                    _ => Self::Text,
                },
                other => Self::Other(other.to_owned()),
            },
            Some(other) => Self::Other(other.to_string()),
            None if view.get("allOf").is_some() => Self::Sum,
            None if view.get("properties").is_some() => Self::object(view),
            None if view.get("additionalProperties").is_some() => Self::object(view),
            None if view.get("items").is_some() => Self::Array,
            None if is_enumeration(view) => Self::Enumeration,
            None => Self::Any,
        }
    }

    fn object(view: &View<'_>) -> Self {
        let properties = view.get("properties").and_then(Value::as_object);
        if properties.is_some_and(|p| !p.is_empty()) {
            return Self::Object;
        }
        let more = view.get("additionalProperties").and_then(Value::as_object);
        if more.is_some_and(|m| !Map::is_empty(m)) {
            Self::Map
        } else {
            Self::FreeObject
        }
    }

    /// The word for it.
    pub(super) fn name(&self) -> String {
        let name = match self {
            Self::Any => "any",
            Self::Object => "object",
            Self::Map => "map",
            Self::FreeObject => "free-form object",
            Self::Array => "array",
            Self::Text => "string",
            Self::Time => "string date-time",
            Self::Enumeration => "string enum",
            Self::Integer(width) => return format!("integer {width}"),
            Self::Number(width) => return format!("number {width}"),
            Self::Boolean => "boolean",
            Self::Union => "union",
            Self::Sum => "allOf",
            Self::Other(name) => name,
        };
        name.to_owned()
    }

    /// Whether every value of `other` is a value of this.
    fn holds(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Any, _) => true,
            (Self::FreeObject, Self::Object | Self::Map) => true,
            (Self::Text, Self::Time | Self::Enumeration) => true,
            (Self::Number(_), Self::Number(_) | Self::Integer(_)) => true,
            (Self::Integer(wide), Self::Integer(narrow)) => wide == "int64" && narrow == "int32",
            _ => false,
        }
    }

    /// Whether the released client, which has this type, reads the other.
    fn reads(&self, other: &Self) -> bool {
        // Enumerations are open: any text is read.
        let is_open = *self == Self::Enumeration && matches!(other, Self::Text | Self::Time);
        is_open || self.holds(other)
    }
}

/// The rule for a type that became another, if it did.
pub(super) fn changed(direction: Direction, kinds: &Two<Kind>) -> Option<&'static Rule> {
    if kinds.old == kinds.new {
        return None;
    }
    let request = if kinds.new.holds(&kinds.old) {
        &rules::D24
    } else {
        &rules::D10
    };
    let response = if kinds.old.reads(&kinds.new) {
        &rules::D38
    } else {
        &rules::D37
    };
    Some(direction.choose(request, response))
}

/// The format of a number, where it chooses the width.
fn width(format: &str, usual: &str) -> String {
    let is_width = matches!(format, "float" | "double")
        || format
            .trim_start_matches('u')
            .strip_prefix("int")
            .is_some_and(|bits| matches!(bits, "8" | "16" | "32" | "64"));
    if is_width { format } else { usual }.to_owned()
}

/// Whether the schema is an enumeration of texts; `null` among its values is no value of the type.
fn is_enumeration(view: &View<'_>) -> bool {
    let values = view.get("enum").and_then(Value::as_array);
    values.is_some_and(|all| {
        all.iter().any(Value::is_string) && all.iter().all(|v| v.is_string() || v.is_null())
    })
}
