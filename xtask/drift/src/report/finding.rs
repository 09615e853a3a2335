//! One thing that was found.

use std::{cmp::Reverse, collections::BTreeMap, hash::Hasher};

use fnv::FnvHasher;
use serde::Serialize;
use serde_json::Value;

use super::{Bump, Place, Severity};

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// The id of the rule, such as `D35`.
    pub rule: &'static str,
    /// The name of the rule, such as `response-enum-added`.
    pub name: &'static str,
    /// What it does to the crates that are already released.
    pub wire: Severity,
    /// What it does to a user's program that is built with the next release.
    pub source: Severity,
    /// The operation that it belongs to, as `METHOD path`, unless it belongs to a schema or to the whole document.
    pub operation: Option<String>,
    /// The component schema that it belongs to, if it does.
    pub schema: Option<String>,
    /// The JSON pointer to it: in the new document, or in the old one if it is gone.
    pub pointer: String,
    /// What was there.
    pub old: Option<Value>,
    /// What is there.
    pub new: Option<Value>,
    /// The operations that it reaches, as `METHOD path`, sorted.
    pub used_by: Vec<String>,
    /// How often it was seen, where that is counted: in answers, not in documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<u64>,
    /// What tells this finding from all others, and stays the same from run to run and wherever else the document changes.
    pub fingerprint: String,
    /// Set when somebody has accepted it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Accepted>,
    #[serde(skip)]
    bump: Bump,
    /// The way to it by names.
    #[serde(skip)]
    way: String,
}

/// Why a finding counts no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Accepted {
    /// Why.
    pub reason: String,
    /// The last day on which it is accepted, as `YYYY-MM-DD`.
    pub until: String,
}

impl Finding {
    /// A finding at a place of the document. What it belongs to and reaches is set afterwards.
    pub fn new(
        rule: &'static str,
        name: &'static str,
        [wire, source]: [Severity; 2],
        place: &Place,
        old: Option<Value>,
        new: Option<Value>,
    ) -> Self {
        Self {
            fingerprint: fingerprint(rule, &place.name(), old.as_ref(), new.as_ref()),
            rule,
            name,
            wire,
            source,
            operation: None,
            schema: None,
            pointer: place.pointer(),
            old,
            new,
            used_by: Vec::new(),
            seen: None,
            accepted: None,
            way: place.name(),
            bump: match (source, wire) {
                (Severity::Break, _) => Bump::Major,
                (Severity::Risk | Severity::Minor, _) => Bump::Minor,
                (Severity::None, Severity::None) => Bump::None,
                // The crate has to learn something, though no program notices.
                (Severity::None, _) => Bump::Patch,
            },
        }
    }

    /// Sets another version bump than the one that follows from the severities.
    pub fn with_bump(mut self, bump: Bump) -> Self {
        self.bump = bump;
        self
    }

    /// The version bump that it makes due.
    pub fn bump(&self) -> Bump {
        self.bump
    }

    /// The worse of its two severities.
    pub fn worst(&self) -> Severity {
        self.wire.max(self.source)
    }

    /// Where it is within what it is filed under: `/properties/name`.
    pub(super) fn path(&self) -> &str {
        let way = self.way.as_str();
        match (&self.schema, &self.operation) {
            (Some(_), _) if way.starts_with("/components/schemas/") => after(3, way),
            (None, Some(_)) if way.starts_with("/paths/") => match after(2, way) {
                // Said of all operations of the path.
                path if path.starts_with("/parameters/") => path,
                _ => after(3, way),
            },
            _ => way,
        }
    }

    /// What it is filed under: its schema, its operation, or the document.
    pub(super) fn group(&self) -> String {
        match (&self.schema, &self.operation) {
            (Some(schema), _) => format!("schema {schema}"),
            (None, Some(operation)) => operation.clone(),
            (None, None) => "document".to_owned(),
        }
    }
}

/// What follows that many steps of a way.
fn after(steps: usize, way: &str) -> &str {
    let mut slashes = way.match_indices('/').skip(steps);
    slashes.next().map_or("", |(at, _)| &way[at..])
}

/// The hash is FNV-1a, which is written down: unlike that of the standard library, it is the same in every version.
fn fingerprint(rule: &str, place: &str, old: Option<&Value>, new: Option<&Value>) -> String {
    let mut hasher = FnvHasher::default();
    let text = |value: Option<&Value>| value.map_or_else(String::new, sorted);
    for part in [rule, place, &text(old), &text(new)] {
        hasher.write(part.as_bytes());
        // A byte that no text has, so that the parts cannot run into each other.
        hasher.write_u8(0xff);
    }
    format!("{:016x}", hasher.finish())
}

/// A value as JSON, with its members sorted by name: their order means nothing.
fn sorted(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members: BTreeMap<&String, String> =
                members.iter().map(|(k, v)| (k, sorted(v))).collect();
            format!("{members:?}")
        }
        Value::Array(items) => format!("{:?}", items.iter().map(sorted).collect::<Vec<_>>()),
        other => other.to_string(),
    }
}

/// Joins findings that are the same but for who uses the place and how bad it was there, and sorts them: worst first, then the
/// document, then operations, then schemas.
pub(super) fn merged(findings: Vec<Finding>) -> Vec<Finding> {
    let mut by_key: BTreeMap<_, Finding> = BTreeMap::new();
    for finding in findings {
        let key = (
            finding.schema.clone(),
            finding.operation.clone(),
            finding.pointer.clone(),
            finding.rule,
            finding.fingerprint.clone(),
        );
        match by_key.get_mut(&key) {
            Some(known) => {
                known.used_by.extend(finding.used_by);
                known.wire = known.wire.max(finding.wire);
                known.bump = known.bump.max(finding.bump);
                known.seen = match (known.seen, finding.seen) {
                    (None, None) => None,
                    (one, other) => Some(one.unwrap_or(0) + other.unwrap_or(0)),
                };
            }
            None => {
                by_key.insert(key, finding);
            }
        }
    }
    let mut findings: Vec<Finding> = by_key.into_values().collect();
    for finding in &mut findings {
        finding.used_by.sort();
        finding.used_by.dedup();
    }
    findings.sort_by_key(|f| Reverse((f.worst(), f.wire, f.source)));
    findings
}
