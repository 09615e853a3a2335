//! Whether two parts of two documents mean the same, by the rules of drift.

use std::collections::BTreeSet;

use astro_api_drift::{
    compare,
    report::{Finding, Severity},
};
use serde_json::{Value, json};

use super::{references, uses::Uses};

/// A path that no document has.
const PATH: &str = "/compared";

/// The operations, as `METHOD path`, that mean something else in the newer document.
pub(super) fn affected(old: &Value, new: &Value) -> BTreeSet<String> {
    let findings = compare(old, new);
    let concerned = findings.iter().filter(|finding| matters(finding));
    concerned
        .flat_map(|finding| finding.operation.iter().chain(&finding.used_by))
        .cloned()
        .collect()
}

/// Two documents whose schemas are compared.
pub(super) struct Alike<'a> {
    pub(super) old: &'a Value,
    new: &'a Value,
}

impl<'a> Alike<'a> {
    pub(super) fn new(old: &'a Value, new: &'a Value) -> Self {
        Self { old, new }
    }

    /// Whether two schemas mean the same where they are used, each in its document.
    pub(super) fn schemas(&self, old: &Value, new: &Value, uses: Uses) -> bool {
        let operation = |schema: &Value| {
            let body = json!({ "description": "", "content": { "application/json": { "schema": schema } } });
            let mut operation = json!({ "operationId": "Compare", "responses": {} });
            if uses.in_request {
                operation["requestBody"] = body.clone();
            }
            if uses.in_answer || uses == Uses::default() {
                operation["responses"]["200"] = body.clone();
            }
            if uses.in_error {
                operation["responses"]["400"] = body;
            }
            json!({ "post": operation })
        };
        let old = with_path(self.old, &operation(old));
        let new = with_path(self.new, &operation(new));
        affected(&old, &new).is_empty()
    }
}

/// A document with one path, and those schemas of another that the path needs.
fn with_path(document: &Value, item: &Value) -> Value {
    let mut small = json!({
        "openapi": document["openapi"],
        "info": {},
        "paths": { PATH: item },
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

/// Whether a finding says more than that something reads differently.
pub(super) fn matters(finding: &Finding) -> bool {
    finding.worst() > Severity::None
}
