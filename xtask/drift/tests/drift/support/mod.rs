//! Helpers for several tests.

pub(crate) mod case;
pub(crate) mod pairs;

use std::collections::BTreeSet;

use astro_api_codegen::Source;
use astro_api_drift::{
    generator::{self, GeneratorResults},
    report::Severity,
    rules,
};
use serde_json::Value;

use case::Side;

/// Runs the generator on two documents.
pub(crate) fn generator(old: &Side, new: &Side) -> GeneratorResults {
    generator::check(source(old), source(new))
}

pub(crate) fn source(side: &Side) -> Source<'_> {
    Source {
        document: &side.text,
        names: side.names.as_deref(),
    }
}

/// Returns the checked-in document.
pub(crate) fn checked_in() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/astro-v1.yaml");
    astro_api_codegen::parse(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Returns the verdict of the rules for added and removed types.
pub(crate) fn types_changed(old: &BTreeSet<String>, new: &BTreeSet<String>) -> Severity {
    match old.difference(new).next() {
        Some(_) => rules::D05.source,
        None if new.difference(old).next().is_some() => rules::D28.source,
        None => Severity::None,
    }
}
