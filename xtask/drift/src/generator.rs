//! Runs the generator on both documents: reports refusals, and added or removed types.

use std::collections::BTreeSet;

use astro_api_codegen::{
    Error, ErrorKind, Generated, Place as Position, Source, generate, parse, refusals,
};
use astro_api_openapi_model::Location;
use serde_json::{Value, json};

use crate::{
    public_items::PublicItems,
    report::{Finding, GENERATOR_OK},
    rules::{self, Rule},
    source::SourceChanges,
};

/// The generator's results for two documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratorResults {
    /// New refusals, names that are out of date, and added or removed types.
    pub findings: Vec<Finding>,
    /// `ok`, or that it refuses the new document.
    pub message: String,
    /// The refusals of the old document that remain, a sentence each. They are not drift.
    pub notes: Vec<String>,
    /// How the public items of the code differ, unless one of the documents is refused.
    pub source: Option<SourceChanges>,
}

impl GeneratorResults {
    /// Adds the findings to those of the rules, and corrects the predictions of all by the public items.
    pub fn add_to(&self, findings: &mut Vec<Finding>) {
        findings.extend(self.findings.iter().cloned());
        if let Some(source) = &self.source {
            source.reconcile(findings);
        }
    }
}

/// Runs the generator on both documents.
///
/// Refusals of both documents are not drift. If the generator refuses either document, the generated types are not
/// compared, and names that are out of date are not reported.
pub fn check(old: Source<'_>, new: Source<'_>) -> GeneratorResults {
    let is_same = old.document == new.document && old.names == new.names;
    let new_code = generate_or_refusals(new);
    let old_code = if is_same {
        new_code.clone()
    } else {
        generate_or_refusals(old)
    };
    match (&old_code, &new_code) {
        (Ok(old), Ok(new)) => GeneratorResults {
            findings: compare_results(old, new),
            message: GENERATOR_OK.to_owned(),
            notes: Vec::new(),
            source: source_changes(old, new),
        },
        (Err(refused), Ok(_)) => GeneratorResults {
            findings: Vec::new(),
            message: GENERATOR_OK.to_owned(),
            notes: notes(
                "refused the old document",
                &refused.iter().collect::<Vec<_>>(),
            ),
            source: None,
        },
        (before, Err(refused)) => {
            let [old_document, new_document] =
                [old, new].map(|source| parse(source.document).unwrap_or_default());
            let before = before.as_ref().err().into_iter().flatten();
            let before: BTreeSet<_> = before.map(|e| identity(&old_document, e)).collect();
            let (known, added): (Vec<&Error>, Vec<&Error>) = refused
                .iter()
                .partition(|e| before.contains(&identity(&new_document, e)));
            GeneratorResults {
                // The comparison reports a changed version.
                findings: added
                    .iter()
                    .filter(|e| !is_version(e))
                    .map(|e| refusal_finding(e))
                    .collect(),
                message: match refused.as_slice() {
                    [only] if is_version(only) => {
                        format!("refuses the new document {}", describe(only))
                    }
                    _ => refusal_message(added.len(), known.len()),
                },
                notes: notes("refuses both documents", &known),
                source: None,
            }
        }
    }
}

/// The number of listed refusals that are not drift.
const MAX_NOTES: usize = 10;

/// Returns the refusals that are not drift, a sentence each, and their consequence.
fn notes(verb: &str, refused: &[&Error]) -> Vec<String> {
    let listed = refused.iter().take(MAX_NOTES);
    let mut notes: Vec<String> = listed
        .map(|e| format!("the generator {verb} {}", describe(e)))
        .collect();
    if let Some(more) = refused.len().checked_sub(MAX_NOTES).filter(|n| *n > 0) {
        notes.push(format!(
            "the generator {verb} at {more} more locations; `cargo xtask generate --spec FILE --check` lists all"
        ));
    }
    notes.push("the generated types were not compared, since a document is refused".to_owned());
    notes
}

/// Returns the identity of a refusal in two documents: the location, with parameters by name instead of by position, and
/// the reason.
fn identity(document: &Value, error: &Error) -> (String, String) {
    let Position::Document(pointer) = error.place() else {
        return (String::new(), error.to_string());
    };
    let mut location = String::new();
    let mut named = String::new();
    for step in pointer.trim_start_matches('#').split('/').skip(1) {
        location = format!("{location}/{step}");
        let parameter = document
            .pointer(&location)
            .filter(|_| named.ends_with("/parameters"));
        match parameter.and_then(|p| p.get("name").or(p.get("$ref"))) {
            Some(name) => named.push_str(&format!("/{name}")),
            None => named.push_str(&format!("/{step}")),
        }
    }
    (named, error.reason().to_owned())
}

/// Returns the generated code, or all refusals.
fn generate_or_refusals(source: Source<'_>) -> Result<Generated, Vec<Error>> {
    generate(source).map_err(|first| {
        let all = refusals(source);
        // The list is empty only if the code cannot be formatted.
        if all.is_empty() { vec![first] } else { all }
    })
}

fn refusal_message(added: usize, known: usize) -> String {
    let locations = |count: usize| match count {
        1 => "1 location".to_owned(),
        _ => format!("{count} locations"),
    };
    match (added, known) {
        (0, known) => format!(
            "refuses the new document at {}, as it refused the old one",
            locations(known)
        ),
        (added, 0) => format!("refuses the new document at {}", locations(added)),
        (added, known) => format!(
            "refuses the new document at {}, {known} of them as in the old one",
            locations(added + known)
        ),
    }
}

fn compare_results(old: &Generated, new: &Generated) -> Vec<Finding> {
    let mut findings = Vec::new();
    let known = &old.unused_names;
    for entry in new.unused_names.iter().filter(|n| !known.contains(n)) {
        findings.push(rules::G05.finding(&Location::root(), Some(json!(entry)), None));
    }
    let (old, new) = (&old.facts.types, &new.facts.types);
    findings.extend(old.difference(new).map(|name| type_removed(name)));
    findings.extend(new.difference(old).map(|name| type_added(name)));
    findings
}

/// Compares the public items. Identical code is not parsed.
fn source_changes(old: &Generated, new: &Generated) -> Option<SourceChanges> {
    if old.files == new.files {
        return Some(SourceChanges::default());
    }
    let items = [old, new].map(|code| PublicItems::read(&code.files));
    let [Ok(old), Ok(new)] = items else {
        return None;
    };
    Some(SourceChanges::between(&old, &new))
}

fn type_removed(name: &str) -> Finding {
    rules::D05.finding(&Location::root(), Some(json!(name)), None)
}

fn type_added(name: &str) -> Finding {
    rules::D28.finding(&Location::root(), None, Some(json!(name)))
}

/// Returns the location and the reason of a refusal: `at #/paths/~1books/get: has no operationId`.
fn describe(error: &Error) -> String {
    match error.place() {
        Position::Document(pointer) => format!("at {pointer}: {}", error.reason()),
        _ => error.to_string(),
    }
}

/// Returns whether the version of the document is refused.
fn is_version(error: &Error) -> bool {
    matches!(error.place(), Position::Document(pointer) if pointer == "#/openapi" || pointer == "#/swagger")
}

/// Creates a finding for a refusal, in the operation or the schema that contains it.
fn refusal_finding(error: &Error) -> Finding {
    let Position::Document(pointer) = error.place() else {
        let message = Value::String(error.to_string());
        return refusal_rule(error).finding(&Location::root(), None, Some(message));
    };
    let pointer = pointer.trim_start_matches('#');
    let reason = Value::String(error.reason().to_owned());
    let mut finding = refusal_rule(error).finding(&Location::at(pointer), None, Some(reason));
    let steps: Vec<String> = pointer
        .split('/')
        .skip(1)
        .map(|step| step.replace("~1", "/").replace("~0", "~"))
        .collect();
    match steps.as_slice() {
        [first, path, method, ..] if first == "paths" => {
            let operation = format!("{} {path}", method.to_uppercase());
            finding.used_by = vec![operation.clone()];
            finding.operation = Some(operation);
        }
        [first, second, name, ..] if first == "components" && second == "schemas" => {
            finding.schema = Some(name.clone());
        }
        _ => {}
    }
    finding
}

/// Returns the rule for a refusal.
fn refusal_rule(error: &Error) -> &'static Rule {
    match error.kind() {
        ErrorKind::Version => &rules::G01,
        ErrorKind::ResponseTypes => &rules::G02,
        ErrorKind::OperationId => &rules::G04,
        ErrorKind::Names => &rules::G05,
        ErrorKind::Discriminator => &rules::G06,
        ErrorKind::NameCollision => &rules::G07,
        _ => &rules::G03,
    }
}
