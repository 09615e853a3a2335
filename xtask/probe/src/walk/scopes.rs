//! Where ids lead: each path is below a parameter, and the ids of that parameter come from the list above it.
//!
//! The ids for `{deploymentId}` in `/organizations/{organizationId}/deployments/{deploymentId}/…` are those of the items
//! of `GET /organizations/{organizationId}/deployments`, each together with the ids that led there.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::document::Document;

/// The parameter that [`Options::organization`](super::Options::organization) is for.
const ORGANIZATION: &str = "/{organizationId}";

/// The ids that fill a path, in the order of its parameters.
pub(super) type Ids = Vec<(String, String)>;

/// The ids that are known, by the path that ends with their parameter.
pub(super) struct Scopes {
    known: BTreeMap<String, Vec<Ids>>,
    /// Those that are given, to which nothing is added.
    given: BTreeSet<String>,
    depth: usize,
}

impl Scopes {
    /// What is known before anything was read.
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
            // Only where no other parameter comes before it.
            if path.ends_with(ORGANIZATION) && path.matches('{').count() == 1 {
                let name = ORGANIZATION.trim_matches(|c| "/{}".contains(c));
                let ids = vec![(name.to_owned(), id.to_owned())];
                scopes.known.insert(path.to_owned(), vec![ids]);
                scopes.given.insert(path.to_owned());
            }
        }
        scopes
    }

    /// The ids that fill a path.
    pub(super) fn filling(&self, path: &str) -> Vec<Ids> {
        self.known.get(scope_of(path)).cloned().unwrap_or_default()
    }

    /// Takes the ids out of an answer, for the paths below the one that it answers; no more than are to be followed.
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

/// A path up to its last parameter.
fn scope_of(path: &str) -> &str {
    path.rfind('}').map_or("", |end| &path[..=end])
}

/// The lists of an answer: itself, or its members.
pub(super) fn lists(answer: &Value) -> Vec<&Vec<Value>> {
    match answer {
        Value::Array(rows) => vec![rows],
        Value::Object(members) => members.values().filter_map(Value::as_array).collect(),
        _ => Vec::new(),
    }
}
