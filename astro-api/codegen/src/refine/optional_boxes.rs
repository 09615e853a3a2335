//! Replaces `Box<Option<T>>` with `Option<Box<T>>`.
//!
//! Progenitor writes the former in recursive types. A request cannot omit such a member, and a response without it cannot
//! be deserialized.

use syn::{
    Type, parse_quote,
    visit_mut::{self, VisitMut},
};

use super::{code::Code, type_paths::argument_of};
use crate::{error::Result, model::Model};

pub(super) fn swap(code: &mut Code, _: &Model) -> Result<()> {
    for item in code.types.values_mut().flatten() {
        Swapper.visit_item_mut(item);
    }
    Ok(())
}

struct Swapper;

impl VisitMut for Swapper {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        visit_mut::visit_type_mut(self, ty);
        if let Some(inner) = argument_of(ty, "Box").and_then(|t| argument_of(t, "Option")) {
            *ty = parse_quote!(Option<Box<#inner>>);
        }
    }
}
