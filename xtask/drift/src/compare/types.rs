//! The types that schemas become, and which of them can read which.

use serde_json::{Map, Value};

use super::{At, Comparison, Direction, Two, Values, limits::LIMITS, view::View};
use crate::rules::{self, Rule};

/// The Rust type of a schema, in OpenAPI terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
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
    Text,
    Time,
    Enumeration,
    /// With its width.
    Integer(String),
    /// With its width.
    Number(String),
    Boolean,
    Union,
    /// A union with a single variant, and no tag.
    UnionOfOne,
    Sum,
    Other(String),
}

impl Kind {
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
            Self::Text => "string",
            Self::Time => "string date-time",
            Self::Enumeration => "string enum",
            Self::Integer(width) => return format!("integer {width}"),
            Self::Number(width) => return format!("number {width}"),
            Self::Boolean => "boolean",
            Self::Union => "union",
            Self::UnionOfOne => "union of one",
            Self::Sum => "allOf",
            Self::Other(name) => name,
        };
        name.to_owned()
    }

    /// Returns whether every value of `other` is a value of this type.
    fn holds(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Any, _) => true,
            (Self::FreeObject, Self::Object | Self::EmptyObject | Self::Map) => true,
            (Self::Object, Self::EmptyObject) => true,
            (Self::Union, Self::UnionOfOne) => true,
            (Self::Text, Self::Time | Self::Enumeration) => true,
            (Self::Number(_), Self::Number(_) | Self::Integer(_)) => true,
            (Self::Integer(wide), Self::Integer(narrow)) => wide == "int64" && narrow == "int32",
            _ => false,
        }
    }

    /// Returns whether a parameter is written as a single text.
    fn is_scalar(&self) -> bool {
        let is_number = matches!(self, Self::Integer(_) | Self::Number(_));
        is_number
            || matches!(
                self,
                Self::Text | Self::Time | Self::Enumeration | Self::Boolean
            )
    }

    /// Returns whether an inline schema becomes a built-in Rust type.
    fn is_unnamed(&self) -> bool {
        let is_collection = matches!(self, Self::Array | Self::Map | Self::FreeObject | Self::Any);
        let is_named = matches!(self, Self::Enumeration | Self::Other(_));
        is_collection || self.is_scalar() && !is_named
    }

    /// Returns whether the released client, which has this type, can read the other.
    fn reads(&self, other: &Self) -> bool {
        // Enums are open: they accept any text.
        let is_open = *self == Self::Enumeration && matches!(other, Self::Text | Self::Time);
        is_open || self.holds(other)
    }
}

impl<'a> Comparison<'a> {
    /// Returns the rule for a changed type, if it changed.
    pub(super) fn type_changed(
        &self,
        direction: Direction,
        kinds: &Two<Kind>,
        views: &Two<View<'a>>,
    ) -> Option<&'static Rule> {
        if kinds.old == kinds.new {
            return None;
        }
        let is_generalized = match direction {
            Direction::Parameter => self.takes_text_of(&kinds.old, &views.new),
            _ => kinds.new.holds(&kinds.old),
        };
        let request = match is_generalized {
            true => &rules::D24,
            false => &rules::D10,
        };
        let response = match kinds.old.reads(&kinds.new) {
            true => &rules::D38,
            false => &rules::D37,
        };
        Some(direction.choose(request, response))
    }

    /// Returns whether a parameter accepts values written for another type. A single value is a list of one, and all
    /// are texts.
    fn takes_text_of(&self, old: &Kind, new: &View<'a>) -> bool {
        if new.keys().any(|key| LIMITS.contains(&key)) {
            return false;
        }
        match Kind::of(new) {
            kind if kind == *old || kind.holds(old) => true,
            Kind::Text => old.is_scalar(),
            Kind::Array => {
                let items = new.get("items").map(|i| View::of(self.docs.new, i));
                old.is_scalar() && items.is_none_or(|items| self.takes_text_of(old, &items))
            }
            _ => false,
        }
    }

    /// Reports a renamed type with the same values. The generator reports the added and removed types.
    pub(super) fn type_name(
        &mut self,
        direction: Direction,
        at: &At,
        values: Values<'a>,
        views: &Two<View<'a>>,
    ) {
        let names = views.map_ref(|v| v.component);
        let kinds = views.map_ref(Kind::of);
        // An object parameter has no type: its properties are separate parameters.
        let is_split = direction == Direction::Parameter && kinds.new == Kind::Object;
        if is_split || matches!(direction, Direction::Failure | Direction::Unread) {
            return;
        }
        let is_in = |document: &Value, name: &str| {
            let schemas = document.pointer("/components/schemas");
            schemas.and_then(|s| s.get(name)).is_some()
        };
        let is_other = match (names.old, names.new) {
            (Some(old), Some(new)) => {
                old != new && (is_in(self.docs.new, old) || is_in(self.docs.old, new))
            }
            (None, None) => false,
            _ => kinds.new.is_unnamed(),
        };
        if is_other && kinds.old == kinds.new {
            self.report(&rules::D72, at, values);
        }
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
fn is_enumeration(view: &View<'_>) -> bool {
    let values = view.get("enum").and_then(Value::as_array);
    values.is_some_and(|all| {
        all.iter().any(Value::is_string) && all.iter().all(|v| v.is_string() || v.is_null())
    })
}
