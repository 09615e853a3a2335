//! Document → document: corrects everything that progenitor rejects, panics on or translates wrongly, for any document.
//!
//! Each step is one function in one file. Data that the code needs but progenitor must not see is kept in the document
//! in members whose names start with `x-astro-`, so the normalized document is complete.

mod all_of;
mod bounds;
mod contents;
mod enums;
mod error_statuses;
mod nullable;
mod objects;
mod operation_ids;
mod prune;
mod query_parameters;
pub(crate) mod reachable;
mod references;
mod reserved_names;
mod secrets;
mod simplify;
mod unions;
mod validate;

use serde_json::Value;

use crate::{
    document,
    error::Result,
    names::{Names, Present},
};

pub(crate) use contents::BODY;
pub(crate) use error_statuses::MAY_BE_EMPTY;
pub(crate) use secrets::MARK as SECRET;

/// A step: its name and its function.
pub(crate) type Step = (&'static str, fn(&mut Value, &Names) -> Result<()>);

/// The steps, in the order in which they run.
///
/// The order matters: references are resolved before any step follows them, a document is validated while pointers
/// still refer to the original text, enumerations are hoisted after the objects that contain them, and names are
/// compared with the reserved ones after all names are assigned.
pub(crate) const STEPS: [Step; 16] = [
    ("references", references::inline),
    ("operation-ids", operation_ids::derive),
    ("query-parameters", query_parameters::flatten),
    ("validate", validate::validate),
    ("contents", contents::simplify),
    ("error-statuses", error_statuses::extract),
    ("all-of", all_of::merge),
    ("simplify", simplify::simplify),
    ("objects", objects::hoist),
    ("tagged-unions", unions::tag),
    ("enums", enums::hoist),
    ("reserved-names", reserved_names::rename),
    ("bounds", bounds::extract),
    ("secrets", secrets::mark),
    ("nullable", nullable::mark),
    ("prune", prune::remove_unreachable),
];

/// Runs all steps, and returns the entries of the table of names that match nothing in the document.
pub(crate) fn normalize(document: &mut Value, names: &Names) -> Result<Vec<String>> {
    let mut unused = Vec::new();
    for (name, step) in STEPS {
        // The places that the table refers to no longer exist after enumerations are hoisted.
        if name == "enums" {
            unused = names.unused(&present(document)?);
        }
        step(document, names)?;
    }
    Ok(unused)
}

/// Returns the places that the table of names can refer to.
fn present(document: &mut Value) -> Result<Present> {
    let mut present = Present::default();
    present.places.extend(enums::places(document)?);
    present
        .places
        .extend(document::schemas(document).map(|(name, _)| name.clone()));
    for (name, schema) in document::schemas(document) {
        let properties = schema.get("properties").and_then(Value::as_object);
        let properties = properties.into_iter().flatten();
        let places = properties.map(|(property, _)| format!("{name}.{property}"));
        present.properties.extend(places);
    }
    document::each_operation(document, |_, path, _, operation| {
        present.paths.insert(path.to_owned());
        let id = operation.get("operationId").and_then(Value::as_str);
        present.operations.extend(id.map(str::to_owned));
        let parameters = operation.get("parameters").and_then(Value::as_array);
        for parameter in parameters.into_iter().flatten() {
            let name = document::text(parameter, "name").unwrap_or_default();
            let place = format!("{}.{name}", id.unwrap_or_default());
            present.parameters.insert(place);
        }
        Ok(())
    })?;
    Ok(present)
}
