//! A newer document, said the way ours says it.
//!
//! Whoever publishes the newer document describes, orders and nests things differently. What means the same stays as it
//! stands in ours, word for word; what differs is taken over member by member, so that our prose survives around it.
//! Where one of the two refers to a schema and the other has it in place, the form of ours stays.

use std::{cell::RefCell, collections::BTreeSet, sync::LazyLock};

use serde_json::{Map, Value};

use super::{
    alike::{self, Alike},
    references,
    uses::{Used, Uses},
};

/// What is joined may change what something else refers to, so that is joined again, at most so often.
const ROUNDS: usize = 5;
/// References that lead to references are followed so far; more is a circle.
const LONGEST_CHAIN: usize = 32;

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
#[derive(Clone, Copy)]
enum Kind {
    /// An object whose members the specification names, with the uses of the schemas in it.
    Part(Uses),
    /// A schema.
    Schema(Uses),
    /// An object whose members are named by the API, with schemas.
    Schemas(Uses),
    /// Any other value: the newer one counts.
    Data,
}

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

    fn part(&self, old: &Value, new: &Value, kind: Kind) -> Value {
        if old == new {
            return old.clone();
        }
        let new = match kind {
            Kind::Schema(uses) if self.means_the_same(old, new, uses) => return old.clone(),
            Kind::Schema(_) => self.in_our_form(old, new),
            _ => new,
        };
        match (old, new, kind) {
            (_, _, Kind::Data) => new.clone(),
            (Value::Object(old), Value::Object(new), Kind::Schemas(uses)) => {
                in_our_order(old, new, |_, old, new| {
                    self.part(old, new, Kind::Schema(uses))
                })
                .into()
            }
            (Value::Object(old), Value::Object(new), _) => self.members(old, new, kind).into(),
            (Value::Array(old), Value::Array(new), _) => self.items(old, new, kind).into(),
            _ => new.clone(),
        }
    }

    fn means_the_same(&self, old: &Value, new: &Value, uses: Uses) -> bool {
        match (reference(old), reference(new)) {
            // What they refer to is joined under its name.
            (Some(to), Some(newer_to))
                if to == newer_to && said_besides(old).eq(said_besides(new)) =>
            {
                true
            }
            _ => self.alike.schemas(old, new, uses),
        }
    }

    /// The newer schema, or what it refers to where ours is written in place. Where ours refers to a schema for which the
    /// newer document has no name, what stands in its place is kept under that name.
    fn in_our_form<'v>(&'v self, old: &Value, new: &'v Value) -> &'v Value {
        let documents = [self.ours, self.newer];
        let [ours, newer] = documents.map(|document| members_of(document, references::SCHEMAS));
        let mut target = new;
        for _ in 0..LONGEST_CHAIN {
            let says_no_more = said_besides(target).next().is_none();
            let Some(name) = reference(target).filter(|_| says_no_more) else {
                break;
            };
            // Another one of ours.
            if ours.contains_key(name) {
                return new;
            }
            let Some(next) = newer.get(name) else { break };
            target = next;
        }
        let Some(name) = reference(old) else {
            return target;
        };
        if said_besides(old).next().is_none() && !newer.contains_key(name) {
            let mut in_place = self.in_place.borrow_mut();
            in_place.entry(name).or_insert_with(|| target.clone());
        }
        new
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
        (Kind::Schema(uses), "properties") => Kind::Schemas(uses),
        (
            Kind::Schema(uses),
            "items" | "additionalProperties" | "not" | "allOf" | "oneOf" | "anyOf",
        ) => Kind::Schema(uses),
        (Kind::Schema(uses), _) => Kind::Part(uses),
        // Joined by their names, afterwards.
        (Kind::Part(_), "schemas" | "paths") => Kind::Data,
        (Kind::Part(uses), "schema") => Kind::Schema(uses),
        (Kind::Part(uses), key) => Kind::Part(uses.of_member(key)),
        (Kind::Schemas(_) | Kind::Data, _) => kind,
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
    references::name(only["$ref"].as_str()?)
}

/// What a schema that refers says besides, but for prose.
fn said_besides(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let members = schema.as_object().into_iter().flatten();
    members.filter(|(key, _)| {
        !["$ref", "allOf"].contains(&key.as_str()) && !PROSE.contains(&key.as_str())
    })
}

/// The members of an object in a document; none where there is none.
pub(super) fn members_of<'d>(document: &'d Value, pointer: &str) -> &'d Map<String, Value> {
    static NONE: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
    let object = document.pointer(pointer).and_then(Value::as_object);
    object.unwrap_or(&NONE)
}

/// What tells a thing in a list from the others: a parameter, a tag, a server, a reference.
fn identity(value: &Value) -> Option<(&str, &str)> {
    let text = |key: &str| value[key].as_str();
    let name = text("name")
        .or_else(|| text("url"))
        .or_else(|| text("$ref"))?;
    Some((text("in").unwrap_or_default(), name))
}
