//! Schemas.

use serde_json::Value;

use crate::{Document, Location, MAX_CHAIN, Node, SCHEMA_PREFIX, component_name};

/// A schema, with references resolved and the parts of its `allOf` beside it: a value must match all of them.
#[derive(Debug, Clone)]
pub struct Schema<'d> {
    document: Document<'d>,
    /// The location of the schema as written, before references are resolved.
    location: Location,
    /// The name of the first component schema that it refers to.
    component: Option<&'d str>,
    /// The schema itself, then its parts.
    parts: Vec<Node<'d>>,
}

impl<'d> Document<'d> {
    /// Returns the schema at a node.
    pub fn schema(self, node: Node<'d>) -> Schema<'d> {
        Schema::new(self, node)
    }
}

impl<'d> Schema<'d> {
    fn new(document: Document<'d>, node: Node<'d>) -> Self {
        Self::joined(document, vec![node])
    }

    /// Returns the schema that all of these nodes declare together.
    fn joined(document: Document<'d>, nodes: Vec<Node<'d>>) -> Self {
        let location = nodes.first().map(|n| n.location.clone());
        let mut schema = Self {
            document,
            location: location.unwrap_or_default(),
            component: None,
            parts: Vec::new(),
        };
        for node in nodes {
            schema.add(node, 0);
        }
        schema
    }

    fn add(&mut self, node: Node<'d>, depth: usize) {
        if depth > MAX_CHAIN || self.parts.iter().any(|p| std::ptr::eq(p.value, node.value)) {
            return;
        }
        if self.component.is_none() {
            self.component = component_name(node.value);
        }
        let target = node.text("$ref").and_then(|to| self.document.target(to));
        let parts = node.child("allOf");
        // OpenAPI 3.0 ignores members beside a reference.
        if let Some(target) = target {
            return self.add(target, depth + 1);
        }
        self.parts.push(node);
        for part in parts.iter().flat_map(Node::items) {
            self.add(part, depth + 1);
        }
    }

    /// Returns the location of the schema as written, before references are resolved.
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Returns the name of the component schema that it refers to, directly or as the first part of an `allOf`.
    pub fn component(&self) -> Option<&'d str> {
        self.component
    }

    /// Returns the schemas that a value must all match: the schema itself, then the parts of its `allOf`.
    pub fn parts(&self) -> &[Node<'d>] {
        &self.parts
    }

    /// Returns a keyword of the first part that has it.
    pub fn get(&self, keyword: &str) -> Option<&'d Value> {
        self.parts.iter().find_map(|part| part.value.get(keyword))
    }

    /// Returns the `type`.
    pub fn kind(&self) -> Option<&'d str> {
        self.text("type")
    }

    /// Returns a keyword that is a text.
    pub fn text(&self, keyword: &str) -> Option<&'d str> {
        self.get(keyword)?.as_str()
    }

    /// Returns whether a keyword of any part is `true`.
    pub fn is(&self, keyword: &str) -> bool {
        self.parts.iter().any(|part| part.is(keyword))
    }

    /// Returns a keyword that is an integer.
    pub fn number(&self, keyword: &str) -> Option<i64> {
        self.get(keyword)?.as_i64()
    }

    /// Returns a keyword that is a size, such as `maxLength`.
    pub fn size(&self, keyword: &str) -> Option<usize> {
        usize::try_from(self.get(keyword)?.as_u64()?).ok()
    }

    /// Returns the values of an enumeration.
    pub fn values(&self) -> Option<&'d [Value]> {
        self.get("enum")?.as_array().map(Vec::as_slice)
    }

    /// Returns the values of an enumeration that are texts.
    pub fn texts(&self) -> Option<Vec<&'d str>> {
        Some(self.values()?.iter().filter_map(Value::as_str).collect())
    }

    /// Converts the text of a parameter to the JSON type of its schema. A text that is not of that type stays a text.
    pub fn parse(&self, text: &str) -> Value {
        let parsed = match self.kind() {
            Some("integer") => text.parse::<i64>().ok().map(Value::from),
            Some("boolean") => text.parse::<bool>().ok().map(Value::from),
            Some("number") => text.parse::<f64>().ok().map(Value::from),
            _ => None,
        };
        parsed.unwrap_or_else(|| text.into())
    }

    /// Returns the schema of the items of a list.
    pub fn items(&self) -> Option<Self> {
        self.children(|part| part.child("items"))
    }

    /// Returns the names of the properties, each once, in document order.
    pub fn property_names(&self) -> Vec<&'d str> {
        let mut names: Vec<&'d str> = Vec::new();
        for part in &self.parts {
            for name in part.object("properties").into_iter().flat_map(|p| p.keys()) {
                if !names.contains(&name.as_str()) {
                    names.push(name);
                }
            }
        }
        names
    }

    /// Returns whether a part declares the property.
    pub(crate) fn declares(&self, name: &str) -> bool {
        let mut properties = self.parts.iter().filter_map(|p| p.object("properties"));
        properties.any(|properties| properties.contains_key(name))
    }

    /// Returns the schema of a property, from all parts that declare it.
    pub fn property(&self, name: &str) -> Option<Self> {
        self.children(|part| part.child("properties")?.child(name))
    }

    /// Returns the properties, each once, in document order.
    pub fn properties(&self) -> impl Iterator<Item = (&'d str, Self)> {
        let names = self.property_names().into_iter();
        names.filter_map(|name| Some((name, self.property(name)?)))
    }

    /// Returns whether a property is required.
    pub fn requires(&self, name: &str) -> bool {
        self.parts.iter().any(|part| part.lists("required", name))
    }

    /// Returns the schema of undeclared properties, if `additionalProperties` is a schema.
    pub fn additional_properties(&self) -> Option<Self> {
        self.children(|part| {
            let additional = part.child("additionalProperties")?;
            additional.value.is_object().then_some(additional)
        })
    }

    /// Returns the name of the property that selects the variant of a union.
    pub fn discriminator(&self) -> Option<&'d str> {
        self.get("discriminator")?.get("propertyName")?.as_str()
    }

    /// Returns the variants of a `oneOf` or `anyOf`.
    pub fn variants(&self) -> Vec<Self> {
        let of = |part: &Node<'d>| part.child("oneOf").or_else(|| part.child("anyOf"));
        let union = self.parts.iter().find_map(of);
        let variants = union.iter().flat_map(Node::items);
        variants.map(|v| Self::new(self.document, v)).collect()
    }

    /// Returns the variant that a value of the discriminator selects: by the mapping, or by the name of the schema
    /// ([Discriminator Object](https://spec.openapis.org/oas/v3.0.3.html#discriminator-object)).
    pub fn variant(&self, value: &str) -> Option<Self> {
        let mapped = self.get("discriminator")?.get("mapping");
        let target = mapped.and_then(|mapping| mapping.get(value)?.as_str());
        let target = target.unwrap_or(value);
        let node = match target.contains('#') {
            true => self.document.target(target),
            false => self.document.component(target),
        };
        node.map(|node| Self::new(self.document, node))
    }

    /// Returns the variants of a union with a discriminator, each with the value that selects it.
    pub fn tagged_variants(&self) -> Vec<(&'d str, Self)> {
        let mapping = self.get("discriminator").and_then(|d| d.get("mapping"));
        let mapping = mapping.and_then(Value::as_object);
        let tag = |variant: &Self| {
            let name = variant.component?;
            let mut values = mapping.into_iter().flatten();
            let is_mapped =
                |target: &str| target.strip_prefix(SCHEMA_PREFIX).unwrap_or(target) == name;
            let mapped = values.find(|(_, target)| target.as_str().is_some_and(is_mapped));
            Some(mapped.map_or(name, |(value, _)| value))
        };
        let variants = self.variants().into_iter();
        variants.filter_map(|v| Some((tag(&v)?, v))).collect()
    }

    /// Returns the part that is the union of this index, as a schema of its own.
    pub(crate) fn nth_union(&self, index: usize) -> Option<Self> {
        let is_union = |part: &&Node<'d>| {
            part.value
                .get("oneOf")
                .or(part.value.get("anyOf"))
                .is_some()
        };
        let part = self.parts.iter().filter(is_union).nth(index)?;
        Some(Self {
            document: self.document,
            location: part.location.clone(),
            component: None,
            parts: vec![part.clone()],
        })
    }

    /// Returns the schema of the values that match both.
    pub(crate) fn and(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for part in &other.parts {
            both.add(part.clone(), 0);
        }
        both
    }

    fn children(&self, child: impl Fn(&Node<'d>) -> Option<Node<'d>>) -> Option<Self> {
        let nodes: Vec<_> = self.parts.iter().filter_map(child).collect();
        (!nodes.is_empty()).then(|| Self::joined(self.document, nodes))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::Document;

    #[test]
    fn parts_of_all_of_are_read_as_one_schema() {
        let root = json!({ "components": { "schemas": {
            "Whole": {
                "nullable": true,
                "allOf": [{ "$ref": "#/components/schemas/Base" }, {
                    "required": ["b"],
                    "properties": { "a": { "maxLength": 3 }, "b": { "type": "integer" } },
                }],
            },
            "Base": { "type": "object", "properties": { "a": { "type": "string" } } },
        } } });
        let document = Document::new(&root);
        let schema = document.schema(document.component("Whole").unwrap());
        assert_eq!(schema.kind(), Some("object"));
        assert_eq!(schema.component(), Some("Base"));
        assert_eq!(schema.property_names(), ["a", "b"]);
        assert!(schema.is("nullable"));
        assert!(schema.requires("b") && !schema.requires("a"));
        let a = schema.property("a").unwrap();
        assert_eq!(
            (a.kind(), a.get("maxLength")),
            (Some("string"), Some(&json!(3)))
        );
    }

    #[test]
    fn a_recursive_all_of_ends() {
        let root = json!({ "components": { "schemas": { "A": {
            "title": "a",
            "allOf": [{ "$ref": "#/components/schemas/A" }],
        } } } });
        let document = Document::new(&root);
        let schema = document.schema(document.component("A").unwrap());
        assert_eq!(schema.parts().len(), 1);
    }

    #[test]
    fn a_variant_is_found_by_mapping_or_name() {
        let root = json!({ "components": { "schemas": {
            "Union": {
                "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }],
                "discriminator": { "propertyName": "kind", "mapping": {
                    "c": "#/components/schemas/Cat", "d": "Dog",
                } },
            },
            "Cat": { "title": "cat" },
            "Dog": { "title": "dog" },
        } } });
        let document = Document::new(&root);
        let union = document.schema(document.component("Union").unwrap());
        assert_eq!(union.discriminator(), Some("kind"));
        assert_eq!(union.variants().len(), 2);
        let title = |value| union.variant(value).and_then(|v| v.text("title"));
        assert_eq!(title("c"), Some("cat"));
        assert_eq!(title("d"), Some("dog"));
        assert_eq!(title("Dog"), Some("dog"));
        assert_eq!(title("bird"), None);
    }

    #[test]
    fn texts_of_parameters_get_the_declared_type() {
        for (kind, text, expected) in [
            ("integer", "7", json!(7)),
            ("integer", "7.5", json!("7.5")),
            (
                "integer",
                "99999999999999999999",
                json!("99999999999999999999"),
            ),
            ("number", "7.5", json!(7.5)),
            ("boolean", "true", json!(true)),
            ("boolean", "TRUE", json!("TRUE")),
            ("string", "7", json!("7")),
        ] {
            let root = json!({ "components": { "schemas": { "A": { "type": kind } } } });
            let document = Document::new(&root);
            let schema = document.schema(document.component("A").unwrap());
            assert_eq!(schema.parse(text), expected, "{kind} {text}");
        }
    }

    #[test]
    fn tagged_variants_have_the_mapped_value_or_the_name() {
        let root = json!({ "components": { "schemas": {
            "Union": {
                "oneOf": [
                    { "$ref": "#/components/schemas/Cat" },
                    { "$ref": "#/components/schemas/Dog" },
                    { "$ref": "#/components/schemas/Eel" },
                ],
                "discriminator": { "propertyName": "kind", "mapping": {
                    "c": "#/components/schemas/Cat", "d": "Dog", "d2": "Dog",
                } },
            },
            "Cat": { "minimum": -1 },
            "Dog": { "minLength": 2 },
            "Eel": { "enum": ["x", 1] },
        } } });
        let document = Document::new(&root);
        let union = document.schema(document.component("Union").unwrap());
        let tagged = union.tagged_variants();
        let tags: Vec<&str> = tagged.iter().map(|(tag, _)| *tag).collect();
        assert_eq!(tags, ["c", "d", "Eel"]);
        assert_eq!(tagged[0].1.number("minimum"), Some(-1));
        assert_eq!(tagged[0].1.size("minimum"), None);
        assert_eq!(tagged[1].1.size("minLength"), Some(2));
        assert_eq!(tagged[2].1.texts(), Some(vec!["x"]));
    }
}
