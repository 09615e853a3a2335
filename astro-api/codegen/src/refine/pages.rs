//! A page compares its collection with its total, so its `Deserialize` is not derived.

use quote::{format_ident, quote};
use syn::{Fields, Item, ItemStruct, Type, parse_quote};

use super::{
    type_paths::{argument_of, type_name},
    zero_values,
};
use crate::model::{Kind, Model, Schema};

/// Returns the struct of a page, with the traits that deserialize and paginate it.
pub(super) fn items(item: ItemStruct, schema: &Schema, model: &Model) -> Vec<Item> {
    let (Some(page), Fields::Named(named), Kind::Object(properties)) =
        (&schema.page, &item.fields, &schema.kind)
    else {
        return vec![Item::Struct(item)];
    };
    let name = &item.ident;
    let wire_name = format_ident!("{name}Wire");
    let collection = format_ident!("{}", page.ident);
    let collection_name = &page.wire;
    let mut item_type: Type = parse_quote!(());
    let mut wire = Vec::new();
    let mut members = Vec::new();
    let mut required = Vec::new();
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
        let property = properties.iter().find(|p| *ident == p.ident);
        let text = property.map_or_else(|| ident.to_string(), |p| p.wire.clone());
        let read = if *ident == collection {
            if let Some(inner) = argument_of(ty, "Vec") {
                item_type = inner.clone();
            }
            wire.push(quote!(#ident: Option<#ty>));
            filled.push(quote!(#ident: crate::serde_helpers::lenient::collection(#collection_name, wire.#ident, #offset, wire.total_count)?));
            required.push(text.clone());
            quote!(value)
        } else if zero_values::exist_for(ty, model) {
            wire.push(quote!(#ident: #ty));
            filled.push(quote!(#ident: wire.#ident));
            if ident == "total_count" {
                required.push(text.clone());
                quote!(value)
            } else {
                quote!(value_or_zero)
            }
        } else {
            wire.push(quote!(#ident: Option<#ty>));
            filled.push(quote! {
                #ident: wire.#ident.ok_or_else(|| ::serde::de::Error::missing_field(#text))?
            });
            quote!(value)
        };
        members.push(quote!(#ident = #text as #read,));
    }
    let on_the_wire: Item = parse_quote! {
        #[doc = " The page before its collection is compared with its total."]
        struct #wire_name { #(#wire),* }
    };
    let members: Item = parse_quote! {
        read_object! { #wire_name requires [#(#required),*] { #(#members)* } }
    };
    let read: Item = parse_quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let wire = #wire_name::deserialize(deserializer)?;
                Ok(Self { #(#filled),* })
            }
        }
    };
    let sealed: Item = parse_quote!(impl Sealed for #name {});
    let page: Item = parse_quote! {
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
    vec![
        Item::Struct(item.clone()),
        on_the_wire,
        members,
        read,
        sealed,
        page,
    ]
}

/// Returns the offset of a page, from its member `offset` if that is an integer.
fn offset_of(ty: &Type) -> Option<proc_macro2::TokenStream> {
    let inner = argument_of(ty, "Option").unwrap_or(ty);
    let offset = if inner == ty {
        quote!(wire.offset)
    } else {
        quote!(wire.offset.unwrap_or_default())
    };
    match type_name(inner)?.as_str() {
        "i64" => Some(offset),
        "i32" => Some(quote!(i64::from(#offset))),
        _ => None,
    }
}
