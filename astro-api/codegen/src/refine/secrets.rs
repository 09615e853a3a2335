//! Replaces the derived `Debug` of types with secrets by one that redacts them.

use std::collections::BTreeSet;

use quote::quote;
use syn::{Item, ItemStruct, Meta, Path, Token, parse_quote, punctuated::Punctuated};

use super::{code::Code, type_paths::argument_of};
use crate::{
    error::Result,
    model::{Field, Kind, Model},
};

pub(super) fn redact(code: &mut Code, model: &Model) -> Result<()> {
    let fields = |kind: &Kind| match kind {
        Kind::Object(fields) => secrets(fields),
        _ => BTreeSet::new(),
    };
    let of_all: BTreeSet<String> = model
        .schemas
        .values()
        .flat_map(|s| fields(&s.kind))
        .collect();
    for (name, items) in code.type_items() {
        let secrets = match model.schemas.get(name).map(|s| &s.kind) {
            Some(kind @ Kind::Object(_)) => fields(kind),
            // A type composed of others: the owner of each property is unknown.
            _ => of_all.clone(),
        };
        let mut added = Vec::new();
        for item in items.iter_mut() {
            if let Item::Struct(item) = item
                && item.fields.iter().any(|f| is_one_of(f, &secrets))
            {
                without_debug(item)?;
                added.push(debug(item, &secrets));
            }
        }
        items.extend(added);
    }
    Ok(())
}

fn secrets(fields: &[Field]) -> BTreeSet<String> {
    let secret = fields.iter().filter(|f| f.secret);
    secret.map(|f| f.ident.clone()).collect()
}

fn is_one_of(field: &syn::Field, secrets: &BTreeSet<String>) -> bool {
    let ident = field.ident.as_ref().map(ToString::to_string);
    ident.is_some_and(|ident| secrets.contains(&ident))
}

/// Removes `Debug` from the derived traits.
fn without_debug(item: &mut ItemStruct) -> Result<()> {
    for attribute in &mut item.attrs {
        if let (true, Meta::List(list)) = (attribute.path().is_ident("derive"), &attribute.meta) {
            let all = list
                .parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated)
                .map_err(|e| crate::Error::generator(e.to_string()))?;
            let rest = all
                .iter()
                .filter(|path| path.segments.last().is_none_or(|s| s.ident != "Debug"));
            *attribute = parse_quote!(#[derive(#(#rest),*)]);
        }
    }
    Ok(())
}

fn debug(item: &ItemStruct, secrets: &BTreeSet<String>) -> Item {
    let name = &item.ident;
    let owner = name.to_string();
    let fields = item.fields.iter().filter_map(|field| {
        let ident = field.ident.as_ref()?;
        let text = ident.to_string();
        let text = text.trim_start_matches("r#");
        // The presence of a value is not secret.
        let value = match (is_one_of(field, secrets), argument_of(&field.ty, "Option")) {
            (false, _) => quote!(self.#ident),
            (true, Some(_)) => quote!(self.#ident.as_ref().map(|_| REDACTED)),
            (true, None) => quote!(REDACTED),
        };
        Some(quote!(.field(#text, &#value)))
    });
    parse_quote! {
        impl ::std::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(#owner)#(#fields)*.finish()
            }
        }
    }
}
