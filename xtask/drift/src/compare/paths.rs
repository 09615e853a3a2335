//! Compares the paths, and matches the operations of both documents.

use astro_api_openapi_model::{METHODS, Operation};
use serde_json::Value;

use super::{
    comparison::{Comparison, Owner},
    pair::{LocationPair, Pair, ValuePair},
};
use crate::rules;

/// Returns whether two operations have the same method and path, except for parameter names.
pub(super) fn is_same_path(one: &Operation<'_>, other: &Operation<'_>) -> bool {
    one.method == other.method && template(one.path) == template(other.path)
}

impl<'a> Comparison<'a> {
    pub(super) fn compare_paths(&mut self, at: &LocationPair, values: ValuePair<'a>) {
        self.compare_members(at, values, |this, path, at, values| {
            if path.starts_with('/') {
                this.compare_path_item(at, values);
            } else {
                this.unclassified(path, at, values);
            }
        });
        let all = self.docs.map(|document| document.operations().collect());
        for (old, new) in match_operations(&all) {
            match (old, new) {
                (Some(old), Some(new)) => self.compare_operation(&old, &new),
                (Some(old), None) => self.report_unmatched(&old, true),
                (None, Some(new)) => self.report_unmatched(&new, false),
                (None, None) => {}
            }
        }
    }

    /// Compares the members of a path item other than operations and their parameters.
    fn compare_path_item(&mut self, at: &LocationPair, values: ValuePair<'a>) {
        let values = values.resolved(self.docs);
        let has_operations = |v: &Value| {
            METHODS
                .iter()
                .any(|m| v.get(m).is_some_and(Value::is_object))
        };
        let is_unmatched = values.any(Option::is_none);
        if is_unmatched && values.old.or(values.new).is_some_and(has_operations) {
            // Its operations are reported one by one.
            return;
        }
        if is_unmatched {
            self.report(&rules::N01, at, values);
            return;
        }
        let has_any = values.any(|v| v.is_some_and(has_operations));
        self.compare_members(at, values, |this, key, at, values| match key {
            "parameters" if has_any => {}
            "summary" | "description" => this.compare_value(&rules::S06, at, values),
            "servers" => this.compare_value(&rules::S01, at, values),
            method if METHODS.contains(&method) => {
                let is_invalid = |v: Option<&Value>| v.is_some_and(|v| !v.is_object());
                if values.any(|v| is_invalid(*v)) {
                    this.compare_value(&rules::N01, at, values);
                }
            }
            _ => this.unclassified(key, at, values),
        });
    }

    fn report_unmatched(&mut self, operation: &Operation<'a>, is_removed: bool) {
        let at = Pair::same(&operation.node.location);
        // Show only the name, since the whole operation would be too long.
        let id = operation
            .node
            .value
            .get("operationId")
            .unwrap_or(&Value::Null);
        self.owner = Owner::Operation(operation.title());
        if is_removed {
            self.report(&rules::D01, &at, ValuePair::only_old(id));
        } else {
            self.report(&rules::D02, &at, ValuePair::only_new(id));
        }
        self.owner = Owner::Document;
    }
}

type Match<'a> = (Option<Operation<'a>>, Option<Operation<'a>>);

/// Matches operations: first by method and path, then by the path without parameter names, then by the `operationId`.
fn match_operations<'a>(all: &Pair<Vec<Operation<'a>>>) -> Vec<Match<'a>> {
    let mut left: Vec<&Operation<'a>> = all.new.iter().collect();
    let mut take = |is_it: &dyn Fn(&Operation<'a>) -> bool| {
        let index = left.iter().position(|o| is_it(o))?;
        Some(left.remove(index).clone())
    };
    let mut matches: Vec<Match<'a>> = Vec::new();
    for old in &all.old {
        let same = take(&|new| new.method == old.method && new.path == old.path);
        matches.push((Some(old.clone()), same));
    }
    for (old, new) in &mut matches {
        if let (Some(old), None) = (&old, &new) {
            *new = take(&|new| is_same_path(old, new));
        }
    }
    // The same name with a different path: the operation moved.
    for (old, new) in &mut matches {
        if let (Some(old), None) = (&old, &new) {
            *new = take(&|new| old.id().is_some() && new.id() == old.id());
        }
    }
    matches.extend(left.into_iter().map(|new| (None, Some(new.clone()))));
    matches
}

/// Returns the path with the same placeholder for each parameter.
fn template(path: &str) -> String {
    let mut parts = path.split('{');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("{}");
        out.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    out
}

/// Returns the parameter names of a path, in order.
pub(super) fn placeholders(path: &str) -> Vec<&str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .collect()
}
