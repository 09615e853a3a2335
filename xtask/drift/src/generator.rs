//! What the generator makes of the new document, and of which types users lose or gain.

use astro_api_codegen::{Error, ErrorKind, Source, generate};
use serde_json::{Value, json};

use crate::{
    report::{Finding, GENERATOR_OK, Place},
    rules::{self, Rule},
};

/// What the generator says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What it refuses, which names are out of date, and which types come and go.
    pub findings: Vec<Finding>,
    /// `ok`, or why it refuses the new document.
    pub message: String,
}

/// Runs the generator on both documents.
///
/// What it says of the old one alone is no drift. Where it refuses one of them, the types are not compared.
pub fn check(old: Source<'_>, new: Source<'_>) -> Answer {
    let old = generate(old);
    let new = match generate(new) {
        Ok(new) => new,
        Err(e) => {
            let place = place_of(&e);
            let message = Value::String(e.reason().to_owned());
            return Answer {
                findings: vec![rule_for(&e).finding(&place, None, Some(message))],
                message: e.to_string(),
            };
        }
    };
    let mut findings = Vec::new();
    let known = old.as_ref().map_or(&[][..], |old| &old.unused_names);
    for entry in new.unused_names.iter().filter(|n| !known.contains(n)) {
        let place = Place::root();
        findings.push(rules::G05.finding(&place, Some(json!(entry)), None));
    }
    if let Ok(old) = &old {
        let (old, new) = (&old.facts.types, &new.facts.types);
        findings.extend(old.difference(new).map(|name| type_gone(name)));
        findings.extend(new.difference(old).map(|name| type_added(name)));
    }
    Answer {
        findings,
        message: GENERATOR_OK.to_owned(),
    }
}

fn type_gone(name: &str) -> Finding {
    rules::D05.finding(&Place::root(), Some(json!(name)), None)
}

fn type_added(name: &str) -> Finding {
    rules::D28.finding(&Place::root(), None, Some(json!(name)))
}

/// The rule for a refusal.
fn rule_for(error: &Error) -> &'static Rule {
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

fn place_of(error: &Error) -> Place {
    match error.place() {
        astro_api_codegen::Place::Document(pointer) => Place::at(pointer),
        _ => Place::root(),
    }
}
