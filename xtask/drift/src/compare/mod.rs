//! Two documents, member by member.
//!
//! Every member of either document is met by one of the functions below, and whichever of them meets a member that it
//! has no rule for reports it as unclassified. So nothing can be passed over by forgetting it.

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

/// Holds two OpenAPI documents against each other.
///
/// The order of members and of lists that are sets, and whether something is written in place or behind a `$ref`, are no
/// differences.
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

/// Where something is in both documents.
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

/// What findings belong to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Document,
    Operation(String),
    /// A pair of schemas, by its position in the list.
    Pair(usize),
}

/// Two schemas, of which at least one is a component, so that many places can lead to them.
#[derive(Debug)]
struct Pair<'a> {
    schema: String,
    views: Two<View<'a>>,
    direction: Direction,
    null: Null,
}

struct Comparison<'a> {
    docs: Two<&'a Value>,
    /// Made when a sum is met that needs it: few documents have one.
    flat: Two<&'a OnceCell<flat::Flat>>,
    /// Made when a property changes.
    used: Two<&'a OnceCell<uses::Uses>>,
    found: Vec<(Owner, Finding)>,
    pairs: Vec<Pair<'a>>,
    /// The pairs by the pointers to both, and the direction.
    by_key: BTreeMap<(String, String, Direction), usize>,
    /// What is being compared.
    owner: Owner,
    /// The pairs that an operation leads to directly.
    roots: BTreeMap<String, BTreeSet<usize>>,
    /// The pairs that a pair leads to directly.
    inner: BTreeMap<usize, BTreeSet<usize>>,
}

impl<'a> Comparison<'a> {
    /// Reports something.
    fn report(&mut self, rule: &Rule, at: &At, values: Values<'_>) {
        let is_gone = values.old.is_some() && values.new.is_none();
        let place = if is_gone { &at.old } else { &at.new };
        let finding = rule.finding(place, values.old.cloned(), values.new.cloned());
        self.found.push((self.owner.clone(), finding));
    }

    /// Reports something if it differs.
    fn leaf(&mut self, rule: &Rule, at: &At, values: Values<'_>) {
        if !same(values) {
            self.report(rule, at, values);
        }
    }

    /// Reports a member that no rule speaks of, if it differs. The vendor extensions among them have no effect: those that
    /// the generator reads have rules of their own.
    fn unclassified(&mut self, key: &str, at: &At, values: Values<'_>) {
        let rule = if is_extension(key) {
            &rules::N02
        } else {
            &rules::N01
        };
        self.leaf(rule, at, values);
    }

    /// As [`leaf`](Self::leaf), where what is missing means the same as `default`.
    fn leaf_or(&mut self, rule: &Rule, at: &At, values: Values<'_>, default: Value) {
        let filled = values.map(|v| Some(v.unwrap_or(&default)));
        if !same(filled) {
            self.report(rule, at, values);
        }
    }

    /// Calls `each` on every member of either object. What is no object in both is unclassified.
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

    /// Compares the pairs, each once. Pairs may lead to further ones.
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

    /// Says of each finding what it belongs to, and which operations it reaches.
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

/// Whether a member is a vendor extension.
fn is_extension(key: &str) -> bool {
    key.starts_with("x-")
}

/// The keys of either object, each once.
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
