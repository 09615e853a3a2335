//! The violations in a JSON value of a schema of the document, and the members that it omits.

use astro_api_openapi_model::{
    Schema,
    validate::{Direction, ValuePath, Violation, ViolationKind, Visitor, validate},
};
use serde_json::{Map, Value};

/// The expected members of a body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Extent {
    /// The required ones only.
    RequiredOnly,
    /// All.
    All,
    /// Any that are valid.
    Valid,
}

/// Returns the violations in a value.
pub(crate) fn violations(
    schema: &Schema<'_>,
    name: &str,
    value: &Value,
    extent: Extent,
) -> Vec<String> {
    let mut recorder = Recorder {
        extent,
        violations: Vec::new(),
    };
    let path = ValuePath::root(name);
    validate(schema, value, Direction::Request, &path, &mut recorder);
    recorder.violations
}

struct Recorder {
    extent: Extent,
    violations: Vec<String>,
}

impl Recorder {
    fn record(&mut self, path: &ValuePath<'_>, what: &str) {
        self.violations.push(format!("{path}: {what}"));
    }
}

impl Visitor for Recorder {
    fn violation(&mut self, violation: Violation<'_>) {
        let value = violation.value.unwrap_or(&Value::Null);
        let what = match violation.kind {
            ViolationKind::Missing => "is missing".to_owned(),
            ViolationKind::Undeclared => "is not declared".to_owned(),
            ViolationKind::Type { expected } => format!("{value} is not of type {expected}"),
            ViolationKind::Null { .. } => "null is not allowed".to_owned(),
            ViolationKind::Enum { .. } => format!("{value} is not a declared value"),
            ViolationKind::Variant { .. } => format!("{value} selects no variant"),
            ViolationKind::Format { format } => format!("{value} is not of format {format}"),
            ViolationKind::Bound { keyword, limit } => {
                format!("{value} violates {keyword} {limit}")
            }
        };
        self.record(violation.path, &what);
    }

    fn unchecked(&mut self, keyword: &str, value: &Value) {
        self.violations
            .push(format!("{keyword} {value} is not checked"));
    }

    /// Checks the extent. A discriminator is sent even if its variant does not require it.
    fn object(&mut self, schema: &Schema<'_>, object: &Map<String, Value>, path: &ValuePath<'_>) {
        for name in schema.property_names() {
            let path = path.member(name);
            let is_discriminator = schema.discriminator() == Some(name);
            match object.get(name) {
                None if schema.requires(name) => {}
                None if is_discriminator || self.extent == Extent::All => {
                    self.record(&path, "is missing");
                }
                Some(_)
                    if self.extent == Extent::RequiredOnly
                        && !schema.requires(name)
                        && !is_discriminator =>
                {
                    self.record(&path, "is not required");
                }
                Some(Value::Array(items)) if self.extent == Extent::All && items.is_empty() => {
                    self.record(&path, "an empty list shows nothing of its items");
                }
                _ => {}
            }
        }
    }

    fn has_format(&self, format: &str, text: &str) -> Option<bool> {
        let is_time = || chrono::DateTime::parse_from_rfc3339(text).is_ok();
        (format == "date-time").then(is_time)
    }
}
