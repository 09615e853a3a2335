//! Generates resources that an update can send back.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::wire::document::Document;

/// The prefix of texts that can be changed to any other.
pub(super) const ANY_TEXT: &str = "any text ";

/// Members of a resource that have another name in its update.
const RENAMED: [(&str, &str); 4] = [
    ("tags", "k8sTags"),
    ("isDrEnabled", "enableDr"),
    ("effectiveWorkloadIdentity", "workloadIdentity"),
    ("effectiveDRWorkloadIdentity", "drWorkloadIdentity"),
];

/// A generator of values of a response schema that are also valid for the request schema.
pub(super) struct Maker<'a> {
    pub(super) document: &'a Document,
    pub(super) random: Rng,
    pub(super) count: usize,
}

impl Maker<'_> {
    pub(super) fn resource(&mut self, resource: &str, request: &str) -> Value {
        let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        self.value(&reference(resource), Some(&reference(request)))
    }

    fn value(&mut self, read: &Value, sent: Option<&Value>) -> Value {
        let document = self.document;
        let read = document.resolve(read);
        let sent = sent.map(|sent| document.resolve(sent));
        let bounded = sent.unwrap_or(read);
        self.count += 1;
        if let Some(values) = bounded["enum"].as_array().or(read["enum"].as_array()) {
            return self.random.choice(values).unwrap().clone();
        }
        let minimum = bounded["minimum"].as_i64().unwrap_or(0);
        match read["type"].as_str().unwrap_or("object") {
            "string" if read["format"] == "date-time" => {
                let [minute, second] = [(); 2].map(|()| self.random.u8(..60));
                json!(format!("2026-02-01T01:{minute:02}:{second:02}Z"))
            }
            // All are unique, and some are not ASCII.
            "string" => json!(
                format!("{ANY_TEXT}{}{}", self.count, self.random.alphanumeric())
                    + self
                        .random
                        .choice(["", " Möwe", "\u{1f426}", "\"\\"])
                        .unwrap()
            ),
            "integer" => {
                let maximum = bounded["maximum"].as_i64().unwrap_or(minimum + 1000);
                json!(self.random.i64(minimum..=maximum))
            }
            "number" => json!(self.random.u16(..)),
            "boolean" => json!(self.random.bool()),
            "array" => {
                let least = bounded["minItems"].as_u64().unwrap_or(0);
                let items = sent
                    .map(|sent| &sent["items"])
                    .filter(|items| !items.is_null());
                (0..self.random.u64(least..=3))
                    .map(|_| self.value(&read["items"], items))
                    .collect()
            }
            _ => self.object(read, sent),
        }
    }

    fn object(&mut self, read: &Value, sent: Option<&Value>) -> Value {
        let Some(properties) = read["properties"].as_object() else {
            return json!({ "a key": format!("{ANY_TEXT}{}", self.count) });
        };
        let requires = |schema: &Value, name: &str| {
            let required = schema["required"].as_array();
            required.is_some_and(|all| all.iter().any(|own| own == name))
        };
        let mut members = Map::new();
        for (name, property) in properties {
            let renamed = RENAMED.iter().find(|(own, _)| own == name);
            let other = renamed.map_or(name.as_str(), |(_, other)| other);
            let inner = sent.map(|sent| &sent["properties"][other]);
            let is_required = requires(read, name) || sent.is_some_and(|s| requires(s, other));
            if is_required || self.random.u8(..10) < 7 {
                let value = self.value(property, inner.filter(|inner| !inner.is_null()));
                members.insert(name.clone(), value);
            }
        }
        members.into()
    }
}
