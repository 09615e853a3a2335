//! A newer document, said the way ours says it.
//!
//! Whoever publishes the newer document describes, orders and nests things differently. What means the same stays as it
//! stands in ours, word for word; what differs is taken over member by member, so that our prose survives around it.
//! Where one of the two refers to a schema and the other has it in place, the form of ours stays.

mod part;

use std::{cell::RefCell, collections::BTreeSet, sync::LazyLock};

use serde_json::{Map, Value};

use super::{
    alike::{self, Alike},
    references,
    uses::{Used, Uses},
};
use part::Kind;

/// What is joined may change what something else refers to, so that is joined again, at most so often.
const ROUNDS: usize = 5;

/// Joins two documents.
pub(super) fn merge(old: &Value, new: &Value) -> Value {
    let mut newer = new.clone();
    let extensions = extensions(new);
    let mut joined = old.clone();
    let mut affected = BTreeSet::new();
    for _ in 0..ROUNDS {
        let known = affected.len();
        affected.append(&mut alike::affected(&joined, &newer));
        let merge = Merge {
            ours: old,
            published: new,
            newer: &newer,
            alike: Alike::new(&joined, &newer),
            affected: &affected,
            extensions: &extensions,
            in_place: RefCell::default(),
        };
        let merged = merge.document();
        let in_place = merge.in_place.into_inner();
        if merged == joined && affected.len() == known && in_place.is_empty() {
            break;
        }
        joined = merged;
        if let Some(schemas) = newer
            .pointer_mut(references::SCHEMAS)
            .and_then(Value::as_object_mut)
        {
            schemas.extend(in_place);
        }
    }
    joined
}

/// The names of the extensions that a document uses.
fn extensions(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    super::references::each_object(value, &mut |object| {
        for key in object.keys().filter(|key| key.starts_with("x-")) {
            if !found.contains(key) {
                found.push(key.clone());
            }
        }
    });
    found
}

struct Merge<'a> {
    ours: &'a Value,
    /// The newer document as it came.
    published: &'a Value,
    /// The same with our names for what it has in place.
    newer: &'a Value,
    /// Ours as far as it is joined, since what a part of it refers to has changed already, and the newer one.
    alike: Alike<'a>,
    /// The operations that mean something else in the newer document.
    affected: &'a BTreeSet<String>,
    /// The extensions that the newer document uses at all: where it leaves out one of them, that is a change.
    extensions: &'a [String],
    /// What the newer document has in place of our schemas whose names it does not know.
    in_place: RefCell<Map<String, Value>>,
}

impl Merge<'_> {
    fn document(&self) -> Value {
        let mut merged = self.part(self.ours, self.newer, Kind::Part(Uses::default()));
        let [old, new] = [self.ours, self.newer].map(|document| members_of(document, "/paths"));
        merged["paths"] = self.paths(old, new).into();
        let schemas = self.schemas(&merged);
        if !merged["components"].is_object() {
            merged["components"] = Map::new().into();
        }
        merged["components"]["schemas"] = schemas.into();
        merged
    }

    fn paths(&self, old: &Map<String, Value>, new: &Map<String, Value>) -> Map<String, Value> {
        let item = |path: &str, old: &Value, new: &Value| {
            let (Some(old), Some(new)) = (old.as_object(), new.as_object()) else {
                return new.clone();
            };
            let has_changed = |(method, _): (&String, &Value)| self.is_affected(path, method);
            if !old.iter().chain(new).any(has_changed) {
                return old.clone().into();
            }
            in_our_order(old, new, |method, old, new| {
                // What stands beside the operations belongs to all of them.
                match self.is_affected(path, method) || new.get("responses").is_none() {
                    true => self.part(old, new, Kind::Part(Uses::default().of_member(method))),
                    false => old.clone(),
                }
            })
            .into()
        };
        in_our_order(old, new, item)
    }

    fn is_affected(&self, path: &str, method: &str) -> bool {
        let operation = format!("{} {path}", method.to_uppercase());
        self.affected.contains(&operation)
    }

    /// The schemas of a document whose other parts are joined.
    fn schemas(&self, merged: &Value) -> Map<String, Value> {
        let concerned = self.concerned();
        let used = Used::of([self.ours, self.newer]);
        let documents = [self.ours, self.newer, self.published];
        let [old, new, published] = documents.map(|d| members_of(d, references::SCHEMAS));
        // All that there may be, of which only what is referred to stays where the newer document has no such name.
        let mut all = Map::new();
        for (name, schema) in old {
            let schema = match new.get(name) {
                Some(newer) if concerned.contains(name) => {
                    self.part(schema, newer, Kind::Schema(used.uses(name)))
                }
                _ => schema.clone(),
            };
            all.insert(name.clone(), schema);
        }
        for (name, schema) in new {
            all.entry(name.as_str()).or_insert_with(|| schema.clone());
        }
        let needed = references::reachable(merged, &all);
        let is_declared_by_both =
            |name: &str| old.contains_key(name) && published.contains_key(name);
        all.retain(|name, _| needed.contains(name) || is_declared_by_both(name));
        all
    }

    /// The names of the schemas that may mean something else: those of the operations that do, and of no operation.
    fn concerned(&self) -> BTreeSet<String> {
        let mut concerned = BTreeSet::new();
        for document in [self.ours, self.newer] {
            let schemas = members_of(document, references::SCHEMAS);
            let mut names = Vec::new();
            for (path, item) in members_of(document, "/paths") {
                let operations = item.as_object().into_iter().flatten();
                let operations = operations.filter(|(method, _)| self.is_affected(path, method));
                names.extend(operations.flat_map(|(_, operation)| references::named_in(operation)));
            }
            let shared = references::users(document).filter(|(key, _)| *key != "paths");
            names.extend(shared.flat_map(|(_, part)| references::named_in(part)));
            concerned.append(&mut references::closure(names, schemas));
            let used = references::reachable(document, schemas);
            let unused = schemas.keys().filter(|name| !used.contains(*name));
            concerned.extend(unused.cloned());
        }
        concerned
    }
}

/// The members of the newer object in the order of ours, those that it adds behind them.
fn in_our_order(
    old: &Map<String, Value>,
    new: &Map<String, Value>,
    join: impl Fn(&str, &Value, &Value) -> Value,
) -> Map<String, Value> {
    let known = old
        .iter()
        .filter_map(|(key, old)| Some((key, join(key, old, new.get(key)?))));
    let added = new.iter().filter(|(key, _)| !old.contains_key(*key));
    let added = added.map(|(key, value)| (key, value.clone()));
    known
        .chain(added)
        .map(|(key, value)| (key.clone(), value))
        .collect()
}

/// The members of an object in a document; none where there is none.
pub(super) fn members_of<'d>(document: &'d Value, pointer: &str) -> &'d Map<String, Value> {
    static NONE: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
    let object = document.pointer(pointer).and_then(Value::as_object);
    object.unwrap_or(&NONE)
}
