//! Validation of the declared limits of members of request bodies. It runs when a request is sent.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Type, parse_quote};

use super::{code::Code, type_paths::argument_of};
use crate::{
    error::Result,
    ident,
    model::{Bounds, Field, Kind, Model},
};

pub(super) fn implement(code: &mut Code, model: &Model) -> Result<()> {
    for name in bounded(model) {
        let Some(schema) = model.schemas.get(&name) else {
            continue;
        };
        let type_ident = format_ident!("{name}");
        let body = match &schema.kind {
            Kind::Object(fields) => {
                let Some(item) = code.struct_mut(&name) else {
                    continue;
                };
                let types: Vec<(String, Type)> = item
                    .fields
                    .iter()
                    .filter_map(|f| Some((f.ident.as_ref()?.to_string(), f.ty.clone())))
                    .collect();
                let all = bounded(model);
                let checks = fields.iter().filter_map(|field| {
                    let (_, ty) = types.iter().find(|(n, _)| *n == field.ident)?;
                    of_field(field, ty, &all)
                });
                quote!(#(#checks)* Ok(()))
            }
            Kind::Union { variants, .. } => {
                let arms = variants.iter().map(|(tag, ty)| {
                    let variant = format_ident!("{}", ident::type_name(tag));
                    if bounded(model).contains(ty) {
                        quote!(Self::#variant(value) => Validate::validate(value, place),)
                    } else {
                        quote!(Self::#variant(_) => Ok(()),)
                    }
                });
                quote!(match self { #(#arms)* })
            }
            _ => continue,
        };
        code.add_type_item(
            &name,
            parse_quote! {
                impl Validate for #type_ident {
                    fn validate(&self, place: FieldPath<'_>) -> Result<(), Error> { #body }
                }
            },
        );
    }
    Ok(())
}

/// Returns the types of requests that contain limits at any depth.
pub(super) fn bounded(model: &Model) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    loop {
        let before = found.len();
        for (name, schema) in model.schemas.iter().filter(|(_, s)| s.in_request) {
            let has = match &schema.kind {
                Kind::Object(fields) => fields
                    .iter()
                    .any(|f| !f.bounds.is_empty() || f.refers_to.iter().any(|r| found.contains(r))),
                Kind::Union { variants, .. } => variants.iter().any(|(_, t)| found.contains(t)),
                _ => false,
            };
            if has {
                found.insert(name.clone());
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

fn of_field(field: &Field, ty: &Type, bounded: &BTreeSet<String>) -> Option<TokenStream> {
    let ident = format_ident!("{}", field.ident);
    let wire = &field.wire;
    let inner = argument_of(ty, "Option").unwrap_or(ty);
    let optional = inner != ty;
    let own = of_value(
        &field.bounds,
        inner,
        quote!(place.member(#wire)),
        quote!(self.#ident),
        optional,
    );
    let own = own.map(|check| quote!(#check?;));
    let nested = field
        .refers_to
        .iter()
        .any(|r| bounded.contains(r) && argument_of(inner, "BTreeMap").is_none())
        .then(|| quote!(Validate::validate(&self.#ident, place.member(#wire))?;));
    (own.is_some() || nested.is_some()).then(|| quote!(#own #nested))
}

/// Returns the validation of one value, as an expression of type `Result`.
pub(super) fn of_value(
    bounds: &Bounds,
    ty: &Type,
    place: TokenStream,
    value: TokenStream,
    optional: bool,
) -> Option<TokenStream> {
    let option =
        |bound: Option<TokenStream>| bound.map_or_else(|| quote!(None), |b| quote!(Some(#b)));
    let size = |bound: Option<usize>| {
        option(bound.map(|b| {
            let b = proc_macro2::Literal::usize_unsuffixed(b);
            quote!(#b)
        }))
    };
    let number = |bound: Option<i64>| {
        option(bound.map(|b| {
            let b = proc_macro2::Literal::i64_unsuffixed(b);
            quote!(#b)
        }))
    };
    let reference =
        |as_what: TokenStream, whole: TokenStream| if optional { as_what } else { whole };
    if argument_of(ty, "Vec").is_some() {
        let (minimum, maximum) = (size(bounds.min_items), size(bounds.max_items));
        let value = reference(quote!(#value.as_ref()), quote!(Some(&#value)));
        return (bounds.min_items.is_some() || bounds.max_items.is_some())
            .then(|| quote!(crate::validation::check_items(#place, #value, #minimum, #maximum)));
    }
    let name = super::type_paths::type_name(ty)?;
    if name == "String" && (bounds.min_length.is_some() || bounds.max_length.is_some()) {
        let (minimum, maximum) = (size(bounds.min_length), size(bounds.max_length));
        let value = reference(quote!(#value.as_deref()), quote!(Some(&#value)));
        return Some(quote!(crate::validation::check_length(#place, #value, #minimum, #maximum)));
    }
    if matches!(name.as_str(), "i64" | "i32")
        && (bounds.minimum.is_some() || bounds.maximum.is_some())
    {
        let (minimum, maximum) = (number(bounds.minimum), number(bounds.maximum));
        let value = if name == "i64" {
            value
        } else if optional {
            quote!(#value.map(i64::from))
        } else {
            quote!(i64::from(#value))
        };
        return Some(quote!(crate::validation::check_range(#place, #value, #minimum, #maximum)));
    }
    None
}
