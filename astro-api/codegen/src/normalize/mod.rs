//! Document → document: whatever progenitor refuses, panics on or gets wrong is mended here, in general form.
//!
//! Each step is one function in one file. What a step takes away from progenitor but the code still needs, it leaves
//! in the document under a member whose name starts with `x-astro-`, so that the normalized document tells all.

mod bounds;
mod contents;
mod enums;
mod error_statuses;
mod formats;
mod nullable_members;
mod nulls;
mod objects;
mod optional_lists;
mod prune;
mod references;
mod refuse;
mod reserved_names;
mod secrets;
mod single_all_of;
mod unions;

use serde_json::Value;

use crate::{
    document,
    error::Result,
    names::{Names, Present},
};

pub(crate) use prune::reachable;
pub(crate) use secrets::MARK as SECRET;

/// A step: its name, and what it does to the document.
pub(crate) type Step = (&'static str, fn(&mut Value, &Names) -> Result<()>);

/// The steps, in the order in which they run.
///
/// The order matters: references are resolved before anything looks behind them, what cannot be taken is refused while
/// pointers still lead to the author's own text, and enumerations are lifted after the objects that hold them have
/// names, and names are weighed once all have been given.
pub(crate) const STEPS: [Step; 16] = [
    ("references", references::inline),
    ("refuse", refuse::unsupported),
    ("error-statuses", error_statuses::set_aside),
    ("contents", contents::simplify),
    ("nulls", nulls::drop),
    ("formats", formats::keep_only_known),
    ("single-all-of", single_all_of::unwrap),
    ("tagged-unions", unions::tag),
    ("objects", objects::lift),
    ("enums", enums::lift),
    ("reserved-names", reserved_names::rename),
    ("bounds", bounds::set_aside),
    ("nullable-members", nullable_members::mark),
    ("secrets", secrets::mark),
    ("optional-lists", optional_lists::make_nullable),
    ("prune", prune::unreachable),
];

/// Runs all steps, and returns the entries of the table of names that no place in the document answers to.
pub(crate) fn normalize(document: &mut Value, names: &Names) -> Result<Vec<String>> {
    let mut unused = Vec::new();
    for (name, step) in STEPS {
        // The places that the table speaks of are gone once the enumerations are lifted.
        if name == "enums" {
            unused = names.unused(&present(document)?);
        }
        step(document, names)?;
    }
    Ok(unused)
}

/// What the table of names can speak of.
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
