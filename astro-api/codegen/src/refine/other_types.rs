//! Types that are neither objects nor enumerations nor unions with a discriminator stay as progenitor writes them, but
//! for what leads to parts of its code that are left behind.

use quote::ToTokens;
use syn::{Item, parse_quote};

use super::Code;
use crate::{
    error::Result,
    model::{Kind, Model},
};

/// Modules of progenitor's code that the client does not have.
const LEFT_BEHIND: [&str; 3] = ["self :: error ::", "builder ::", "defaults ::"];

pub(super) fn mend(code: &mut Code, model: &Model) -> Result<()> {
    for (name, items) in &mut code.types {
        let kind = model.schemas.get(name).map(|s| &s.kind);
        if !matches!(kind, None | Some(Kind::Other)) {
            continue;
        }
        items.retain(|item| {
            let tokens = item.to_token_stream().to_string();
            !matches!(item, Item::Impl(_)) || !LEFT_BEHIND.iter().any(|l| tokens.contains(l))
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
