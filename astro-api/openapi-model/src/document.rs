//! Documents, and the references in them.

use std::borrow::Cow;

use serde_json::Value;

use crate::{Location, Node, SCHEMA_PREFIX};

/// The maximum length of a chain of references or of nested `allOf`s. A longer chain is considered a cycle.
pub const MAX_CHAIN: usize = 32;

/// An OpenAPI 3.0 document.
#[derive(Debug, Clone, Copy)]
pub struct Document<'d> {
    root: &'d Value,
}

impl<'d> Document<'d> {
    /// Wraps a parsed document. Does not validate it.
    pub fn new(root: &'d Value) -> Self {
        Self { root }
    }

    /// Returns the whole document.
    pub fn root(self) -> Node<'d> {
        Node {
            location: Location::root(),
            value: self.root,
        }
    }

    /// Iterates over the path items, in document order. Vendor extensions are not path items.
    pub fn path_items(self) -> impl Iterator<Item = (&'d str, Node<'d>)> {
        let paths = self.root().child("paths");
        let items = paths.into_iter().flat_map(|paths| paths.members());
        items.filter(|(path, _)| path.starts_with('/'))
    }

    /// Iterates over the component schemas, in document order.
    pub fn schemas(self) -> impl Iterator<Item = (&'d str, Node<'d>)> {
        let components = self.root().child("components");
        let schemas = components.and_then(|components| components.child("schemas"));
        schemas.into_iter().flat_map(|schemas| schemas.members())
    }

    /// Returns the component schema of this name.
    pub fn component(self, name: &str) -> Option<Node<'d>> {
        let schemas = self.root.get("components")?.get("schemas")?;
        Some(Node {
            value: schemas.get(name)?,
            location: Location::from_steps(["components", "schemas", name]),
        })
    }

    /// Follows a chain of references to its end. A reference without a target in this document is returned as it is.
    pub fn resolve(self, node: Node<'d>) -> Node<'d> {
        let mut node = node;
        for _ in 0..MAX_CHAIN {
            let Some(target) = node.text("$ref").and_then(|to| self.target(to)) else {
                break;
            };
            node = target;
        }
        node
    }

    /// Like [`resolve`](Self::resolve), for a value whose location does not matter.
    pub fn resolve_value(self, value: &'d Value) -> &'d Value {
        let mut value = value;
        for _ in 0..MAX_CHAIN {
            let reference = value.get("$ref").and_then(Value::as_str);
            let Some((_, target)) = reference.and_then(|to| self.lookup(to)) else {
                break;
            };
            value = target;
        }
        value
    }

    /// Returns the target of a reference, if it is in this document.
    pub fn target(self, reference: &str) -> Option<Node<'d>> {
        let (pointer, value) = self.lookup(reference)?;
        Some(Node {
            location: Location::at(&pointer),
            value,
        })
    }

    fn lookup<'r>(self, reference: &'r str) -> Option<(Cow<'r, str>, &'d Value)> {
        if let Some(name) = reference.strip_prefix(SCHEMA_PREFIX)
            && !name.contains(['/', '~', '%'])
        {
            // The most common case, for which this is faster.
            let schemas = self.root.get("components")?.get("schemas")?;
            return Some((Cow::Borrowed(&reference[1..]), schemas.get(name)?));
        }
        let pointer = reference.strip_prefix('#')?;
        if let Some(value) = self.root.pointer(pointer) {
            return Some((Cow::Borrowed(pointer), value));
        }
        let decoded = percent_decoded(pointer);
        let value = self.root.pointer(&decoded)?;
        Some((Cow::Owned(decoded), value))
    }
}

/// Returns the name of the component schema that a value refers to.
pub fn component_name(value: &Value) -> Option<&str> {
    value.get("$ref")?.as_str()?.strip_prefix(SCHEMA_PREFIX)
}

/// Decodes the fragment of a reference, which is a URI: braces of a path may be written as `%7B` and `%7D`.
fn percent_decoded(text: &str) -> String {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = tail.get(..2).filter(|_| *first == b'%');
        let byte = escaped
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Document, MAX_CHAIN};

    #[test]
    fn resolves_chains_escapes_and_percent_encoding() {
        let root = json!({
            "paths": { "/a/{id}": { "get": {} } },
            "components": { "schemas": {
                "One": { "$ref": "#/components/schemas/a~1b" },
                "a/b": { "type": "string" },
            } },
            "references": [
                { "$ref": "#/components/schemas/One" },
                { "$ref": "#/paths/~1a~1%7Bid%7D" },
                { "$ref": "other.yaml#/components/schemas/One" },
            ],
        });
        let document = Document::new(&root);
        let resolved: Vec<_> = document
            .root()
            .child("references")
            .unwrap()
            .items()
            .map(|node| document.resolve(node).location.pointer())
            .collect();
        let expected = [
            "/components/schemas/a~1b",
            "/paths/~1a~1{id}",
            "/references/2",
        ];
        assert_eq!(resolved, expected);
    }

    #[test]
    fn a_cycle_of_references_ends() {
        let root = json!({ "components": { "schemas": {
            "A": { "$ref": "#/components/schemas/B" },
            "B": { "$ref": "#/components/schemas/A" },
        } } });
        let document = Document::new(&root);
        let start = document.component("A").unwrap();
        let end = document.resolve(start);
        assert!(end.text("$ref").is_some(), "{MAX_CHAIN} steps are enough");
        assert_eq!(document.schema(end).kind(), None);
    }
}
