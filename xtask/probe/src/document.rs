//! Reads the document for the probe.

use std::collections::BTreeMap;

use astro_api_drift::report::Place;
use serde_json::{Map, Value};

/// Maximum length of a chain of references; longer ones are taken for a cycle.
const LONGEST_CHAIN: usize = 32;

/// An OpenAPI 3.0 document.
#[derive(Debug, Clone)]
pub struct Document {
    root: Value,
}

/// A part of the document, and its place.
#[derive(Debug, Clone)]
pub(crate) struct Node<'d> {
    pub(crate) place: Place,
    pub(crate) value: &'d Value,
}

/// A GET operation.
#[derive(Debug, Clone)]
pub(crate) struct Operation<'d> {
    pub(crate) path: &'d str,
    pub(crate) node: Node<'d>,
    /// The query parameters, by name.
    pub(crate) query: BTreeMap<&'d str, Node<'d>>,
}

impl Document {
    /// Parses a document in YAML or JSON.
    ///
    /// # Errors
    /// Returns an error if the text is neither, or not an OpenAPI 3.0 document.
    pub fn read(text: &str) -> Result<Self, String> {
        let root = astro_api_codegen::parse(text).map_err(|e| format!("it {}", e.reason()))?;
        match root.get("openapi").and_then(Value::as_str) {
            Some(version) if version.starts_with("3.0.") => Ok(Self { root }),
            Some(version) => Err(format!(
                "it is OpenAPI {version}, and only 3.0.x is understood; convert it first"
            )),
            None => Err("it is no OpenAPI document: `openapi` is missing".to_owned()),
        }
    }

    /// Lists the path templates.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &String> {
        self.path_items().map(|(path, _)| path)
    }

    fn path_items(&self) -> impl Iterator<Item = (&String, &Value)> {
        let paths = self.root.get("paths").and_then(Value::as_object);
        paths.into_iter().flatten()
    }

    /// Lists the GET operations, those with fewer path parameters first, since their responses contain the ids for the
    /// others.
    pub(crate) fn reading_operations(&self) -> Vec<Operation<'_>> {
        let paths = Place::root().child("paths");
        let mut operations: Vec<_> = self
            .path_items()
            .filter_map(|(path, item)| {
                let place = paths.child(path);
                let item = Node { place, value: item };
                let node = item.child("get")?;
                Some(Operation {
                    path,
                    query: self.query(&[&item, &node]),
                    node,
                })
            })
            .collect();
        operations.sort_by_key(|operation| operation.path.matches('{').count());
        operations
    }

    /// Returns the query parameters of a path and its operation; those of the operation take precedence.
    fn query<'d>(&'d self, owners: &[&Node<'d>]) -> BTreeMap<&'d str, Node<'d>> {
        owners
            .iter()
            .filter_map(|owner| owner.child("parameters"))
            .flat_map(|list| list.items())
            .map(|parameter| self.resolve(parameter))
            .filter(|parameter| parameter.text("in") == Some("query"))
            .filter_map(|parameter| Some((parameter.text("name")?, parameter)))
            .collect()
    }

    /// Follows references, as long as they point into this document.
    pub(crate) fn resolve<'d>(&'d self, node: Node<'d>) -> Node<'d> {
        let mut here = node;
        for _ in 0..LONGEST_CHAIN {
            let Some(next) = here.text("$ref").and_then(|to| self.referred(to)) else {
                break;
            };
            here = next;
        }
        here
    }

    /// Returns the target of a reference.
    pub(crate) fn referred(&self, to: &str) -> Option<Node<'_>> {
        let pointer = to.strip_prefix('#')?;
        let value = self.root.pointer(pointer)?;
        let place = pointer.split('/').skip(1).fold(Place::root(), |p, step| {
            p.child(&step.replace("~1", "/").replace("~0", "~"))
        });
        Some(Node { place, value })
    }

    /// Returns the schemas that a value must all match: the schema itself, without its reference, and the parts of its
    /// `allOf`.
    pub(crate) fn joined<'d>(&'d self, schema: Node<'d>) -> Vec<Node<'d>> {
        let mut joined = vec![self.resolve(schema)];
        let mut next = 0;
        while next < joined.len() && joined.len() < LONGEST_CHAIN {
            let parts = joined[next].child("allOf").into_iter();
            let parts: Vec<_> = parts.flat_map(|list| list.items()).collect();
            joined.extend(parts.into_iter().map(|part| self.resolve(part)));
            next += 1;
        }
        joined
    }
}

impl<'d> Node<'d> {
    /// Returns a member, if it exists.
    pub(crate) fn child(&self, name: &str) -> Option<Self> {
        Some(Self {
            value: self.value.get(name)?,
            place: self.place.child(name),
        })
    }

    /// Returns the items of a list.
    pub(crate) fn items(&self) -> Vec<Self> {
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items
            .map(|(index, value)| Self {
                value,
                place: self.place.child(&index.to_string()),
            })
            .collect()
    }

    /// Returns the members of an object-valued member.
    pub(crate) fn map(&self, name: &str) -> Option<&'d Map<String, Value>> {
        self.value.get(name)?.as_object()
    }

    /// Returns a string-valued member.
    pub(crate) fn text(&self, name: &str) -> Option<&'d str> {
        self.value.get(name)?.as_str()
    }

    /// Returns whether a member is `true`.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.value.get(name) == Some(&Value::Bool(true))
    }

    /// Returns whether a member is a list that contains this text.
    pub(crate) fn lists(&self, name: &str, text: &str) -> bool {
        let list = self.value.get(name).and_then(Value::as_array);
        list.is_some_and(|all| all.iter().any(|item| item == text))
    }
}
