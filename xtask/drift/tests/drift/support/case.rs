//! Reads the pairs of documents in `tests/cases`.
//!
//! To keep a pair small, each side lists only the relevant parts: `request` and `response` are the schema `Thing` that an
//! operation accepts and returns, `parameter` is one or several of them, `operation` are its members, and `document` is
//! the rest of the document.

use std::{collections::BTreeSet, fs};

use serde_json::{Value, json};

/// A pair of documents, and the expected findings.
pub(crate) struct Case {
    /// The name of the file.
    pub(crate) name: String,
    /// The rule, with which the name begins. The rest of the name distinguishes several cases of it.
    pub(crate) rule: String,
    /// Other rules that it necessarily triggers.
    pub(crate) also: Vec<String>,
    /// The findings in reverse.
    pub(crate) swapped: BTreeSet<String>,
    /// The verdict, if it differs from that of the rule.
    pub(crate) wire: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) old: Side,
    pub(crate) new: Side,
}

/// A document, with its table of names.
pub(crate) struct Side {
    pub(crate) document: Value,
    pub(crate) text: String,
    pub(crate) names: Option<String>,
}

pub(crate) fn cases() -> Vec<Case> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.sort();
    let read = |path: std::path::PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let case = astro_api_codegen::parse(&text).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let list = |member: &str| -> Vec<String> {
            let all = case
                .get(member)
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            all.map(|v| v.as_str().unwrap().to_owned()).collect()
        };
        let text = |member: &str| Some(case.get(member)?.as_str().unwrap().to_owned());
        Case {
            rule: name.split('-').next().unwrap().to_owned(),
            name,
            also: list("also"),
            swapped: list("swapped").into_iter().collect(),
            wire: text("wire"),
            source: text("source"),
            old: Side::from_sections(&case["old"]),
            new: Side::from_sections(&case["new"]),
        }
    };
    paths.into_iter().map(read).collect()
}

impl Side {
    fn from_sections(sections: &Value) -> Self {
        let mut document = json!({
            "openapi": "3.0.3",
            "info": { "title": "Things", "version": "1.0" },
            "paths": {},
        });
        if ["request", "response", "parameter", "operation"]
            .iter()
            .any(|m| sections.get(m).is_some())
        {
            document["paths"] = json!({ "/thing": { "get": operation(sections) } });
        }
        let thing = sections.get("request").or_else(|| sections.get("response"));
        if let Some(thing) = thing {
            document["components"] = json!({ "schemas": { "Thing": thing } });
        }
        merge(
            &mut document,
            sections.get("document").unwrap_or(&json!({})),
        );
        Self {
            text: document.to_string(),
            names: sections.get("names").map(Value::to_string),
            document,
        }
    }
}

fn operation(sections: &Value) -> Value {
    let json =
        json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } });
    let mut operation = json!({ "operationId": "GetThing" });
    if sections.get("request").is_some() {
        operation["requestBody"] = json!({ "required": true, "content": json });
    }
    if sections.get("response").is_some() {
        operation["responses"] = json!({ "200": { "description": "", "content": json } });
    } else if sections.pointer("/operation/responses").is_none() {
        operation["responses"] = json!({ "204": { "description": "" } });
    }
    match sections.get("parameter") {
        Some(Value::Array(several)) => operation["parameters"] = json!(several),
        Some(one) => operation["parameters"] = json!([one]),
        None => {}
    }
    merge(
        &mut operation,
        sections.get("operation").unwrap_or(&json!({})),
    );
    operation
}

fn merge(into: &mut Value, from: &Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (key, value) in from {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, from) => *into = from.clone(),
    }
}
