//! A small validator: the violations in a JSON value of a schema of the document, and its omitted members.

use serde_json::Value;

use super::document::{Document, requires};

/// The expected members of a body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Extent {
    /// The required ones only.
    RequiredOnly,
    /// All.
    All,
    /// Any that are valid.
    Valid,
}

/// A validator that compares values with schemas, and records the violations.
pub(crate) struct Validator<'a> {
    document: &'a Document,
    extent: Extent,
    pub(crate) faults: Vec<String>,
}

impl<'a> Validator<'a> {
    pub(crate) fn new(document: &'a Document, extent: Extent) -> Self {
        Self {
            document,
            extent,
            faults: Vec::new(),
        }
    }

    fn fault(&mut self, place: &str, what: &str) {
        self.faults.push(format!("{place}: {what}"));
    }

    /// Validates a value against a schema.
    pub(crate) fn check(&mut self, place: &str, schema: &'a Value, value: &Value) {
        if value.is_null() && schema["nullable"] == true {
            return;
        }
        let schema = self.document.resolve(schema);
        if schema.get("oneOf").is_some() {
            return self.one_of(place, schema, value);
        }
        let has_declared_type = match schema["type"].as_str().unwrap_or_default() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_i64(),
            "number" => value.is_number(),
            other => panic!("{place}: a schema of the type {other:?}"),
        };
        if !has_declared_type {
            return self.fault(place, &format!("{value} is no {}", schema["type"]));
        }
        self.bounds(place, schema, value);
        match value {
            Value::Object(_) => self.object(place, schema, value, None),
            Value::Array(items) => {
                if self.extent == Extent::All && items.is_empty() {
                    self.fault(place, "an empty list shows nothing of its items");
                }
                for item in items {
                    self.check(&format!("{place}[]"), &schema["items"], item);
                }
            }
            _ => {}
        }
    }

    /// The discriminator selects the variant.
    fn one_of(&mut self, place: &str, schema: &'a Value, value: &Value) {
        let name = schema["discriminator"]["propertyName"].as_str().unwrap();
        let Some(text) = value[name].as_str() else {
            return self.fault(place, &format!("without its discriminator `{name}`"));
        };
        let Some(reference) = schema["discriminator"]["mapping"][text].as_str() else {
            return self.fault(place, &format!("the mapping has no {text}"));
        };
        let variants = schema["oneOf"].as_array().unwrap();
        let variant = variants.iter().find(|v| v["$ref"] == reference).unwrap();
        let variant = self.document.resolve(variant);
        self.object(place, variant, value, Some(name));
    }

    /// A discriminator is sent even if its variant does not require it.
    fn object(
        &mut self,
        place: &str,
        schema: &'a Value,
        value: &Value,
        discriminator: Option<&str>,
    ) {
        let members = value.as_object().unwrap();
        let Some(properties) = schema["properties"].as_object() else {
            // A free-form object, or a map with values of one kind.
            let kind = &schema["additionalProperties"];
            for (name, value) in members.iter().filter(|_| kind.is_object()) {
                self.check(&format!("{place}.{name}"), kind, value);
            }
            return;
        };
        for (name, value) in members {
            let place = format!("{place}.{name}");
            let is_expected = requires(schema, name) || discriminator == Some(name);
            match properties.get(name) {
                Some(_) if self.extent == Extent::RequiredOnly && !is_expected => {
                    self.fault(&place, "is not required");
                }
                Some(property) => self.check(&place, property, value),
                None => self.fault(&place, "is not declared"),
            }
        }
        for name in properties.keys().filter(|n| !members.contains_key(*n)) {
            if requires(schema, name) || self.extent == Extent::All {
                self.fault(&format!("{place}.{name}"), "is missing");
            }
        }
    }

    fn bounds(&mut self, place: &str, schema: &Value, value: &Value) {
        let size = match value {
            Value::String(text) => Some(text.chars().count()),
            Value::Array(items) => Some(items.len()),
            _ => None,
        };
        let size = size.map_or_else(|| value.as_f64(), |n| Some(n as f64));
        for (bound, is_lower) in [
            ("minimum", true),
            ("minLength", true),
            ("minItems", true),
            ("maximum", false),
            ("maxLength", false),
            ("maxItems", false),
        ] {
            if let (Some(bound_at), Some(size)) = (schema[bound].as_f64(), size)
                && (if is_lower {
                    size < bound_at
                } else {
                    size > bound_at
                })
            {
                self.fault(place, &format!("{value} against {bound} {bound_at}"));
            }
        }
        if let Some(values) = schema["enum"].as_array()
            && !values.contains(value)
        {
            self.fault(place, &format!("{value} is none of the declared values"));
        }
        if schema["format"] == "date-time"
            && chrono::DateTime::parse_from_rfc3339(value.as_str().unwrap_or_default()).is_err()
        {
            self.fault(place, &format!("{value} is no time"));
        }
    }
}
