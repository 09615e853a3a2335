//! Schemas, read in place in the document.

use serde_json::{Map, Value};

/// A schema with its references resolved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schema<'a> {
    root: &'a Value,
    own: &'a Value,
    name: Option<&'a str>,
}

impl<'a> Schema<'a> {
    /// Resolves references, and the single-part `allOf` with which OpenAPI 3.0 adds a description to a reference.
    pub(super) fn new(root: &'a Value, value: &'a Value) -> Self {
        let mut schema = Self {
            root,
            own: value,
            name: None,
        };
        loop {
            let next = if let Some(reference) = schema.own["$ref"].as_str() {
                schema.name = reference.rsplit('/').next();
                root.pointer(reference.trim_start_matches('#'))
            } else {
                match schema.own["allOf"].as_array().map(Vec::as_slice) {
                    Some([only]) => Some(only),
                    _ => None,
                }
            };
            match next {
                Some(next) => schema.own = next,
                None => return schema,
            }
        }
    }

    fn at(self, value: &'a Value) -> Self {
        Self::new(self.root, value)
    }

    /// Returns the name by which the schema was referenced.
    pub(crate) fn name(self) -> Option<&'a str> {
        self.name
    }

    pub(crate) fn kind(self) -> &'a str {
        self.own["type"].as_str().unwrap_or("object")
    }

    pub(crate) fn text(self, key: &str) -> Option<&'a str> {
        self.own[key].as_str()
    }

    pub(crate) fn number(self, key: &str) -> Option<i64> {
        self.own[key].as_i64()
    }

    pub(crate) fn size(self, key: &str) -> Option<usize> {
        usize::try_from(self.own[key].as_u64()?).ok()
    }

    pub(crate) fn value(self, key: &str) -> Option<&'a Value> {
        self.own.get(key)
    }

    pub(crate) fn is_nullable(self) -> bool {
        self.own["nullable"].as_bool().unwrap_or_default()
    }

    /// Returns the values of an enumeration.
    pub(crate) fn values(self) -> Option<Vec<&'a str>> {
        Some(
            self.own["enum"]
                .as_array()?
                .iter()
                .filter_map(Value::as_str)
                .collect(),
        )
    }

    pub(crate) fn items(self) -> Option<Self> {
        self.own.get("items").map(|items| self.at(items))
    }

    pub(crate) fn properties(self) -> impl Iterator<Item = (&'a str, Self)> {
        let members: Option<&'a Map<String, Value>> = self.own["properties"].as_object();
        members
            .into_iter()
            .flatten()
            .map(move |(name, property)| (name.as_str(), self.at(property)))
    }

    pub(crate) fn property(self, name: &str) -> Option<Self> {
        self.own["properties"]
            .get(name)
            .map(|property| self.at(property))
    }

    pub(crate) fn requires(self, name: &str) -> bool {
        self.own["required"]
            .as_array()
            .is_some_and(|required| required.iter().any(|own| own == name))
    }

    /// Returns the schema of additional properties.
    pub(crate) fn additional(self) -> Option<Self> {
        let additional = self.own.get("additionalProperties")?;
        additional.is_object().then(|| self.at(additional))
    }

    /// Returns the discriminator of a union.
    pub(crate) fn discriminator(self) -> Option<&'a str> {
        self.own["discriminator"]["propertyName"].as_str()
    }

    /// Returns the variants of a union, each with its discriminator value.
    pub(crate) fn variants(self) -> Vec<(&'a str, Self)> {
        let mapping = self.own["discriminator"]["mapping"].as_object();
        let name_of = |variant: &Value| {
            mapping?
                .iter()
                .find(|(_, target)| **target == variant["$ref"])
                .map(|(name, _)| name.as_str())
        };
        let variants = self.own["oneOf"].as_array();
        variants
            .into_iter()
            .flatten()
            .map(|variant| (name_of(variant).unwrap_or_default(), self.at(variant)))
            .collect()
    }
}
