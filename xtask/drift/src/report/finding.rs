//! A finding: one difference, its rule and its location.

use std::{cmp::Reverse, collections::BTreeMap, hash::Hasher};

use astro_api_openapi_model::Location;
use fnv::FnvHasher;
use serde::Serialize;
use serde_json::Value;

use super::severity::{Bump, Severity};

/// One difference between two documents, or between a document and a response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// The id of the rule, such as `D35`.
    pub rule: &'static str,
    /// The name of the rule, such as `response-enum-added`.
    pub name: &'static str,
    /// The effect on the crates that are already released.
    pub wire: Severity,
    /// The effect on a user's program that is built with the next release.
    pub source: Severity,
    /// The operation that it is in, as `METHOD path`, unless it is in a schema or concerns the whole document.
    pub operation: Option<String>,
    /// The component schema that it is in.
    pub schema: Option<String>,
    /// The JSON pointer to it: in the new document, or in the old one if it is removed.
    pub pointer: String,
    /// The old value.
    pub old: Option<Value>,
    /// The new value.
    pub new: Option<Value>,
    /// The operations that use it, as `METHOD path`, sorted.
    pub used_by: Vec<String>,
    /// How often it was seen in responses. Differences between documents are not counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<u64>,
    /// Identifies the finding. Stays the same from run to run, and when the document changes elsewhere.
    pub fingerprint: String,
    /// Set if an exception accepts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Accepted>,
    #[serde(skip)]
    bump: Bump,
    /// The path to it by names.
    #[serde(skip)]
    name_path: String,
}

/// Why a finding does not fail the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Accepted {
    /// The reason.
    pub reason: String,
    /// The last day on which it is accepted, as `YYYY-MM-DD`.
    pub until: String,
}

impl Finding {
    /// Creates a finding at a location of the document. The caller sets its operation, its schema and the operations that use it.
    pub fn new(
        rule: &'static str,
        name: &'static str,
        [wire, source]: [Severity; 2],
        location: &Location,
        old: Option<Value>,
        new: Option<Value>,
    ) -> Self {
        Self {
            fingerprint: fingerprint(rule, &location.name(), old.as_ref(), new.as_ref()),
            rule,
            name,
            wire,
            source,
            operation: None,
            schema: None,
            pointer: location.pointer(),
            old,
            new,
            used_by: Vec::new(),
            seen: None,
            accepted: None,
            name_path: location.name(),
            bump: bump(source, wire),
        }
    }

    /// Sets a version bump other than the one that follows from the severities.
    pub fn with_bump(mut self, bump: Bump) -> Self {
        self.bump = bump;
        self
    }

    /// Corrects the effect on users' programs, and the version bump that follows from that.
    pub fn set_source(&mut self, source: Severity) {
        if self.source != source {
            self.source = source;
            self.bump = bump(source, self.wire);
        }
    }

    /// The version bump that is due.
    pub fn bump(&self) -> Bump {
        self.bump
    }

    /// The worse of its two severities.
    pub fn worst(&self) -> Severity {
        self.wire.max(self.source)
    }

    /// The path within its schema or operation: `/properties/name`.
    pub(super) fn path(&self) -> &str {
        let name_path = self.name_path.as_str();
        match (&self.schema, &self.operation) {
            (Some(_), _) if name_path.starts_with("/components/schemas/") => after(3, name_path),
            (None, Some(_)) if name_path.starts_with("/paths/") => match after(2, name_path) {
                // A parameter of all operations of the path.
                path if path.starts_with("/parameters/") => path,
                _ => after(3, name_path),
            },
            _ => name_path,
        }
    }

    /// Its schema, its operation, or the document.
    pub(super) fn group(&self) -> String {
        match (&self.schema, &self.operation) {
            (Some(schema), _) => format!("schema {schema}"),
            (None, Some(operation)) => operation.clone(),
            (None, None) => "document".to_owned(),
        }
    }
}

fn bump(source: Severity, wire: Severity) -> Bump {
    match (source, wire) {
        (Severity::Break, _) => Bump::Major,
        (Severity::Risk | Severity::Minor, _) => Bump::Minor,
        (Severity::None, Severity::None) => Bump::None,
        // The crate needs an update, though no program is affected.
        (Severity::None, _) => Bump::Patch,
    }
}

/// Removes that many leading steps from a path.
fn after(steps: usize, name_path: &str) -> &str {
    let mut slashes = name_path.match_indices('/').skip(steps);
    slashes.next().map_or("", |(at, _)| &name_path[at..])
}

/// Hashes with FNV-1a: unlike the hash of the standard library, it is the same in every version.
fn fingerprint(rule: &str, location: &str, old: Option<&Value>, new: Option<&Value>) -> String {
    let mut hasher = FnvHasher::default();
    let text = |value: Option<&Value>| value.map_or_else(String::new, sorted);
    for part in [rule, location, &text(old), &text(new)] {
        hasher.write(part.as_bytes());
        // UTF-8 has no such byte, so the parts stay separate.
        hasher.write_u8(0xff);
    }
    format!("{:016x}", hasher.finish())
}

/// The value as text, with its members sorted by name.
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

/// Joins findings that differ only in the operations that use the location and in severity, and sorts them: worst first, then
/// the document, then operations, then schemas.
pub(super) fn merge(findings: Vec<Finding>) -> Vec<Finding> {
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
