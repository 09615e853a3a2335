//! The rules: kinds of changes, and their effects.
//!
//! This table is the single source: the comparison takes its verdicts from here, and `RULES.md` is written from it.

mod document;
mod generator;
mod request;
mod response;
mod rule;

pub use document::*;
pub use generator::*;
pub use request::*;
pub use response::*;
pub use rule::Rule;

/// The rules by subject, each group sorted by id.
pub fn groups() -> [(&'static str, Vec<&'static Rule>); 4] {
    [
        ("The document and its operations", document::ALL),
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
    let groups = [document::ALL, request::ALL, response::ALL, generator::ALL];
    let mut rules: Vec<&Rule> = groups.into_iter().flatten().copied().collect();
    rules.sort_by_key(|rule| rule.id);
    rules
}

/// Returns whether the rule with this id concerns the behavior of a program.
pub(crate) fn is_behavioral(id: &str) -> bool {
    let groups = [document::ALL, request::ALL, response::ALL, generator::ALL];
    let mut all = groups.into_iter().flatten();
    all.any(|rule| rule.id == id && rule.is_behavioral)
}
