//! Converts violations in a body to findings.

use astro_api_drift::report::Severity;
use astro_api_openapi_model::validate::{Violation, ViolationKind, Visitor, type_name};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{Validator, redact, requirement::Requirement};
use crate::rules;

impl Visitor for Validator {
    fn violation(&mut self, violation: Violation<'_>) {
        let value = violation.value.unwrap_or(&Value::Null);
        let requirement = || Requirement::of(violation.member);
        let (rule, wire, old, new) = match &violation.kind {
            ViolationKind::Type { expected } => (
                rules::WRONG_TYPE,
                Severity::Break,
                Some(json!(expected)),
                Some(json!(type_name(value))),
            ),
            ViolationKind::Null { .. } => {
                (rules::NULL_NOT_ALLOWED, requirement().null(), None, None)
            }
            ViolationKind::Missing => (
                rules::REQUIRED_MEMBER_MISSING,
                requirement().missing(),
                Some(json!("required")),
                None,
            ),
            ViolationKind::Undeclared => {
                let name = redact::member(violation.path.name().unwrap_or_default());
                (
                    rules::UNKNOWN_MEMBER,
                    Severity::None,
                    None,
                    Some(json!(name)),
                )
            }
            ViolationKind::Enum { .. } => {
                let shown = json!(redact::enum_value(value));
                (rules::UNKNOWN_ENUM_VALUE, Severity::None, None, Some(shown))
            }
            ViolationKind::Variant { .. } => {
                let shown = json!(redact::enum_value(value));
                // The client has no variant for unknown discriminators.
                (
                    rules::UNKNOWN_ENUM_VALUE,
                    Severity::Break,
                    None,
                    Some(shown),
                )
            }
            ViolationKind::Format { format } => {
                // The client also accepts other texts that chrono parses.
                let is_read = value
                    .as_str()
                    .is_some_and(|text| text.parse::<DateTime<Utc>>().is_ok());
                let wire = if is_read {
                    Severity::None
                } else {
                    Severity::Break
                };
                (rules::WRONG_FORMAT, wire, Some(json!(format)), None)
            }
            ViolationKind::Bound { limit, .. } => {
                let limit = (*limit).clone();
                // The client reads the value anyway; a program that relies on the bound may fail.
                (rules::OUT_OF_BOUNDS, Severity::Risk, Some(limit), None)
            }
        };
        self.find(rule, wire, violation.location, old, new);
    }

    fn unchecked(&mut self, keyword: &str, value: &Value) {
        self.unchecked.insert(match value.as_str() {
            Some(format) if keyword == "format" => format!("`format: {format}`"),
            _ => format!("`{keyword}`"),
        });
    }

    fn has_format(&self, format: &str, text: &str) -> Option<bool> {
        (format == "date-time").then(|| DateTime::parse_from_rfc3339(text).is_ok())
    }
}
