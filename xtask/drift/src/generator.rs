//! What the generator makes of the new document, and of which types users lose or gain.

use std::collections::BTreeSet;

use astro_api_codegen::{Error, Generated, Source, generate};
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
        let (old, new) = (types(old), types(&new));
        findings.extend(old.difference(&new).map(|name| type_gone(name)));
        findings.extend(new.difference(&old).map(|name| type_added(name)));
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

/// The names of the types that requests and answers are made of. The builders beside them come and go with them.
fn types(code: &Generated) -> BTreeSet<&str> {
    let files = code
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("types/"));
    let lines = files.flat_map(|(_, text)| text.lines());
    // The code is formatted, so that an item of the module begins its line.
    let all: BTreeSet<&str> = lines
        .filter_map(|line| {
            let rest = ["pub struct ", "pub enum ", "pub type "]
                .iter()
                .find_map(|start| line.strip_prefix(start))?;
            rest.split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
        })
        .collect();
    let is_builder = |name: &str| {
        name.strip_suffix("Builder")
            .is_some_and(|n| all.contains(n))
    };
    all.iter()
        .copied()
        .filter(|name| !is_builder(name))
        .collect()
}

/// The rule for a refusal. The generator's messages are all that tells them apart; the tests of these rules hold both
/// together.
fn rule_for(error: &Error) -> &'static Rule {
    let reason = error.reason();
    let says = |texts: &[&str]| texts.iter().any(|text| reason.contains(text));
    match error.place() {
        astro_api_codegen::Place::Names(_) => &rules::G05,
        astro_api_codegen::Place::Document(pointer)
            if matches!(pointer.as_str(), "#/openapi" | "#/swagger") =>
        {
            &rules::G01
        }
        _ if says(&["answer with different types"]) => &rules::G02,
        _ if says(&[
            "has no operationId",
            "name as the operation",
            "is a name that the generated code needs",
        ]) =>
        {
            &rules::G04
        }
        _ if says(&[
            "is a union with a discriminator",
            "so no discriminator can name it",
        ]) =>
        {
            &rules::G06
        }
        _ if says(&["makes the same", "make the same variant name"]) => &rules::G07,
        _ => &rules::G03,
    }
}

fn place_of(error: &Error) -> Place {
    match error.place() {
        astro_api_codegen::Place::Document(pointer) => Place::at(pointer),
        _ => Place::root(),
    }
}
