//! Generates bodies from the schemas of the document.

use astro_api_openapi_model::Schema;
use serde_json::{Map, Value, json};

/// A generator of bodies with all members. All values are distinct, so that mixing them up is detected.
#[derive(Default)]
pub(super) struct Maker {
    count: i64,
    /// Whether to add unknown enum values and members.
    is_newer: bool,
}

impl Maker {
    /// Generates bodies as from a later version of the API.
    pub(super) fn newer() -> Self {
        Self {
            count: 0,
            is_newer: true,
        }
    }

    pub(super) fn make(&mut self, schema: &Schema<'_>) -> Value {
        self.count += 1;
        if let Some(values) = schema.values() {
            return match self.is_newer {
                true => json!(format!("NEWER_{}", self.count)),
                // The first value might be a default that hides a loss.
                false => values.last().unwrap().clone(),
            };
        }
        match schema.kind().unwrap() {
            "string" if schema.text("format") == Some("date-time") => {
                let (minute, second) = (self.count / 60 % 60, self.count % 60);
                json!(format!("2026-02-01T01:{minute:02}:{second:02}.678Z"))
            }
            "string" => json!(format!("text {}", self.count)),
            "integer" => json!(self.count),
            "number" => json!(self.count as f64 + 0.5),
            "boolean" => json!(true),
            "array" => json!([self.make(&schema.items().unwrap())]),
            _ => self.object(schema),
        }
    }

    fn object(&mut self, schema: &Schema<'_>) -> Value {
        if schema.get("properties").is_none() {
            // A free-form object, or a map of texts.
            return json!({ "any name": format!("text {}", self.count) });
        }
        let mut object: Map<String, Value> = schema
            .properties()
            .map(|(name, property)| (name.to_owned(), self.make(&property)))
            .collect();
        if self.is_newer {
            object.insert("newerMember".to_owned(), json!({ "any": [1, null] }));
        }
        object.into()
    }
}
