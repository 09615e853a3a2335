//! Parts of two documents, joined member by member.

use serde_json::{Map, Value};

use super::{Merge, in_our_order, members_of};
use crate::sync::{references, uses::Uses};

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
pub(super) enum Kind {
    /// An object whose members the specification names, with the uses of the schemas in it.
    Part(Uses),
    /// A schema.
    Schema(Uses),
    /// An object whose members are named by the API, with schemas.
    Schemas(Uses),
    /// Any other value: the newer one counts.
    Data,
}

impl Merge<'_> {
    pub(super) fn part(&self, old: &Value, new: &Value, kind: Kind) -> Value {
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

/// What tells a thing in a list from the others: a parameter, a tag, a server, a reference.
fn identity(value: &Value) -> Option<(&str, &str)> {
    let text = |key: &str| value[key].as_str();
    let name = text("name")
        .or_else(|| text("url"))
        .or_else(|| text("$ref"))?;
    Some((text("in").unwrap_or_default(), name))
}
