//! Validates a response against the document.

mod body;
mod redact;
mod requirement;

use std::collections::BTreeSet;

use astro_api_drift::report::{Finding, Severity};
use astro_api_openapi_model::{
    Location, Node, Operation, essence, is_json, json_content,
    validate::{Direction, ValuePath, validate},
};
use serde_json::{Value, json};

use crate::{
    rules::{self, Rule},
    target::ProbeResponse,
};

/// Validates the responses of one operation, and collects the findings.
pub(crate) struct Validator {
    /// As `METHOD path`.
    operation: String,
    /// Whether the status code of the response is outside of 200 to 299.
    is_failure: bool,
    pub(crate) findings: Vec<Finding>,
    /// The keywords that are not checked, each with its value where that matters.
    pub(crate) unchecked: BTreeSet<String>,
}

impl Validator {
    pub(crate) fn new(operation: &Operation<'_>) -> Self {
        Self {
            operation: operation.title(),
            is_failure: false,
            findings: Vec::new(),
            unchecked: BTreeSet::new(),
        }
    }

    /// Validates a response, and returns its body if it is JSON.
    pub(crate) fn response(
        &mut self,
        operation: &Operation<'_>,
        response: &ProbeResponse,
    ) -> Option<Value> {
        self.is_failure = !(200..300).contains(&response.status);
        let body = response.body.as_deref();
        let json = body.and_then(|body| serde_json::from_slice::<Value>(body).ok());
        let Some(responses) = operation.node.child("responses") else {
            return json;
        };
        let Some(declared) = operation.response(response.status) else {
            let wire = match response.status {
                200..300 => Severity::Risk,
                // The client does not follow redirects.
                300..400 => Severity::Break,
                _ => Severity::None,
            };
            let status = json!(response.status);
            let location = &responses.location;
            self.find(rules::UNDECLARED_STATUS, wire, location, None, Some(status));
            return json;
        };
        let Some(content) = declared.child("content") else {
            return json;
        };
        self.content_type(&content, response);
        let Some(media) = json_media(&content) else {
            return json;
        };
        match (&json, body) {
            (Some(value), _) => {
                if let Some(schema) = operation.json_schema(&declared) {
                    let path = ValuePath::root("");
                    validate(&schema, value, Direction::Response, &path, self);
                }
            }
            // A body of another content type is reported already, and is not invalid JSON.
            (None, Some(_)) if self.is_failure && !claims_json(response) => {}
            (None, Some(_)) => {
                self.find(
                    rules::NOT_JSON,
                    Severity::Break,
                    &media.location,
                    None,
                    None,
                );
            }
            (None, None) => {}
        }
        json
    }

    fn content_type(&mut self, content: &Node<'_>, response: &ProbeResponse) {
        let declared: Vec<&str> = content.members().map(|(name, _)| name).collect();
        let actual = response.content_type.as_deref();
        let matches = |declared: &&str| actual.is_some_and(|actual| is_in_range(actual, declared));
        if declared.is_empty() || declared.iter().any(matches) {
            return;
        }
        // The client ignores the content type. A body that was not read may contain anything.
        let wire = match response.body {
            None => Severity::Risk,
            Some(_) => Severity::None,
        };
        let actual = actual.map(|actual| json!(redact::content_type(actual)));
        let rule = rules::UNDECLARED_CONTENT_TYPE;
        self.find(rule, wire, &content.location, Some(json!(declared)), actual);
    }

    /// Adds a finding.
    fn find(
        &mut self,
        rule: Rule,
        wire: Severity,
        location: &Location,
        old: Option<Value>,
        new: Option<Value>,
    ) {
        // The client reads bodies of failures regardless of their content.
        let is_ignored = self.is_failure && rule != rules::UNDECLARED_STATUS;
        let wire = if is_ignored { Severity::None } else { wire };
        let mut finding = Finding::new(rule.id, rule.name, [wire, rule.source], location, old, new);
        finding.schema = location.component();
        if finding.schema.is_none() {
            finding.operation = Some(self.operation.clone());
        }
        finding.used_by.push(self.operation.clone());
        finding.seen = Some(1);
        self.findings.push(finding);
    }
}

/// Returns the JSON media type of a `content` object.
fn json_media<'d>(content: &Node<'d>) -> Option<Node<'d>> {
    let (media_type, _) = json_content(content.value.as_object()?)?;
    content.child(media_type)
}

fn claims_json(response: &ProbeResponse) -> bool {
    response.content_type.as_deref().is_some_and(is_json)
}

/// Returns whether a content type matches the declared one, which may be a range.
fn is_in_range(actual: &str, declared: &str) -> bool {
    let declared = essence(declared);
    match declared.strip_suffix('*') {
        Some("*/") => true,
        Some(kind) => actual.starts_with(kind),
        None => actual == declared,
    }
}
