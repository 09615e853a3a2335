//! The receiver of violations.

use serde_json::{Map, Value};

use super::ValuePath;
use crate::{Location, Schema};

/// Receives the violations in a value, and decides what the schema leaves open.
pub trait Visitor {
    /// Receives a violation.
    fn violation(&mut self, violation: Violation<'_>);

    /// Receives a keyword that is not checked, such as `pattern`, or `format` with an unknown format.
    fn unchecked(&mut self, _keyword: &str, _value: &Value) {}

    /// Receives an object before its members are validated. The schema of a union contains the selected variant.
    fn object(
        &mut self,
        _schema: &Schema<'_>,
        _object: &Map<String, Value>,
        _path: &ValuePath<'_>,
    ) {
    }

    /// Returns whether a declared member counts as absent although it is there. The default is `false`.
    fn is_absent(&self, _member: &Member<'_>, _value: &Value) -> bool {
        false
    }

    /// Returns whether a text has a format, or `None` if the format is not checked. The default is `None`. The formats
    /// of numbers are checked without this method.
    fn has_format(&self, _format: &str, _text: &str) -> Option<bool> {
        None
    }
}

/// A declared member of an object.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// The name.
    pub name: &'a str,
    /// The schema of the object.
    pub schema: &'a Schema<'a>,
    /// The object.
    pub object: &'a Map<String, Value>,
}

impl Member<'_> {
    /// Returns whether the object requires the member.
    pub fn is_required(&self) -> bool {
        self.schema.requires(self.name)
    }
}

/// A violation of a schema.
#[derive(Debug, Clone)]
pub struct Violation<'a> {
    /// The location of the violated keyword, or of the schema if several keywords are violated.
    pub location: &'a Location,
    /// The path of the value.
    pub path: &'a ValuePath<'a>,
    /// The value, unless it is missing.
    pub value: Option<&'a Value>,
    /// The declared member whose value it is; `None` for items, undeclared members, and the whole value.
    pub member: Option<&'a Member<'a>>,
    /// The kind.
    pub kind: ViolationKind<'a>,
}

/// The kind of a violation.
#[derive(Debug, Clone, PartialEq)]
pub enum ViolationKind<'a> {
    /// The value has another type.
    Type {
        /// The declared type.
        expected: &'a str,
    },
    /// The value is `null`, and not nullable.
    Null {
        /// The declared type. Unions have none.
        expected: Option<&'a str>,
    },
    /// A required member is absent.
    Missing,
    /// The object does not declare the member.
    Undeclared,
    /// The value is not one of an enumeration.
    Enum {
        /// The declared values.
        values: &'a [Value],
    },
    /// The value of a discriminator selects no variant.
    Variant {
        /// The values that select a variant.
        values: &'a [&'a str],
    },
    /// The value does not have its format.
    Format {
        /// The declared format; `int64` for an integer without one.
        format: &'a str,
    },
    /// The value exceeds a bound.
    Bound {
        /// `minimum`, `maxLength`, …
        keyword: &'static str,
        /// The declared bound.
        limit: &'a Value,
    },
}
