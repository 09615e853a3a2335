//! Functions are marked so that the compiler leaves them to the crates that call them: of the whole API a program calls
//! little, and what it does not call need not become machine code.

use syn::{FnArg, GenericParam, ImplItem, ImplItemFn, Item, Type, parse_quote};

use super::Code;
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

/// Generic functions are left to their callers anyway.
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
