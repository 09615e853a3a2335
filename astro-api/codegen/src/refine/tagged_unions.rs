//! Generates unions with a discriminator as enums with `#[serde(tag = …)]`. Progenitor tries the variants in order.

use syn::{Item, ItemEnum, parse_quote};

use super::{attributes, code::Code};
use crate::{
    error::Result,
    ident,
    model::{Kind, Model},
};

pub(super) fn tag(code: &mut Code, model: &Model) -> Result<()> {
    for (name, schema) in &model.schemas {
        let Kind::Union { tag, variants } = &schema.kind else {
            continue;
        };
        let ident = quote::format_ident!("{name}");
        let arms = variants.iter().map(|(text, ty)| {
            let variant = quote::format_ident!("{}", ident::type_name(text));
            let ty = quote::format_ident!("{ty}");
            quote::quote!(#[serde(rename = #text)] #variant(#ty),)
        });
        let mut item: ItemEnum = parse_quote! {
            pub enum #ident { #(#arms)* }
        };
        item.attrs = attributes::of_type(&["Serialize", "Deserialize"]);
        item.attrs.push(parse_quote!(#[serde(tag = #tag)]));
        item.attrs.push(parse_quote! {
            #[allow(clippy::large_enum_variant, reason = "a body is made once, and sent")]
        });
        let mut items = vec![Item::Enum(item)];
        for (text, ty) in variants {
            // Two tags share the type: the caller must choose the variant.
            if variants.iter().filter(|(_, t)| t == ty).count() > 1 {
                continue;
            }
            let variant = quote::format_ident!("{}", ident::type_name(text));
            let ty = quote::format_ident!("{ty}");
            items.push(parse_quote! {
                impl From<#ty> for #ident {
                    fn from(value: #ty) -> Self {
                        Self::#variant(value)
                    }
                }
            });
            items.push(parse_quote!(variant!(#ty => #ident);));
        }
        code.types.insert(name.clone(), items);
    }
    Ok(())
}
