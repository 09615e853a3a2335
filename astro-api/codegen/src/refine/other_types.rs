//! Types that are not objects, enumerations or unions with a discriminator keep progenitor's code, without the impls
//! that use its modules.

use quote::ToTokens;
use syn::{Item, parse_quote};

use super::code::Code;
use crate::{
    error::Result,
    model::{Kind, Model},
};

/// Modules of progenitor's code that the crate does not have.
const UNUSED: [&str; 2] = ["self :: error ::", "defaults ::"];

pub(super) fn keep(code: &mut Code, model: &Model) -> Result<()> {
    for (name, items) in &mut code.types {
        let kind = model.schemas.get(name).map(|s| &s.kind);
        if !matches!(kind, None | Some(Kind::Other)) {
            continue;
        }
        items.retain(|item| {
            let tokens = item.to_token_stream().to_string();
            !matches!(item, Item::Impl(_)) || !UNUSED.iter().any(|l| tokens.contains(l))
        });
        for item in items {
            let attributes = match item {
                Item::Struct(i) => &mut i.attrs,
                Item::Enum(i) => &mut i.attrs,
                _ => continue,
            };
            attributes.push(
                parse_quote!(#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]),
            );
        }
    }
    Ok(())
}
