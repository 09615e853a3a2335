//! Collects the ids that fill the path parameters; the ids of a parameter come from the list above it.
//!
//! The ids for `{deploymentId}` in `/organizations/{organizationId}/deployments/{deploymentId}/…` are those of the
//! items of `GET /organizations/{organizationId}/deployments`, each together with the ids in the path of that request.

use std::collections::{BTreeMap, BTreeSet};

use astro_api_openapi_model::Document;
use serde_json::Value;

/// The parameter that [`Options::organization`](super::Options::organization) sets.
const ORGANIZATION: &str = "/{organizationId}";

/// The ids that fill a path, in the order of its parameters.
pub(super) type Ids = Vec<(String, String)>;

/// The known ids, by the path that ends with their parameter.
pub(super) struct KnownIds {
    known: BTreeMap<String, Vec<Ids>>,
    /// Paths whose ids are given; none are added.
    given: BTreeSet<String>,
    depth: usize,
}

impl KnownIds {
    /// Returns the ids that are known before any request.
    pub(super) fn new(document: Document<'_>, depth: usize, organization: Option<&str>) -> Self {
        let mut ids = Self {
            known: BTreeMap::from([(String::new(), vec![Ids::new()])]),
            given: BTreeSet::new(),
            depth,
        };
        let Some(id) = organization else {
            return ids;
        };
        for path in document.path_items().map(|(path, _)| scope_of(path)) {
            // Only if no other parameter precedes it.
            if path.ends_with(ORGANIZATION) && path.matches('{').count() == 1 {
                let name = ORGANIZATION.trim_matches(|c| "/{}".contains(c));
                let filled = vec![(name.to_owned(), id.to_owned())];
                ids.known.insert(path.to_owned(), vec![filled]);
                ids.given.insert(path.to_owned());
            }
        }
        ids
    }

    /// Returns the ids that fill a path.
    pub(super) fn of(&self, path: &str) -> Vec<Ids> {
        self.known.get(scope_of(path)).cloned().unwrap_or_default()
    }

    /// Collects the ids of a response, for the paths below its own; at most as many as are to be followed.
    pub(super) fn collect(
        &mut self,
        document: Document<'_>,
        path: &str,
        ids: &Ids,
        response: &Value,
    ) {
        let below = format!("{path}/{{");
        let paths = document.path_items().map(|(path, _)| path);
        let children = paths.filter(|path| path.starts_with(&below));
        let children: BTreeSet<&str> = children
            .map(|child| {
                let end = child[below.len()..].find('/');
                end.map_or(child, |end| &child[..below.len() + end])
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
            for row in lists(response).into_iter().flatten() {
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
pub(super) fn lists(response: &Value) -> Vec<&Vec<Value>> {
    match response {
        Value::Array(rows) => vec![rows],
        Value::Object(members) => members.values().filter_map(Value::as_array).collect(),
        _ => Vec::new(),
    }
}
