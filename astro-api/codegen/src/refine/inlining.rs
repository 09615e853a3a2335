//! Marks functions as `#[inline]`: the compiler compiles them only in the crates that call them. A program calls a
//! small part of the API.

use syn::{FnArg, GenericParam, ImplItem, ImplItemFn, Item, Type, parse_quote};

use super::code::Code;
use crate::{error::Result, model::Model};

pub(super) fn mark(code: &mut Code, _: &Model) -> Result<()> {
    let types = code
        .types
        .values_mut()
        .chain(code.type_builders.values_mut());
    for item in types.chain(code.builders.values_mut()).flatten() {
        let Item::Impl(item) = item else { continue };
        for member in &mut item.items {
            if let ImplItem::Fn(function) = member {
                mark_one(function);
            }
        }
    }
    code.methods.values_mut().for_each(mark_one);
    Ok(())
}

/// Generic functions are compiled in the calling crate anyway.
fn mark_one(function: &mut ImplItemFn) {
    let signature = &function.sig;
    let mut parameters = signature.generics.params.iter();
    let is_generic = parameters.any(|p| matches!(p, GenericParam::Type(_)))
        || signature.inputs.iter().any(
            |input| matches!(input, FnArg::Typed(typed) if matches!(*typed.ty, Type::ImplTrait(_))),
        );
    if !is_generic {
        function.attrs.push(parse_quote!(#[inline]));
    }
}
