//! Resolves a schema, wherever it is written.

use std::collections::BTreeMap;

use astro_api_openapi_model::{Document, Location, MAX_CHAIN, Node, component_name, is_annotation};
use serde_json::{Map, Value};

/// Members next to a reference, or next to an `allOf` of one, that do not create a different type either.
const ALSO_ANNOTATIONS: [&str; 4] = ["readOnly", "writeOnly", "default", "xml"];

/// The merged objects of a document's `allOf`s, by the pointers to the schemas.
pub(super) type MergedSchemas = BTreeMap<String, Value>;

/// A resolved schema: the members next to the reference, and its target.
#[derive(Debug, Clone)]
pub(super) struct View<'a> {
    /// The members next to the reference, which take precedence.
    siblings: Vec<(&'a str, &'a Value)>,
    body: &'a Value,
    /// The location of the body.
    pub(super) location: Location,
    /// The name of the component, if the body is one.
    pub(super) component: Option<&'a str>,
    /// Whether the body is the target of a reference.
    pub(super) is_reference: bool,
}

impl<'a> View<'a> {
    /// Creates a view of a schema whose location does not matter.
    pub(super) fn of(document: Document<'a>, schema: &'a Value) -> Self {
        Self::at(document, schema, &Location::root())
    }

    /// Creates a view of the schema at a location.
    pub(super) fn at(document: Document<'a>, schema: &'a Value, location: &Location) -> Self {
        let mut view = Self {
            siblings: Vec::new(),
            body: schema,
            location: location.clone(),
            component: None,
            is_reference: false,
        };
        for _ in 0..MAX_CHAIN {
            let reference = view.body.get("$ref").and_then(Value::as_str);
            if let Some(target) = reference.and_then(|to| document.target(to)) {
                view.add_siblings("$ref");
                view.is_reference = true;
                view.component = component_name(view.body).filter(|name| !name.contains('/'));
                view.location = target.location;
                view.body = target.value;
            } else if let Some(only) = single_part(document, view.body) {
                view.add_siblings("allOf");
                view.location = view.location.child("allOf").item(0, "only");
                view.component = None;
                view.body = only;
            } else {
                break;
            }
        }
        view
    }

    /// Returns the body with its location.
    pub(super) fn node(&self) -> Node<'a> {
        Node {
            location: self.location.clone(),
            value: self.body,
        }
    }

    /// Returns the view without the members next to the reference.
    pub(super) fn without_siblings(&self) -> Self {
        Self {
            siblings: Vec::new(),
            ..self.clone()
        }
    }

    /// Returns the view with its `allOf` merged, or `None` if that is not possible. Without an `allOf`, it is
    /// unchanged.
    pub(super) fn merged(&self, schemas: &'a MergedSchemas) -> Option<Self> {
        let body = match self.body.get("allOf") {
            Some(_) => schemas.get(&self.location.pointer())?,
            None => self.body,
        };
        Some(Self {
            body,
            ..self.clone()
        })
    }

    /// Returns a member, of the siblings of the reference or of its target.
    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        match key {
            "enum" => self
                .literal("enum")
                .or_else(|| self.literal("x-extensible-enum")),
            _ => self.literal(key),
        }
    }

    fn literal(&self, key: &str) -> Option<&'a Value> {
        let sibling = self.siblings.iter().find(|(k, _)| *k == key);
        sibling.map(|(_, v)| *v).or_else(|| self.body.get(key))
    }

    /// Returns a member, but none of a component that is behind a reference.
    pub(super) fn local(&self, key: &str) -> Option<&'a Value> {
        let sibling = self.siblings.iter().find(|(k, _)| *k == key);
        match sibling {
            Some((_, value)) => Some(value),
            None if self.component.is_some() => None,
            None => self.body.get(key),
        }
    }

    /// Returns the keys of the members next to the reference.
    pub(super) fn siblings(&self) -> impl Iterator<Item = &'a str> {
        self.siblings.iter().map(|(key, _)| *key)
    }

    /// Returns all keys.
    pub(super) fn keys(&self) -> impl Iterator<Item = &'a str> {
        let body = self.body.as_object().into_iter().flat_map(Map::keys);
        self.siblings().chain(body.map(String::as_str))
    }

    /// Returns whether the schema lists a property as required.
    pub(super) fn requires(&self, name: &str) -> bool {
        let required = self.get("required").and_then(Value::as_array);
        required.is_some_and(|all| all.iter().any(|r| r == name))
    }

    /// Returns whether a member is `true`.
    pub(super) fn is_true(&self, key: &str) -> bool {
        self.get(key) == Some(&Value::Bool(true))
    }

    fn add_siblings(&mut self, leading: &str) {
        let members = self.body.as_object().into_iter().flatten();
        for (key, value) in members {
            // A `type` here equals that of the part; otherwise `single_part` would have returned `None`.
            let is_new = key != leading && !self.siblings.iter().any(|(k, _)| k == key);
            if is_new && !(leading == "allOf" && key == "type") {
                self.siblings.push((key, value));
            }
        }
    }
}

/// Returns the part of an `allOf` of one, which adds members that OpenAPI 3.0 does not allow next to a `$ref`.
fn single_part<'a>(document: Document<'a>, schema: &'a Value) -> Option<&'a Value> {
    let members = schema.as_object()?;
    let [only] = members.get("allOf")?.as_array()?.as_slice() else {
        return None;
    };
    let is_annotation_only = members.iter().all(|(key, value)| match key.as_str() {
        "allOf" => true,
        "type" => document.resolve_value(only).get("type") == Some(value),
        key => is_annotation(key) || ALSO_ANNOTATIONS.contains(&key),
    });
    (is_annotation_only && only.is_object()).then_some(only)
}
