//! Generates bodies from the schemas of the document.

use serde_json::{Map, Value, json};

use crate::wire::document::Document;

/// A generator of bodies with all members. All values are distinct, so that mixing them up is detected.
pub(super) struct Maker<'a> {
    document: &'a Document,
    count: i64,
    /// Whether to add unknown enum values and members.
    is_newer: bool,
}

impl<'a> Maker<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self {
            document,
            count: 0,
            is_newer: false,
        }
    }

    /// Generates bodies as from a later version of the API.
    pub(super) fn newer(document: &'a Document) -> Self {
        Self {
            is_newer: true,
            ..Self::new(document)
        }
    }

    pub(super) fn make(&mut self, schema: &Value) -> Value {
        let schema = self.document.resolve(schema);
        self.count += 1;
        if let Some(values) = schema["enum"].as_array() {
            return match self.is_newer {
                true => json!(format!("NEWER_{}", self.count)),
                // The first value might be a default that hides a loss.
                false => values.last().unwrap().clone(),
            };
        }
        match schema["type"].as_str().unwrap() {
            "string" if schema["format"] == "date-time" => {
                let (minute, second) = (self.count / 60 % 60, self.count % 60);
                json!(format!("2026-02-01T01:{minute:02}:{second:02}.678Z"))
            }
            "string" => json!(format!("text {}", self.count)),
            "integer" => json!(self.count),
            "number" => json!(self.count as f64 + 0.5),
            "boolean" => json!(true),
            "array" => json!([self.make(&schema["items"])]),
            _ => self.object(schema),
        }
    }

    fn object(&mut self, schema: &Value) -> Value {
        let Some(properties) = schema["properties"].as_object() else {
            // A free-form object, or a map of texts.
            return json!({ "any name": format!("text {}", self.count) });
        };
        let mut object: Map<String, Value> = properties
            .iter()
            .map(|(name, property)| (name.clone(), self.make(property)))
            .collect();
        if self.is_newer {
            object.insert("newerMember".to_owned(), json!({ "any": [1, null] }));
        }
        object.into()
    }
}
