//! The API document, parsed independently of the fake: generates requests and validates responses.

use serde_json::{Map, Value};

/// One operation.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) path: String,
    declared: Value,
}

/// The whole document.
#[derive(Debug)]
pub(crate) struct Document(Value);

impl Document {
    pub(crate) fn read() -> Result<Self, Box<dyn std::error::Error>> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/astro-v1.yaml");
        Ok(Self(yaml_serde::from_str(&std::fs::read_to_string(path)?)?))
    }

    pub(crate) fn operations(&self) -> Vec<Operation> {
        members(&self.0["paths"])
            .flat_map(|(path, methods)| {
                members(methods).map(move |(method, declared)| (path, method, declared))
            })
            .map(|(path, method, declared)| Operation {
                id: declared["operationId"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
                method: method.to_uppercase(),
                path: path.to_owned(),
                declared: declared.clone(),
            })
            .collect()
    }

    fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match (schema["$ref"].as_str(), &schema["allOf"][0]) {
            (Some(reference), _) => self
                .0
                .pointer(&reference[1..])
                .map_or(schema, |schema| self.resolve(schema)),
            (None, Value::Null) => schema,
            (None, only) => self.resolve(only),
        }
    }

    /// Returns the query with required parameters only.
    pub(crate) fn query(&self, operation: &Operation) -> String {
        let parameters = operation.declared["parameters"]
            .as_array()
            .into_iter()
            .flatten();
        let required = parameters
            .filter(|parameter| parameter["in"] == "query" && parameter["required"] == true);
        let pairs: Vec<String> = required
            .map(|parameter| {
                let value = self.minimal_value(&parameter["schema"], "", &[]);
                let value = value.get(0).unwrap_or(&value).clone();
                format!("{}={}", text(&parameter["name"]), text(&value))
            })
            .collect();
        pairs.join("&")
    }

    /// Returns a body with required members only, and with the `known` members, which must refer to existing resources.
    pub(crate) fn body(&self, operation: &Operation, known: &[(&str, String)]) -> Option<Value> {
        let content = &operation.declared["requestBody"]["content"]["application/json"];
        content
            .get("schema")
            .map(|schema| self.minimal_value(schema, "", known))
    }

    fn minimal_value(&self, schema: &Value, name: &str, known: &[(&str, String)]) -> Value {
        let schema = self.resolve(schema);
        if let Some((variant, target)) = members(&schema["discriminator"]["mapping"]).next() {
            let reference = serde_json::json!({ "$ref": target });
            let mut body = self.minimal_value(&reference, name, known);
            body[text(&schema["discriminator"]["propertyName"])] = variant.into();
            return body;
        }
        if let Some((_, value)) = known.iter().find(|(own, _)| *own == name) {
            return value.clone().into();
        }
        match text(&schema["type"]).as_str() {
            "string" if schema["enum"].is_array() => schema["enum"][0].clone(),
            "string" if schema["format"] == "date-time" => "2026-07-01T00:00:00Z".into(),
            "string" => "a"
                .repeat(schema["minLength"].as_u64().unwrap_or(1).max(1) as usize)
                .into(),
            "integer" | "number" => schema["minimum"].as_i64().unwrap_or(1).into(),
            "boolean" => false.into(),
            "array" => {
                let singular = name.trim_end_matches('s');
                (0..schema["minItems"].as_u64().unwrap_or(1))
                    .map(|_| self.minimal_value(&schema["items"], singular, known))
                    .collect()
            }
            _ => members(&schema["properties"])
                .filter(|(name, _)| {
                    let required = schema["required"].as_array();
                    required.is_some_and(|required| required.iter().any(|own| own == name))
                        || known.iter().any(|(own, _)| own == name)
                })
                .map(|(name, property)| {
                    (name.to_owned(), self.minimal_value(property, name, known))
                })
                .collect::<Map<String, Value>>()
                .into(),
        }
    }

    /// Returns the success status, with the media type and the schema of its body.
    pub(crate) fn success<'a>(
        &self,
        operation: &'a Operation,
    ) -> Option<(u16, Option<(&'a str, &'a Value)>)> {
        let (status, response) = members(&operation.declared["responses"])
            .find(|(status, _)| status.starts_with('2'))?;
        let body = members(&response["content"]).next();
        Some((
            status.parse().ok()?,
            body.map(|(media_type, body)| (media_type, &body["schema"])),
        ))
    }

    /// Returns all violations of a schema of the document in a value.
    pub(crate) fn violations(&self, schema: &Value, value: &Value) -> Vec<String> {
        let mut found = Vec::new();
        self.validate(schema, value, "", &mut found);
        found
    }

    fn validate(&self, schema: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
        let nullable = schema["nullable"] == true;
        let schema = self.resolve(schema);
        if value.is_null() && (nullable || schema["nullable"] == true) {
            return;
        }
        let is_valid = match (text(&schema["type"]).as_str(), value) {
            ("string", Value::String(text)) => {
                let length = text.chars().count() as u64;
                let is_time = chrono::DateTime::parse_from_rfc3339(text).is_ok();
                schema["enum"]
                    .as_array()
                    .is_none_or(|values| values.contains(value))
                    && (schema["format"] != "date-time" || is_time)
                    && schema["minLength"]
                        .as_u64()
                        .is_none_or(|least| length >= least)
                    && schema["maxLength"]
                        .as_u64()
                        .is_none_or(|most| length <= most)
            }
            ("integer", Value::Number(number)) if number.is_f64() => false,
            ("integer" | "number", Value::Number(number)) => {
                let number = number.as_f64().unwrap_or(f64::NAN);
                schema["minimum"]
                    .as_f64()
                    .is_none_or(|least| number >= least)
                    && schema["maximum"].as_f64().is_none_or(|most| number <= most)
            }
            ("boolean", Value::Bool(_)) => true,
            ("array", Value::Array(items)) => {
                for (position, item) in items.iter().enumerate() {
                    self.validate(
                        &schema["items"],
                        item,
                        &format!("{place}[{position}]"),
                        found,
                    );
                }
                true
            }
            ("object", Value::Object(own)) => {
                self.validate_members(schema, own, place, found);
                true
            }
            _ => false,
        };
        if !is_valid {
            found.push(format!("{place}: {value}"));
        }
    }

    fn validate_members(
        &self,
        schema: &Value,
        own: &Map<String, Value>,
        place: &str,
        found: &mut Vec<String>,
    ) {
        for name in schema["required"].as_array().into_iter().flatten() {
            if !own.contains_key(&text(name)) {
                found.push(format!("{place}.{} is missing", text(name)));
            }
        }
        let is_open = schema.get("properties").is_none();
        for (name, value) in own {
            let place = format!("{place}.{name}");
            match (&schema["properties"][name], &schema["additionalProperties"]) {
                (Value::Null, Value::Object(_)) => {
                    self.validate(&schema["additionalProperties"], value, &place, found)
                }
                (Value::Null, _) if is_open => {}
                (Value::Null, _) => found.push(format!("{place} is not declared")),
                (property, _) => self.validate(property, value, &place, found),
            }
        }
    }
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, member)| (name.as_str(), member))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
