//! Turns an OpenAPI 3.0 document into the generated half of the `astro-api` crate.
//!
//! One pure function, [`generate`], leads from the text of a document to the text of the files:
//!
//! 1. **load**: YAML or JSON to a document;
//! 2. **normalize**: document to document, whatever progenitor refuses, panics on or gets wrong;
//! 3. **progenitor**: document to syntax tree, in builder style with merged tags;
//! 4. **refine**: syntax tree to syntax tree, whatever a user of the client would stumble over;
//! 5. **format**: syntax tree to files that a person can open.
//!
//! The command `cargo xtask generate`, the build script of `astro-api` and the tests all call it.

mod document;
mod error;
mod format;
mod ident;
mod invalid;
mod load;
mod markdown;
mod model;
mod names;
mod normalize;
mod progenitor;
mod refine;
mod refusals;

use std::collections::{BTreeMap, BTreeSet};

pub use error::{Error, ErrorKind, Place, Result};
pub use load::{load, parse};
pub use refusals::{MAX_REFUSALS, refusals};

/// What the code is generated from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The text of an OpenAPI 3.0 document, in YAML or JSON.
    pub document: &'a str,
    /// The text of the table of names, in YAML: what inline enumerations are called, which of them share a type,
    /// and which schemas get another name.
    /// Without it, names are derived from where the enumerations stand.
    pub names: Option<&'a str>,
}

/// What comes out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Generated {
    /// The files: a path below the folder of generated code, with `/` between its parts, and the text.
    pub files: BTreeMap<String, String>,
    /// Entries of the table of names that no place in the document answers to, as `Name: place`. Normal for a document
    /// that the table was not written for; in the document that it belongs to, each is out of date.
    pub unused_names: Vec<String>,
    /// What the code has, for tools that compare documents.
    pub facts: Facts,
}

/// What the code of a document has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Facts {
    /// The names of the types that requests and responses are made of, without their builders.
    pub types: BTreeSet<String>,
    /// The operations that can be paginated, by `operationId`, each with the member of its page that is the list.
    pub lists: BTreeMap<String, String>,
    /// The requests that can be made from a resource as it was read, each with the type of the resource.
    pub updates: BTreeMap<String, String>,
    /// The members that keep other updates from being made, as `Request.member: reason`.
    pub not_carried: BTreeSet<String>,
}

/// Generates the code for a document.
///
/// The same source always gives the same bytes.
///
/// # Errors
/// When the document cannot be read, or holds something that the generator cannot take. The error names the place in
/// the document and the reason.
pub fn generate(source: Source<'_>) -> Result<Generated> {
    let document = load::load(source.document)?;
    let (code, model, unused_names) = code(document, &read_names(source)?)?;
    let facts = Facts {
        types: code.types.keys().cloned().collect(),
        lists: lists(&model),
        updates: code.updates.clone(),
        not_carried: code.not_carried.clone(),
    };
    Ok(Generated {
        files: format::files(code, &model)?,
        unused_names,
        facts,
    })
}

/// The refined code of a document, what it was made from, and the names that nothing in the document uses.
fn code(
    mut document: serde_json::Value,
    names: &names::Names,
) -> Result<(refine::Code, model::Model, Vec<String>)> {
    let unused_names = normalize::normalize(&mut document, names)?;
    let model = model::Model::read(&document, names);
    let tree = progenitor::generate(&document)?;
    Ok((refine::refine(tree, &model)?, model, unused_names))
}

fn lists(model: &model::Model) -> BTreeMap<String, String> {
    let paginated = model.operations.iter().filter_map(|operation| {
        let schema = model.schemas.get(&operation.paging.as_ref()?.page)?;
        Some((operation.id.clone(), schema.page.as_ref()?.wire.clone()))
    });
    paginated.collect()
}

/// The document as progenitor is shown it, as JSON: for tests, and to look at when the code is not as expected.
///
/// # Errors
/// As [`generate`].
pub fn normalized(source: Source<'_>) -> Result<String> {
    let mut document = load::load(source.document)?;
    normalize::normalize(&mut document, &read_names(source)?)?;
    serde_json::to_string_pretty(&document).map_err(|e| Error::generator(e.to_string()))
}

/// The names of the normalization steps, in the order in which they run.
pub fn normalization_steps() -> impl Iterator<Item = &'static str> {
    normalize::STEPS.iter().map(|(name, _)| *name)
}

/// Runs one normalization step, by its name, on a document in YAML, and returns the document as JSON: for tests.
///
/// # Errors
/// As [`generate`], and when there is no step of that name.
pub fn normalization_step(name: &str, source: Source<'_>) -> Result<String> {
    let mut document: serde_json::Value = load::load(source.document)?;
    let (_, step) = normalize::STEPS
        .iter()
        .find(|(n, _)| *n == name)
        .ok_or_else(|| Error::generator(format!("there is no normalization step `{name}`")))?;
    step(&mut document, &read_names(source)?)?;
    serde_json::to_string_pretty(&document).map_err(|e| Error::generator(e.to_string()))
}

/// The names of the refinement steps, in the order in which they run.
pub fn refinement_steps() -> impl Iterator<Item = &'static str> {
    refine::STEPS.iter().map(|(name, _)| *name)
}

/// Generates the code as it is before and after one refinement step, by its name: for tests.
///
/// # Errors
/// As [`generate`], and when there is no step of that name.
pub fn refinement_step(name: &str, source: Source<'_>) -> Result<[BTreeMap<String, String>; 2]> {
    let mut document = load::load(source.document)?;
    let names = read_names(source)?;
    normalize::normalize(&mut document, &names)?;
    let model = model::Model::read(&document, &names);
    let before = refine::refine_until(Some(name), false, progenitor::generate(&document)?, &model)?;
    let after = refine::refine_until(Some(name), true, progenitor::generate(&document)?, &model)?;
    Ok([
        format::files(before, &model)?,
        format::files(after, &model)?,
    ])
}

fn read_names(source: Source<'_>) -> Result<names::Names> {
    source
        .names
        .map_or_else(|| Ok(names::Names::default()), names::Names::parse)
}
