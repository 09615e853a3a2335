//! An optional value in a box becomes a box that is optional.
//!
//! Where a type leads back to itself, progenitor may put the box around the `Option`. Such a member is never left out of
//! a request, and an answer without it cannot be read.

use syn::{
    Type, parse_quote,
    visit_mut::{self, VisitMut},
};

use super::{Code, code::argument_of};
use crate::{error::Result, model::Model};

pub(super) fn turn(code: &mut Code, _: &Model) -> Result<()> {
    for item in code.types.values_mut().flatten() {
        Turner.visit_item_mut(item);
    }
    Ok(())
}

struct Turner;

impl VisitMut for Turner {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        visit_mut::visit_type_mut(self, ty);
        if let Some(inner) = argument_of(ty, "Box").and_then(|t| argument_of(t, "Option")) {
            *ty = parse_quote!(Option<Box<#inner>>);
        }
    }
}
