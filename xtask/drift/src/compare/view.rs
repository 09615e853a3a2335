//! Resolves a schema, wherever it is written.

use serde_json::{Map, Value};

use super::flat::Flat;
use crate::report::Place;

/// The prefix of a reference to a component schema.
const COMPONENT: &str = "/components/schemas/";
/// Maximum length of a chain of references; longer ones are taken for a cycle.
pub(super) const LONGEST_CHAIN: usize = 32;
/// Members beside a reference, or beside an `allOf` of one, that do not create a different type.
const ANNOTATIONS: [&str; 10] = [
    "description",
    "title",
    "example",
    "externalDocs",
    "deprecated",
    "readOnly",
    "writeOnly",
    "nullable",
    "default",
    "xml",
];

/// Follows a reference to a parameter, a body or a response.
pub(super) fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let mut value = value;
    for _ in 0..LONGEST_CHAIN {
        match target(document, value) {
            Some((_, next)) => value = next,
            None => break,
        }
    }
    value
}

/// Returns the pointer and the value of a reference's target.
fn target<'a>(document: &'a Value, value: &'a Value) -> Option<(&'a str, &'a Value)> {
    let pointer = value.get("$ref")?.as_str()?.strip_prefix('#')?;
    let found = match pointer.strip_prefix(COMPONENT) {
        // The most common case, for which this is faster.
        Some(name) if !name.contains(['/', '~']) => {
            document.get("components")?.get("schemas")?.get(name)
        }
        _ => document.pointer(pointer),
    };
    Some((pointer, found?))
}

/// A resolved schema: the members beside the reference, and its target.
#[derive(Debug, Clone)]
pub(super) struct View<'a> {
    /// The members beside the reference, which take precedence.
    beside: Vec<(&'a str, &'a Value)>,
    body: &'a Value,
    /// The place of the body.
    pub(super) place: Place,
    /// The name of the component, if the body is one.
    pub(super) component: Option<&'a str>,
    /// Whether the body is the target of a reference.
    pub(super) is_reference: bool,
}

impl<'a> View<'a> {
    /// Creates a view of a schema whose place does not matter.
    pub(super) fn of(document: &'a Value, schema: &'a Value) -> Self {
        Self::at(document, schema, &Place::root())
    }

    /// Creates a view of the schema at a place.
    pub(super) fn at(document: &'a Value, schema: &'a Value, place: &Place) -> Self {
        let mut view = Self {
            beside: Vec::new(),
            body: schema,
            place: place.clone(),
            component: None,
            is_reference: false,
        };
        for _ in 0..LONGEST_CHAIN {
            if let Some((pointer, next)) = target(document, view.body) {
                view.put_beside("$ref");
                view.is_reference = true;
                view.place = Place::at(pointer);
                view.component = pointer
                    .strip_prefix(COMPONENT)
                    .filter(|name| !name.contains('/'));
                view.body = next;
            } else if let Some(only) = only_part(document, view.body) {
                view.put_beside("allOf");
                view.place = view.place.child("allOf").item(0, "only");
                view.component = None;
                view.body = only;
            } else {
                break;
            }
        }
        view
    }

    /// Returns the view without the members beside the reference.
    pub(super) fn alone(&self) -> Self {
        Self {
            beside: Vec::new(),
            ..self.clone()
        }
    }

    /// Returns the view with its `allOf` merged, or `None` if that is not possible. Without an `allOf`, it is
    /// unchanged.
    pub(super) fn flat(&self, flat: &'a Flat) -> Option<Self> {
        let body = match self.body.get("allOf") {
            Some(_) => flat.get(&self.place.pointer())?,
            None => self.body,
        };
        Some(Self {
            body,
            ..self.clone()
        })
    }

    /// Returns a member, from beside the reference or from its target.
    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        match key {
            "enum" => self
                .written("enum")
                .or_else(|| self.written("x-extensible-enum")),
            _ => self.written(key),
        }
    }

    fn written(&self, key: &str) -> Option<&'a Value> {
        let beside = self.beside.iter().find(|(k, _)| *k == key);
        beside.map(|(_, v)| *v).or_else(|| self.body.get(key))
    }

    /// Returns only a member beside the reference if it is a reference, and otherwise any member.
    pub(super) fn here(&self, key: &str) -> Option<&'a Value> {
        let beside = self.beside.iter().find(|(k, _)| *k == key);
        match beside {
            Some((_, value)) => Some(value),
            None if self.component.is_some() => None,
            None => self.body.get(key),
        }
    }

    /// Returns the keys of the members beside a reference.
    pub(super) fn beside(&self) -> impl Iterator<Item = &'a str> {
        self.beside.iter().map(|(key, _)| *key)
    }

    /// Returns all keys.
    pub(super) fn keys(&self) -> impl Iterator<Item = &'a str> {
        let body = self.body.as_object().into_iter().flat_map(Map::keys);
        self.beside().chain(body.map(String::as_str))
    }

    /// Returns whether the schema has that type.
    pub(super) fn is_of(&self, name: &str) -> bool {
        self.get("type").is_some_and(|t| t == name)
    }

    /// Returns whether the schema lists a property as required.
    pub(super) fn requires(&self, name: &str) -> bool {
        let required = self.get("required").and_then(Value::as_array);
        required.is_some_and(|all| all.iter().any(|r| r == name))
    }

    /// Returns whether a member is `true`.
    pub(super) fn says(&self, key: &str) -> bool {
        self.get(key) == Some(&Value::Bool(true))
    }

    fn put_beside(&mut self, leading: &str) {
        let members = self.body.as_object().into_iter().flatten();
        for (key, value) in members {
            // A `type` here equals that of the part; otherwise `only_part` would have returned `None`.
            let is_new = key != leading && !self.beside.iter().any(|(k, _)| k == key);
            if is_new && !(leading == "allOf" && key == "type") {
                self.beside.push((key, value));
            }
        }
    }
}

/// Returns the part of an `allOf` of one, which adds members that OpenAPI 3.0 does not allow beside a `$ref`.
fn only_part<'a>(document: &'a Value, schema: &'a Value) -> Option<&'a Value> {
    let members = schema.as_object()?;
    let [only] = members.get("allOf")?.as_array()?.as_slice() else {
        return None;
    };
    let says_no_more = members.iter().all(|(key, value)| match key.as_str() {
        "allOf" => true,
        "type" => resolved(document, only).get("type") == Some(value),
        key => ANNOTATIONS.contains(&key) || key.starts_with("x-"),
    });
    (says_no_more && only.is_object()).then_some(only)
}
