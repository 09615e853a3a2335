//! Generates resources that an update can send back.

use astro_api_openapi_model::Schema;
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
        let document = self.document;
        self.value(&document.schema(resource), Some(&document.schema(request)))
    }

    fn value(&mut self, read: &Schema<'_>, sent: Option<&Schema<'_>>) -> Value {
        let bounded = sent.unwrap_or(read);
        self.count += 1;
        if let Some(values) = bounded.values().or(read.values()) {
            return self.random.choice(values).unwrap().clone();
        }
        let minimum = bounded.number("minimum").unwrap_or(0);
        match read.kind().unwrap_or("object") {
            "string" if read.text("format") == Some("date-time") => {
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
                let maximum = bounded.number("maximum").unwrap_or(minimum + 1000);
                json!(self.random.i64(minimum..=maximum))
            }
            "number" => json!(self.random.u16(..)),
            "boolean" => json!(self.random.bool()),
            "array" => {
                let minimum = bounded.size("minItems").unwrap_or(0);
                let (read, sent) = (read.items().unwrap(), sent.and_then(Schema::items));
                (0..self.random.usize(minimum..=3))
                    .map(|_| self.value(&read, sent.as_ref()))
                    .collect()
            }
            _ => self.object(read, sent),
        }
    }

    fn object(&mut self, read: &Schema<'_>, sent: Option<&Schema<'_>>) -> Value {
        if read.get("properties").is_none() {
            return json!({ "a key": format!("{ANY_TEXT}{}", self.count) });
        }
        let mut members = Map::new();
        for (name, property) in read.properties() {
            let renamed = RENAMED.iter().find(|(own, _)| *own == name);
            let other = renamed.map_or(name, |(_, other)| other);
            let is_required = read.requires(name) || sent.is_some_and(|s| s.requires(other));
            if is_required || self.random.u8(..10) < 7 {
                let sent = sent.and_then(|sent| sent.property(other));
                let value = self.value(&property, sent.as_ref());
                members.insert(name.to_owned(), value);
            }
        }
        members.into()
    }
}
