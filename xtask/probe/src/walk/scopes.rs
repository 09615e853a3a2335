//! Tracks the ids that fill the path parameters; the ids of a parameter come from the list above it.
//!
//! The ids for `{deploymentId}` in `/organizations/{organizationId}/deployments/{deploymentId}/…` are those of the
//! items of `GET /organizations/{organizationId}/deployments`, each together with the ids in the path of that request.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::document::Document;

/// The parameter that [`Options::organization`](super::Options::organization) sets.
const ORGANIZATION: &str = "/{organizationId}";

/// The ids that fill a path, in the order of its parameters.
pub(super) type Ids = Vec<(String, String)>;

/// The known ids, by the path that ends with their parameter.
pub(super) struct Scopes {
    known: BTreeMap<String, Vec<Ids>>,
    /// Paths whose ids are given; none are added.
    given: BTreeSet<String>,
    depth: usize,
}

impl Scopes {
    /// Returns the ids that are known before any request.
    pub(super) fn new(document: &Document, depth: usize, organization: Option<&str>) -> Self {
        let mut scopes = Self {
            known: BTreeMap::from([(String::new(), vec![Ids::new()])]),
            given: BTreeSet::new(),
            depth,
        };
        let Some(id) = organization else {
            return scopes;
        };
        for path in document.paths().map(|path| scope_of(path)) {
            // Only if no other parameter precedes it.
            if path.ends_with(ORGANIZATION) && path.matches('{').count() == 1 {
                let name = ORGANIZATION.trim_matches(|c| "/{}".contains(c));
                let ids = vec![(name.to_owned(), id.to_owned())];
                scopes.known.insert(path.to_owned(), vec![ids]);
                scopes.given.insert(path.to_owned());
            }
        }
        scopes
    }

    /// Returns the ids that fill a path.
    pub(super) fn filling(&self, path: &str) -> Vec<Ids> {
        self.known.get(scope_of(path)).cloned().unwrap_or_default()
    }

    /// Collects the ids of a response, for the paths below its own; at most as many as are to be followed.
    pub(super) fn learn(&mut self, document: &Document, path: &str, ids: &Ids, answer: &Value) {
        let below = format!("{path}/{{");
        let children = document.paths().filter(|p| p.starts_with(&below));
        let children: BTreeSet<&str> = children
            .map(|child| {
                let end = child[below.len()..].find('/');
                end.map_or(child.as_str(), |end| &child[..below.len() + end])
            })
            .collect();
        for child in children {
            let Some(name) = child[below.len()..].strip_suffix('}') else {
                continue;
            };
            if self.given.contains(child) {
                continue;
            }
            let known = self.known.entry(child.to_owned()).or_default();
            for row in lists(answer).into_iter().flatten() {
                let siblings = known.iter().filter(|other| other.starts_with(ids)).count();
                let Some(id) = row.get("id").and_then(Value::as_str) else {
                    continue;
                };
                let mut filled = ids.clone();
                filled.push((name.to_owned(), id.to_owned()));
                if siblings < self.depth && !known.contains(&filled) {
                    known.push(filled);
                }
            }
        }
    }
}

/// Returns a path up to its last parameter.
fn scope_of(path: &str) -> &str {
    path.rfind('}').map_or("", |end| &path[..=end])
}

/// Returns the lists of a response: itself, or its members.
pub(super) fn lists(answer: &Value) -> Vec<&Vec<Value>> {
    match answer {
        Value::Array(rows) => vec![rows],
        Value::Object(members) => members.values().filter_map(Value::as_array).collect(),
        _ => Vec::new(),
    }
}
