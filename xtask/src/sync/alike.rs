//! Whether two parts of two documents mean the same, by the rules of drift.

use astro_api_drift::{
    compare,
    report::{Finding, Severity},
};
use serde_json::{Value, json};

use crate::references;

/// A path that no document has.
const PATH: &str = "/compared";

/// Two documents whose parts are compared.
pub(super) struct Alike<'a> {
    old: &'a Value,
    new: &'a Value,
}

impl<'a> Alike<'a> {
    pub(super) fn new(old: &'a Value, new: &'a Value) -> Self {
        Self { old, new }
    }

    /// Whether both documents have that operation, and mean the same by it.
    pub(super) fn operations(&self, path: &str, method: &str) -> bool {
        let of = |document: &Value| {
            let operation = &document["paths"][path][method];
            with_path(document, path, &json!({ method: operation }))
        };
        are_alike(&of(self.old), &of(self.new), path)
    }

    /// Whether two schemas mean the same, each in its document.
    pub(super) fn schemas(&self, old: &Value, new: &Value) -> bool {
        let answer = |schema: &Value| {
            json!({ "get": { "operationId": "Compare", "responses": { "200": {
                "description": "",
                "content": { "application/json": { "schema": schema } },
            } } } })
        };
        let old = with_path(self.old, PATH, &answer(old));
        let new = with_path(self.new, PATH, &answer(new));
        are_alike(&old, &new, PATH)
    }
}

/// A document with one path, and those schemas of another that the path needs.
fn with_path(document: &Value, path: &str, item: &Value) -> Value {
    let mut small = json!({
        "openapi": document["openapi"],
        "info": {},
        "paths": { path: item },
        "components": {},
    });
    let components = document["components"].as_object().into_iter().flatten();
    for (kind, parts) in components.filter(|(kind, _)| *kind != "schemas") {
        small["components"][kind] = parts.clone();
    }
    if let Some(schemas) = document["components"]["schemas"].as_object() {
        let used = references::reachable(&small, schemas);
        let needed = schemas.iter().filter(|(name, _)| used.contains(*name));
        let needed = needed.map(|(name, schema)| (name.clone(), schema.clone()));
        small["components"]["schemas"] = Value::Object(needed.collect());
    }
    small
}

/// Whether nothing is found in what the path uses. The components that it does not use differ for other reasons.
fn are_alike(old: &Value, new: &Value, path: &str) -> bool {
    let concerns = |operation: &String| operation.ends_with(&format!(" {path}"));
    !compare(old, new).iter().any(|finding| {
        matters(finding)
            && (finding.operation.iter().any(concerns) || finding.used_by.iter().any(concerns))
    })
}

/// Whether a finding says more than that something reads differently.
pub(super) fn matters(finding: &Finding) -> bool {
    finding.worst() > Severity::None
}
