//! The rules: kinds of changes, and their effects.
//!
//! This table is the single source: the comparison takes its verdicts from here, and `RULES.md` is written from it.

mod generator;
mod request;
mod response;
mod whole;

use serde_json::Value;

use crate::report::{Bump, Finding, Place, Severity};

pub use generator::*;
pub use request::*;
pub use response::*;
pub use whole::*;

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The id, such as `D35`. Ids are never reused.
    pub id: &'static str,
    /// The name, such as `response-enum-added`.
    pub name: &'static str,
    /// The change.
    pub what: &'static str,
    /// The effect on the crates that are already released.
    pub wire: Severity,
    /// The effect on a user's program that is built with the next release.
    pub source: Severity,
    /// Whether the verdict for users' programs concerns the meaning of a program. Otherwise it concerns the public
    /// items, which then take precedence.
    pub by_meaning: bool,
    /// The version bump, if it does not follow from the severities.
    pub bump: Option<Bump>,
    /// The reason for the verdict.
    pub why: &'static str,
}

impl Rule {
    /// Returns the rule with another verdict, for verdicts that depend on the place.
    pub(crate) const fn judged(self, wire: Severity, source: Severity) -> Self {
        Self {
            wire,
            source,
            ..self
        }
    }

    /// Creates a finding of this rule.
    pub fn finding(&self, place: &Place, old: Option<Value>, new: Option<Value>) -> Finding {
        let severities = [self.wire, self.source];
        let finding = Finding::new(self.id, self.name, severities, place, old, new);
        match self.bump {
            Some(bump) => finding.with_bump(bump),
            None => finding,
        }
    }
}

/// The rules by subject, each group sorted by id.
pub fn groups() -> [(&'static str, Vec<&'static Rule>); 4] {
    [
        ("The document and its operations", whole::ALL),
        (
            "Requests: the released client sends, the new server reads",
            request::ALL,
        ),
        (
            "Responses: the new server sends, the released client reads",
            response::ALL,
        ),
        ("The generator", generator::ALL),
    ]
    .map(|(title, rules)| {
        let mut rules = rules.to_vec();
        rules.sort_by_key(|rule| rule.id);
        (title, rules)
    })
}

/// Returns all rules, sorted by id.
pub fn all() -> Vec<&'static Rule> {
    let groups = [whole::ALL, request::ALL, response::ALL, generator::ALL];
    let mut rules: Vec<&Rule> = groups.into_iter().flatten().copied().collect();
    rules.sort_by_key(|rule| rule.id);
    rules
}

/// Returns whether the rule with this id concerns the meaning of a program.
pub(crate) fn is_by_meaning(id: &str) -> bool {
    let groups = [whole::ALL, request::ALL, response::ALL, generator::ALL];
    let mut all = groups.into_iter().flatten();
    all.any(|rule| rule.id == id && rule.by_meaning)
}

/// Defines constants, and a list of them.
macro_rules! rules {
    ($($id:ident $name:literal $wire:ident $source:ident $(bump $bump:ident)? $(by $meaning:ident)?: $what:literal, $why:literal;)*) => {
        $(
            #[doc = $what]
            pub const $id: $crate::rules::Rule = $crate::rules::Rule {
                id: stringify!($id),
                name: $name,
                what: $what,
                wire: $crate::report::Severity::$wire,
                source: $crate::report::Severity::$source,
                by_meaning: $crate::rules::rules!(@by $($meaning)?),
                bump: $crate::rules::rules!(@bump $($bump)?),
                why: $why,
            };
        )*
        /// The rules of this file.
        pub(super) const ALL: &[&$crate::rules::Rule] = &[$(&$id),*];
    };
    (@by) => { false };
    (@by meaning) => { true };
    (@bump) => { None };
    (@bump $bump:ident) => { Some($crate::report::Bump::$bump) };
}

use rules;
