//! The pipeline from the text of a document to the text of the files.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{
    error::Result,
    format, load,
    model::Model,
    names::Names,
    normalize, progenitor,
    refine::{self, Code},
};

/// The input of the generator.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The text of an OpenAPI 3.0 document, in YAML or JSON.
    pub document: &'a str,
    /// The text of the table of names, in YAML: the names of inline enumerations, of enumerations that share a type, and
    /// of renamed schemas. Without it, the names are derived from the places of the enumerations.
    pub names: Option<&'a str>,
}

/// The output of the generator.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Generated {
    /// The files: a path below the folder of generated code, with `/` between its parts, and the text.
    pub files: BTreeMap<String, String>,
    /// Entries of the table of names whose place is not in the document, as `Name: place`. They are outdated if the
    /// table was written for this document.
    pub unused_names: Vec<String>,
    /// Facts about the code, for tools that compare documents.
    pub facts: Facts,
}

/// Facts about the code of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Facts {
    /// The names of the types of requests and responses, without their builders.
    pub types: BTreeSet<String>,
    /// The operations that can be paginated, by `operationId`, each with the page member that contains the items.
    pub lists: BTreeMap<String, String>,
    /// The requests that can be created from a resource, each with the type of the resource.
    pub updates: BTreeMap<String, String>,
    /// The members that prevent other updates, as `Request.member: reason`.
    pub not_carried: BTreeSet<String>,
}

/// Generates the code for a document.
///
/// The output is deterministic.
///
/// # Errors
/// Returns an error if the document cannot be parsed or contains an unsupported construct. The error contains the
/// location in the document and the reason.
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

/// Returns the refined code of a document, the model, and the unused entries of the table of names.
pub(crate) fn code(mut document: Value, names: &Names) -> Result<(Code, Model, Vec<String>)> {
    let unused_names = normalize::normalize(&mut document, names)?;
    let model = Model::read(&document, names);
    let tree = progenitor::generate(&document)?;
    Ok((refine::refine(tree, &model)?, model, unused_names))
}

fn lists(model: &Model) -> BTreeMap<String, String> {
    let paginated = model.operations.iter().filter_map(|operation| {
        let schema = model.schemas.get(&operation.paging.as_ref()?.page)?;
        Some((operation.id.clone(), schema.page.as_ref()?.wire.clone()))
    });
    paginated.collect()
}

/// Reads the table of names; empty if the source has none.
pub(crate) fn read_names(source: Source<'_>) -> Result<Names> {
    source
        .names
        .map_or_else(|| Ok(Names::default()), Names::parse)
}
