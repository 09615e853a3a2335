//! Syntax tree → syntax tree: what a user of progenitor's code would stumble over is mended here.
//!
//! Names, types and shapes are progenitor's; what the document says beyond them comes from the [`Model`].

mod attributes;
mod bounds;
mod client_error_correction;
mod code;
mod documentation;
mod fields;
mod inlining;
mod nullable_members;
mod open_enums;
mod operations;
mod optional_boxes;
mod other_types;
mod pages;
mod request_builders;
mod searching;
mod secrets;
mod short_paths;
mod tagged_unions;
mod updates;
mod waiting;

pub(crate) use attributes::docs;
pub(crate) use code::{Code, Module};

use crate::{Error, error::Result, model::Model};

/// A step: its name, and what it does to the code.
pub(crate) type Step = (&'static str, fn(&mut Code, &Model) -> Result<()>);

/// The steps, in the order in which they run.
pub(crate) const STEPS: [Step; 17] = [
    ("short-paths", short_paths::shorten),
    ("fields", fields::arrange),
    ("optional-boxes", optional_boxes::turn),
    ("open-enums", open_enums::open),
    ("tagged-unions", tagged_unions::tag),
    ("client-error-correction", client_error_correction::correct),
    ("nullable-members", nullable_members::tell_apart),
    ("other-types", other_types::mend),
    ("request-builders", request_builders::rebuild),
    ("secrets", secrets::hide),
    ("bounds", bounds::check),
    ("updates", updates::implement),
    ("operations", operations::rebuild),
    ("searching", searching::implement),
    ("waiting", waiting::implement),
    ("inlining", inlining::mark),
    ("documentation", documentation::document),
];

/// Runs all steps on progenitor's file.
pub(crate) fn refine(file: syn::File, model: &Model) -> Result<Code> {
    refine_until(None, true, file, model)
}

/// Runs the steps up to the one of that name, with it or without it.
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
    code.file(model);
    Ok(code)
}
