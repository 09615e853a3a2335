//! A page checks its collection against its total, so it is read by hand.

use quote::{format_ident, quote};
use syn::{Fields, Item, ItemStruct, Type, parse_quote};

use super::{
    client_error_correction::has_zero,
    code::{argument_of, type_name},
};
use crate::model::{Model, Schema};

/// The struct of a page, and what it is read and walked by.
pub(super) fn items(item: ItemStruct, schema: &Schema, model: &Model) -> Vec<Item> {
    let (Some(page), Fields::Named(named)) = (&schema.page, &item.fields) else {
        return vec![Item::Struct(item)];
    };
    let name = &item.ident;
    let collection = format_ident!("{}", page.ident);
    let collection_name = &page.wire;
    let rename_all = item.attrs.iter().find(|a| a.path().is_ident("serde"));
    let mut item_type: Type = parse_quote!(());
    let mut wire = Vec::new();
    let mut filled = Vec::new();
    let offset = named
        .named
        .iter()
        .find(|f| f.ident.as_ref().is_some_and(|i| i == "offset"))
        .map(|f| offset_of(&f.ty));
    let offset = offset.flatten().unwrap_or_else(|| quote!(0));
    for field in &named.named {
        let (Some(ident), ty) = (&field.ident, &field.ty) else {
            continue;
        };
        let renamed = field.attrs.iter().find(|a| a.path().is_ident("serde"));
        if *ident == collection {
            if let Some(inner) = argument_of(ty, "Vec") {
                item_type = inner.clone();
            }
            // `present`, since serde takes a missing `Option` for `None`.
            wire.push(quote!(#renamed #[serde(deserialize_with = "present")] #ident: Option<#ty>));
            filled.push(quote!(#ident: collection(#collection_name, wire.#ident, #offset, wire.total_count)?));
        } else if ident == "total_count"
            || argument_of(ty, "Option").is_some()
            || !has_zero(ty, model, &mut Vec::new())
        {
            wire.push(quote!(#renamed #ident: #ty));
            filled.push(quote!(#ident: wire.#ident));
        } else {
            wire.push(quote!(#renamed #[serde(default = "zero", deserialize_with = "null_as_zero")] #ident: #ty));
            filled.push(quote!(#ident: wire.#ident));
        }
    }
    let read: Item = parse_quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #[derive(Deserialize)]
                #rename_all
                struct Wire { #(#wire),* }
                let wire = Wire::deserialize(deserializer)?;
                Ok(Self { #(#filled),* })
            }
        }
    };
    let sealed: Item = parse_quote!(impl Sealed for #name {});
    let walked: Item = parse_quote! {
        impl Page for #name {
            type Item = #item_type;
            fn total_count(&self) -> i64 {
                self.total_count
            }
            fn items(&self) -> &[Self::Item] {
                &self.#collection
            }
            fn into_items(self) -> Vec<Self::Item> {
                self.#collection
            }
        }
    };
    vec![Item::Struct(item.clone()), read, sealed, walked]
}

/// Where a page starts, out of its member `offset`, if that is a whole number.
fn offset_of(ty: &Type) -> Option<proc_macro2::TokenStream> {
    let inner = argument_of(ty, "Option").unwrap_or(ty);
    let given = if inner == ty {
        quote!(wire.offset)
    } else {
        quote!(wire.offset.unwrap_or_default())
    };
    match type_name(inner)?.as_str() {
        "i64" => Some(given),
        "i32" => Some(quote!(i64::from(#given))),
        _ => None,
    }
}
