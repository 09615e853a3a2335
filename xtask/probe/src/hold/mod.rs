//! Validates a response against the document.

mod scalar;
mod schema;
mod shown;
mod slot;

use std::collections::BTreeSet;

use astro_api_drift::report::{Finding, Place, Severity};
use serde_json::{Value, json};

use crate::{
    ask::Answer,
    document::{Document, Node, Operation},
    rules::{self, Rule},
};
use slot::Slot;

/// The prefix of the component schemas.
const SCHEMAS: &str = "/components/schemas/";

/// The findings in the responses of one operation.
pub(crate) struct Held<'d> {
    document: &'d Document,
    /// As `METHOD path`.
    operation: String,
    /// Whether the client reads the body regardless of its content.
    forgiven: bool,
    pub(crate) findings: Vec<Finding>,
    /// Schema members that are not validated, each with its value where that matters.
    pub(crate) not_held: BTreeSet<String>,
}

impl<'d> Held<'d> {
    pub(crate) fn new(document: &'d Document, operation: &Operation<'_>) -> Self {
        Self {
            document,
            operation: format!("GET {}", operation.path),
            forgiven: false,
            findings: Vec::new(),
            not_held: BTreeSet::new(),
        }
    }

    /// Validates a response, and returns its body if it is JSON.
    pub(crate) fn answer(&mut self, operation: &Operation<'d>, answer: &Answer) -> Option<Value> {
        let is_success = (200..300).contains(&answer.status);
        self.forgiven = !is_success;
        let body = answer.body.as_deref();
        let json = body.and_then(|body| serde_json::from_slice::<Value>(body).ok());
        let Some(responses) = operation.node.child("responses") else {
            return json;
        };
        let Some(response) = self.response(&responses, answer.status) else {
            let wire = match answer.status {
                200..300 => Severity::Risk,
                // The client does not follow redirects.
                300..400 => Severity::Break,
                _ => Severity::None,
            };
            let status = json!(answer.status);
            self.find(
                rules::UNDECLARED_STATUS,
                wire,
                &responses.place,
                None,
                Some(status),
            );
            return json;
        };
        let Some(content) = response.child("content") else {
            return json;
        };
        self.content_type(&content, answer);
        let Some(declared) = declared_json(&content) else {
            return json;
        };
        match (&json, body) {
            (Some(value), _) => {
                if let Some(schema) = declared.child("schema") {
                    self.value(schema, value, Slot::Vital);
                }
            }
            // A body of another content type is reported already, and is not invalid JSON.
            (None, Some(_)) if self.forgiven && !says_json(answer) => {}
            (None, Some(_)) => {
                self.find(
                    rules::NOT_JSON,
                    Severity::Break,
                    &declared.place,
                    None,
                    None,
                );
            }
            (None, None) => {}
        }
        json
    }

    /// Returns the response declared for a status code.
    fn response(&self, responses: &Node<'d>, status: u16) -> Option<Node<'d>> {
        let keys = [
            status.to_string(),
            format!("{}XX", status / 100),
            "default".to_owned(),
        ];
        let response = keys.iter().find_map(|key| responses.child(key))?;
        Some(self.document.resolve(response))
    }

    fn content_type(&mut self, content: &Node<'d>, answer: &Answer) {
        let declared = content.value.as_object();
        let declared: Vec<&String> = declared
            .into_iter()
            .flatten()
            .map(|(name, _)| name)
            .collect();
        let came = answer.content_type.as_deref();
        let fits = |declared: &&String| came.is_some_and(|came| is_kind_of(came, declared));
        if declared.is_empty() || declared.iter().any(fits) {
            return;
        }
        // The client ignores the content type. A body that was not read may contain anything.
        let wire = if answer.body.is_some() {
            Severity::None
        } else {
            Severity::Risk
        };
        let came = came.map(|came| json!(shown::content_type(came)));
        let declared = json!(declared);
        self.find(
            rules::UNDECLARED_CONTENT_TYPE,
            wire,
            &content.place,
            Some(declared),
            came,
        );
    }

    /// Adds a finding.
    fn find(
        &mut self,
        rule: Rule,
        wire: Severity,
        place: &Place,
        old: Option<Value>,
        new: Option<Value>,
    ) {
        let is_body = rule != rules::UNDECLARED_STATUS;
        let wire = if self.forgiven && is_body {
            Severity::None
        } else {
            wire
        };
        let mut finding = Finding::new(rule.id, rule.name, [wire, rule.source], place, old, new);
        match place.pointer().strip_prefix(SCHEMAS) {
            Some(rest) => {
                let schema = rest.split('/').next().unwrap_or_default();
                finding.schema = Some(schema.replace("~1", "/").replace("~0", "~"));
            }
            None => finding.operation = Some(self.operation.clone()),
        }
        finding.used_by.push(self.operation.clone());
        finding.seen = Some(1);
        self.findings.push(finding);
    }
}

/// Returns the JSON media type of a `content` object.
fn declared_json<'d>(content: &Node<'d>) -> Option<Node<'d>> {
    let names = content.value.as_object()?.keys();
    let mut names = names.filter(|name| is_json(&lower_essence(name)));
    content.child(names.next()?)
}

fn says_json(answer: &Answer) -> bool {
    answer.content_type.as_deref().is_some_and(is_json)
}

fn is_json(essence: &str) -> bool {
    essence == "application/json" || essence.ends_with("+json")
}

fn lower_essence(declared: &str) -> String {
    declared
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// Returns whether a content type matches the declared one, which may be a range.
fn is_kind_of(came: &str, declared: &str) -> bool {
    let declared = lower_essence(declared);
    match declared.strip_suffix('*') {
        Some("*/") => true,
        Some(kind) => came.starts_with(kind),
        None => came == declared,
    }
}
