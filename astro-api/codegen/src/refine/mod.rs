//! Syntax tree → syntax tree: improves progenitor's types, and generates the operations.
//!
//! Progenitor provides the types and the signatures. The [`Model`] has the remaining data of the document.

mod attributes;
mod bounds;
mod capabilities;
mod code;
mod documentation;
mod fields;
mod inlining;
mod members;
mod open_enums;
mod operations;
mod optional_boxes;
mod other_types;
mod pages;
mod request_builders;
mod secrets;
mod short_paths;
mod tagged_unions;
mod type_paths;
mod updates;
mod zero_values;

pub(crate) use attributes::docs;
pub(crate) use code::{Code, Module};

use crate::{Error, error::Result, model::Model};

/// A step: its name and its function.
pub(crate) type Step = (&'static str, fn(&mut Code, &Model) -> Result<()>);

/// The steps, in the order in which they run.
pub(crate) const STEPS: [Step; 15] = [
    ("short-paths", short_paths::shorten),
    ("fields", fields::arrange),
    ("optional-boxes", optional_boxes::swap),
    ("open-enums", open_enums::open),
    ("tagged-unions", tagged_unions::tag),
    ("members", members::rewrite),
    ("other-types", other_types::keep),
    ("request-builders", request_builders::write),
    ("secrets", secrets::redact),
    ("bounds", bounds::implement),
    ("updates", updates::implement),
    ("operations", operations::write),
    ("capabilities", capabilities::implement),
    ("inlining", inlining::mark),
    ("documentation", documentation::document),
];

/// Runs all steps on progenitor's file.
pub(crate) fn refine(file: syn::File, model: &Model) -> Result<Code> {
    refine_until(None, true, file, model)
}

/// Runs the steps before the one of that name, and that one if `with_it`.
pub(crate) fn refine_until(
    last: Option<&str>,
    with_it: bool,
    file: syn::File,
    model: &Model,
) -> Result<Code> {
    let end = match last {
        None => STEPS.len(),
        Some(last) => {
            let found = STEPS.iter().position(|(name, _)| *name == last);
            let index = found
                .ok_or_else(|| Error::generator(format!("there is no refinement step `{last}`")))?;
            index + usize::from(with_it)
        }
    };
    let mut code = Code::read(file)?;
    STEPS
        .iter()
        .take(end)
        .try_for_each(|(_, step)| step(&mut code, model))?;
    code.assign_modules(model);
    Ok(code)
}
