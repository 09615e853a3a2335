//! Compares two documents, member by member.
//!
//! Each member of either document is passed to one of the functions below. A member without a rule is reported as
//! unclassified, so that none is missed.

mod content;
mod document;
mod enumeration;
mod flat;
mod limits;
mod object;
mod operation;
mod pages;
mod parameters;
mod paths;
mod presence;
mod requests;
mod responses;
mod same;
mod schema;
mod types;
mod union;
mod used;
mod uses;
mod view;

use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
};

use serde_json::{Map, Value};

use crate::{
    report::{Finding, Place},
    rules::{self, Rule},
};

use same::same;
use schema::{Direction, Null};
use view::View;

/// Compares two OpenAPI documents.
///
/// Ignores the order of members and of lists that are sets, and whether a schema is inline or behind a `$ref`.
pub fn compare(old: &Value, new: &Value) -> Vec<Finding> {
    let flat = Two {
        old: OnceCell::new(),
        new: OnceCell::new(),
    };
    let used = Two {
        old: OnceCell::new(),
        new: OnceCell::new(),
    };
    let mut comparison = Comparison {
        docs: Two { old, new },
        flat: flat.map_ref(|f| f),
        used: used.map_ref(|u| u),
        found: Vec::new(),
        pairs: Vec::new(),
        by_key: BTreeMap::new(),
        owner: Owner::Document,
        roots: BTreeMap::new(),
        inner: BTreeMap::new(),
    };
    comparison.document();
    comparison.pairs();
    comparison.unused_components();
    comparison.finish()
}

/// The same thing in both documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Two<T> {
    old: T,
    new: T,
}

impl<T> Two<T> {
    fn map<U>(self, f: impl Fn(T) -> U) -> Two<U> {
        Two {
            old: f(self.old),
            new: f(self.new),
        }
    }
}

/// A location in both documents.
type At = Two<Place>;

impl At {
    fn child(&self, step: &str) -> Self {
        Self {
            old: self.old.child(step),
            new: self.new.child(step),
        }
    }
}

/// A value in both documents; it may be missing in one.
type Values<'a> = Two<Option<&'a Value>>;

/// The owner of findings.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Document,
    Operation(String),
    /// A pair of schemas, by its position in the list.
    Pair(usize),
}

/// Two schemas, at least one of which is a component, so that several places can refer to them.
#[derive(Debug)]
struct Pair<'a> {
    schema: String,
    views: Two<View<'a>>,
    direction: Direction,
    null: Null,
}

struct Comparison<'a> {
    docs: Two<&'a Value>,
    /// Created for the first sum that needs it: few documents have one.
    flat: Two<&'a OnceCell<flat::Flat>>,
    /// Created when a property changes.
    used: Two<&'a OnceCell<uses::Uses>>,
    found: Vec<(Owner, Finding)>,
    pairs: Vec<Pair<'a>>,
    /// The index of each pair, by the pointers to both schemas and the direction.
    by_key: BTreeMap<(String, String, Direction), usize>,
    /// The current owner of findings.
    owner: Owner,
    /// The pairs that an operation refers to directly.
    roots: BTreeMap<String, BTreeSet<usize>>,
    /// The pairs that a pair refers to directly.
    inner: BTreeMap<usize, BTreeSet<usize>>,
}

impl<'a> Comparison<'a> {
    /// Adds a finding.
    fn report(&mut self, rule: &Rule, at: &At, values: Values<'_>) {
        let is_gone = values.old.is_some() && values.new.is_none();
        let place = if is_gone { &at.old } else { &at.new };
        let finding = rule.finding(place, values.old.cloned(), values.new.cloned());
        self.found.push((self.owner.clone(), finding));
    }

    /// Adds a finding if the values differ.
    fn leaf(&mut self, rule: &Rule, at: &At, values: Values<'_>) {
        if !same(values) {
            self.report(rule, at, values);
        }
    }

    /// Reports a member without a rule as unclassified if it differs. Vendor extensions have no effect here: those that
    /// the generator reads have rules of their own.
    fn unclassified(&mut self, key: &str, at: &At, values: Values<'_>) {
        let rule = if is_extension(key) {
            &rules::N02
        } else {
            &rules::N01
        };
        self.leaf(rule, at, values);
    }

    /// Like [`leaf`](Self::leaf), but a missing value is equal to `default`.
    fn leaf_or(&mut self, rule: &Rule, at: &At, values: Values<'_>, default: Value) {
        let filled = values.map(|v| Some(v.unwrap_or(&default)));
        if !same(filled) {
            self.report(rule, at, values);
        }
    }

    /// Calls `each` with every member of either object. Anything else than two objects is unclassified.
    fn members(
        &mut self,
        at: &At,
        values: Values<'a>,
        mut each: impl FnMut(&mut Self, &'a str, &At, Values<'a>),
    ) {
        match values.map(|v| v.map_or(Some(None), |v| v.as_object().map(Some))) {
            Two {
                old: Some(old),
                new: Some(new),
            } => {
                for key in keys(Two { old, new }) {
                    let values = Two { old, new }.map(|m| m.and_then(|m| m.get(key)));
                    each(self, key, &at.child(key), values);
                }
            }
            _ => self.leaf(&rules::N01, at, values),
        }
    }

    /// Compares each pair once. Pairs may add further ones.
    fn pairs(&mut self) {
        let mut next = 0;
        while let Some(pair) = self.pairs.get(next) {
            let (direction, null, views) = (pair.direction, pair.null, pair.views.clone());
            self.owner = Owner::Pair(next);
            self.bodies(direction, null, &views);
            next += 1;
        }
        self.owner = Owner::Document;
    }

    /// Sets the owner of each finding, and the operations that use it.
    fn finish(self) -> Vec<Finding> {
        let mut users: BTreeMap<usize, BTreeSet<&String>> = BTreeMap::new();
        for (operation, roots) in &self.roots {
            let mut open: Vec<usize> = roots.iter().copied().collect();
            while let Some(pair) = open.pop() {
                if users.entry(pair).or_default().insert(operation) {
                    open.extend(self.inner.get(&pair).into_iter().flatten());
                }
            }
        }
        let finished = self.found.into_iter().map(|(owner, mut finding)| {
            match owner {
                Owner::Document => {}
                Owner::Operation(operation) => {
                    finding.used_by = vec![operation.clone()];
                    finding.operation = Some(operation);
                }
                Owner::Pair(pair) => {
                    finding.schema = self.pairs.get(pair).map(|p| p.schema.clone());
                    let users = users.get(&pair).into_iter().flatten();
                    finding.used_by = users.map(|u| (*u).clone()).collect();
                }
            }
            finding
        });
        finished.collect()
    }
}

/// Returns whether a member is a vendor extension.
fn is_extension(key: &str) -> bool {
    key.starts_with("x-")
}

/// Returns the keys of either object, each once.
fn keys(objects: Two<Option<&Map<String, Value>>>) -> Vec<&str> {
    let all = objects.new.into_iter().chain(objects.old);
    let mut keys: Vec<&str> = all.flat_map(Map::keys).map(String::as_str).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// A value of one document only.
fn only_new(value: &Value) -> Values<'_> {
    Two {
        old: None,
        new: Some(value),
    }
}

/// A value of one document only.
fn only_old(value: &Value) -> Values<'_> {
    Two {
        old: Some(value),
        new: None,
    }
}

/// A value of both documents.
fn both<'a>(old: &'a Value, new: &'a Value) -> Values<'a> {
    Two {
        old: Some(old),
        new: Some(new),
    }
}
