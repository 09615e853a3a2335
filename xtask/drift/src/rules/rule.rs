//! One rule, and the macro that defines a list of them.

use astro_api_openapi_model::Location;
use serde_json::Value;

use crate::report::{Bump, Finding, Severity};

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The id, such as `D35`. Ids are never reused.
    pub id: &'static str,
    /// The name, such as `response-enum-added`.
    pub name: &'static str,
    /// The change.
    pub change: &'static str,
    /// The effect on the crates that are already released.
    pub wire: Severity,
    /// The effect on a user's program that is built with the next release.
    pub source: Severity,
    /// Whether the verdict for users' programs concerns the behavior of a program. Otherwise it concerns the public
    /// items, which then take precedence.
    pub is_behavioral: bool,
    /// The version bump, if it does not follow from the severities.
    pub bump: Option<Bump>,
    /// The reason for the verdict.
    pub reason: &'static str,
}

impl Rule {
    /// Returns the rule with another verdict, for verdicts that depend on the location.
    pub(crate) const fn with_severities(self, wire: Severity, source: Severity) -> Self {
        Self {
            wire,
            source,
            ..self
        }
    }

    /// Creates a finding of this rule.
    pub fn finding(&self, location: &Location, old: Option<Value>, new: Option<Value>) -> Finding {
        let severities = [self.wire, self.source];
        let finding = Finding::new(self.id, self.name, severities, location, old, new);
        match self.bump {
            Some(bump) => finding.with_bump(bump),
            None => finding,
        }
    }
}

/// Defines constants, and a list of them.
macro_rules! rules {
    ($($id:ident $name:literal $wire:ident $source:ident $(bump $bump:ident)? $(by $behavior:ident)?: $change:literal, $reason:literal;)*) => {
        $(
            #[doc = $change]
            pub const $id: $crate::rules::rule::Rule = $crate::rules::rule::Rule {
                id: stringify!($id),
                name: $name,
                change: $change,
                wire: $crate::report::Severity::$wire,
                source: $crate::report::Severity::$source,
                is_behavioral: $crate::rules::rule::rules!(@by $($behavior)?),
                bump: $crate::rules::rule::rules!(@bump $($bump)?),
                reason: $reason,
            };
        )*
        /// The rules of this file.
        pub(super) const ALL: &[&$crate::rules::rule::Rule] = &[$(&$id),*];
    };
    (@by) => { false };
    (@by behavior) => { true };
    (@bump) => { None };
    (@bump $bump:ident) => { Some($crate::report::Bump::$bump) };
}

pub(super) use rules;
