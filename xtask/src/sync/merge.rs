//! A newer document, said the way ours says it.
//!
//! Whoever publishes the newer document describes, orders and nests things differently. What means the same stays as it
//! stands in ours, word for word; what differs is taken over member by member, so that our prose survives around it.

use serde_json::{Map, Value};

use super::alike::Alike;
use crate::references;

/// What is written for people. Ours stays: it is in our words.
const PROSE: [&str; 6] = [
    "description",
    "summary",
    "title",
    "example",
    "examples",
    "externalDocs",
];

/// What a value is, which decides how two of them are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// An object whose members the specification names.
    Part,
    /// A schema.
    Schema,
    /// An object whose members are named by the API, with schemas.
    Schemas,
    /// Any other value: the newer one counts.
    Data,
}

/// Joins two documents.
pub(super) fn merge(old: &Value, new: &Value) -> Value {
    let merge = Merge {
        alike: Alike::new(old, new),
        extensions: extensions(new),
    };
    let mut merged = merge.part(old, new, Kind::Part);
    let empty = Map::new();
    let paths = |document: &'_ Value| document["paths"].as_object().cloned().unwrap_or_default();
    merged["paths"] = merge.paths(&paths(old), &paths(new)).into();
    let schemas = |document: &'_ Value| {
        document["components"]["schemas"]
            .as_object()
            .unwrap_or(&empty)
            .clone()
    };
    let (old, new) = (schemas(old), schemas(new));
    // All that there may be, of which only what is referred to stays where the newer document has no such name.
    let mut all = Map::new();
    for (name, schema) in &old {
        let schema = match new.get(name) {
            Some(newer) => merge.part(schema, newer, Kind::Schema),
            None => schema.clone(),
        };
        all.insert(name.clone(), schema);
    }
    for (name, schema) in &new {
        all.entry(name.as_str()).or_insert_with(|| schema.clone());
    }
    let used = references::reachable(&merged, &all);
    let is_declared_by_both = |name: &str| old.contains_key(name) && new.contains_key(name);
    all.retain(|name, _| used.contains(name) || is_declared_by_both(name));
    merged["components"]["schemas"] = all.into();
    merged
}

/// The names of the extensions that a document uses.
fn extensions(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    references::each_object(value, &mut |object| {
        for key in object.keys().filter(|key| key.starts_with("x-")) {
            if !found.contains(key) {
                found.push(key.clone());
            }
        }
    });
    found
}

struct Merge<'a> {
    alike: Alike<'a>,
    /// The extensions that the newer document uses at all: where it leaves out one of them, that is a change.
    extensions: Vec<String>,
}

impl Merge<'_> {
    fn paths(&self, old: &Map<String, Value>, new: &Map<String, Value>) -> Map<String, Value> {
        let item = |path: &str, old: &Value, new: &Value| {
            let (Some(old), Some(new)) = (old.as_object(), new.as_object()) else {
                return new.clone();
            };
            in_our_order(old, new, |method, old, new| {
                if self.alike.operations(path, method) {
                    old.clone()
                } else {
                    self.part(old, new, Kind::Part)
                }
            })
            .into()
        };
        in_our_order(old, new, item)
    }

    fn part(&self, old: &Value, new: &Value, kind: Kind) -> Value {
        if old == new || kind == Kind::Schema && self.means_the_same(old, new) {
            return old.clone();
        }
        match (old, new, kind) {
            (_, _, Kind::Data) => new.clone(),
            (Value::Object(old), Value::Object(new), Kind::Schemas) => {
                in_our_order(old, new, |_, old, new| self.part(old, new, Kind::Schema)).into()
            }
            (Value::Object(old), Value::Object(new), _) => self.members(old, new, kind).into(),
            (Value::Array(old), Value::Array(new), _) => self.items(old, new, kind).into(),
            _ => new.clone(),
        }
    }

    fn means_the_same(&self, old: &Value, new: &Value) -> bool {
        match (reference(old), reference(new)) {
            // What they refer to is joined under its name.
            (Some(old), Some(new)) if old == new => true,
            _ => self.alike.schemas(old, new),
        }
    }

    fn members(
        &self,
        old: &Map<String, Value>,
        new: &Map<String, Value>,
        kind: Kind,
    ) -> Map<String, Value> {
        let mut merged = in_our_order(old, new, |key, old, new| {
            if PROSE.contains(&key) {
                return old.clone();
            }
            self.part(old, new, kind_of(kind, key))
        });
        let stays = |key: &str| {
            PROSE.contains(&key)
                || key.starts_with("x-") && !self.extensions.iter().any(|e| e == key)
        };
        // What only ours says, at its place in the order.
        let mut whole = Map::new();
        for (key, value) in old {
            match merged.shift_remove(key) {
                Some(value) => drop(whole.insert(key.clone(), value)),
                None if stays(key) => drop(whole.insert(key.clone(), value.clone())),
                None => {}
            }
        }
        whole.extend(merged);
        whole
    }

    /// Lists of names are sets; lists of things are matched by what tells the things apart.
    fn items(&self, old: &[Value], new: &[Value], kind: Kind) -> Vec<Value> {
        let same =
            |a: &Value, b: &Value| a == b || identity(a).is_some_and(|id| identity(b) == Some(id));
        let kept = old.iter().filter_map(|old| {
            let newer = new.iter().find(|new| same(old, new))?;
            Some(self.part(old, newer, kind))
        });
        let added = new
            .iter()
            .filter(|new| !old.iter().any(|old| same(old, new)));
        kept.chain(added.cloned()).collect()
    }
}

/// What the member of a value of that kind is.
fn kind_of(kind: Kind, key: &str) -> Kind {
    match (kind, key) {
        (_, "example" | "default" | "examples" | "mapping") => Kind::Data,
        (Kind::Schema, "properties") => Kind::Schemas,
        (Kind::Schema, "items" | "additionalProperties" | "not" | "allOf" | "oneOf" | "anyOf") => {
            Kind::Schema
        }
        (Kind::Schema, _) => Kind::Part,
        // Joined by their names, afterwards.
        (Kind::Part, "schemas" | "paths") => Kind::Data,
        (Kind::Part, "schema") => Kind::Schema,
        _ => Kind::Part,
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

/// The name of the component that a schema is, also where an `allOf` of one carries what stands beside the reference.
fn reference(schema: &Value) -> Option<&str> {
    let only = match schema["allOf"].as_array().map(Vec::as_slice) {
        Some([only]) => only,
        _ => schema,
    };
    only["$ref"].as_str()
}

/// What tells a thing in a list from the others: a parameter, a tag, a server, a reference.
fn identity(value: &Value) -> Option<(&str, &str)> {
    let text = |key: &str| value[key].as_str();
    let name = text("name")
        .or_else(|| text("url"))
        .or_else(|| text("$ref"))?;
    Some((text("in").unwrap_or_default(), name))
}
