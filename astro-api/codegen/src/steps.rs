//! Single steps, for tests and for debugging the generator.

use std::collections::BTreeMap;

use crate::{
    Error,
    error::Result,
    format, load,
    model::Model,
    normalize,
    pipeline::{Source, read_names},
    progenitor, refine,
};

/// Returns the normalized document as JSON, for tests and for debugging the generator.
///
/// # Errors
/// As [`generate`](crate::generate).
pub fn normalized(source: Source<'_>) -> Result<String> {
    let mut document = load::load(source.document)?;
    normalize::normalize(&mut document, &read_names(source)?)?;
    serde_json::to_string_pretty(&document).map_err(|e| Error::generator(e.to_string()))
}

/// Returns the names of the normalization steps, in the order in which they run.
pub fn normalization_steps() -> impl Iterator<Item = &'static str> {
    normalize::STEPS.iter().map(|(name, _)| *name)
}

/// Runs one normalization step on a document in YAML, and returns the document as JSON, for tests.
///
/// # Errors
/// As [`generate`](crate::generate), or an error if there is no step of that name.
pub fn normalization_step(name: &str, source: Source<'_>) -> Result<String> {
    let mut document: serde_json::Value = load::load(source.document)?;
    let (_, step) = normalize::STEPS
        .iter()
        .find(|(n, _)| *n == name)
        .ok_or_else(|| Error::generator(format!("there is no normalization step `{name}`")))?;
    step(&mut document, &read_names(source)?)?;
    serde_json::to_string_pretty(&document).map_err(|e| Error::generator(e.to_string()))
}

/// Returns the names of the refinement steps, in the order in which they run.
pub fn refinement_steps() -> impl Iterator<Item = &'static str> {
    refine::STEPS.iter().map(|(name, _)| *name)
}

/// Returns the code before and after one refinement step, for tests.
///
/// # Errors
/// As [`generate`](crate::generate), or an error if there is no step of that name.
pub fn refinement_step(name: &str, source: Source<'_>) -> Result<[BTreeMap<String, String>; 2]> {
    let mut document = load::load(source.document)?;
    let names = read_names(source)?;
    normalize::normalize(&mut document, &names)?;
    let model = Model::read(&document, &names);
    let before = refine::refine_until(Some(name), false, progenitor::generate(&document)?, &model)?;
    let after = refine::refine_until(Some(name), true, progenitor::generate(&document)?, &model)?;
    Ok([
        format::files(before, &model)?,
        format::files(after, &model)?,
    ])
}
