//! The rules: what can change, and what that does.
//!
//! This table is the one source: the comparison takes its verdicts from here, and `RULES.md` is written from it.

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
    /// The id, such as `D35`. An id is never used again for something else.
    pub id: &'static str,
    /// The name, such as `response-enum-added`.
    pub name: &'static str,
    /// What changes.
    pub what: &'static str,
    /// What it does to the crates that are already released.
    pub wire: Severity,
    /// What it does to a user's program that is built with the next release.
    pub source: Severity,
    /// The version bump, where it is another than the severities ask for.
    pub bump: Option<Bump>,
    /// Why the verdict is this one.
    pub why: &'static str,
    /// The rules of oasdiff that it answers to; `*` stands for any text.
    pub oasdiff: &'static [&'static str],
}

impl Rule {
    /// A finding of this rule.
    pub fn finding(&self, place: &Place, old: Option<Value>, new: Option<Value>) -> Finding {
        let severities = [self.wire, self.source];
        let finding = Finding::new(self.id, self.name, severities, place, old, new);
        match self.bump {
            Some(bump) => finding.with_bump(bump),
            None => finding,
        }
    }
}

/// All rules, in the order of their ids.
pub fn all() -> Vec<&'static Rule> {
    let groups = [whole::ALL, request::ALL, response::ALL, generator::ALL];
    let mut rules: Vec<&Rule> = groups.into_iter().flatten().copied().collect();
    rules.sort_by_key(|rule| rule.id);
    rules
}

/// Writes constants, and the list of them.
macro_rules! rules {
    ($($id:ident $name:literal $wire:ident $source:ident $(bump $bump:ident)?: $what:literal, $why:literal, [$($oasdiff:literal),* $(,)?];)*) => {
        $(
            #[doc = $what]
            pub const $id: $crate::rules::Rule = $crate::rules::Rule {
                id: stringify!($id),
                name: $name,
                what: $what,
                wire: $crate::report::Severity::$wire,
                source: $crate::report::Severity::$source,
                bump: $crate::rules::rules!(@bump $($bump)?),
                why: $why,
                oasdiff: &[$($oasdiff),*],
            };
        )*
        /// The rules of this file.
        pub(super) const ALL: &[&$crate::rules::Rule] = &[$(&$id),*];
    };
    (@bump) => { None };
    (@bump $bump:ident) => { Some($crate::report::Bump::$bump) };
}

use rules;
