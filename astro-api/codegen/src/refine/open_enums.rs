//! Adds a variant for unknown values to every enumeration, because the API adds values. One macro replaces progenitor's
//! impls.

use astro_api_openapi_model::Location;
use syn::{Item, ItemEnum, ItemMacro, parse_quote};

use super::{attributes, code::Code};
use crate::{
    Error,
    error::Result,
    model::{Kind, Model, Schema},
};

pub(super) fn open(code: &mut Code, model: &Model) -> Result<()> {
    for (name, schema) in &model.schemas {
        let Kind::Enumeration(values) = &schema.kind else {
            continue;
        };
        let Some(items) = code.types.get_mut(name) else {
            return Err(error(schema, "progenitor wrote no type for it"));
        };
        let Some(mut item) = items.iter().find_map(|i| match i {
            Item::Enum(e) => Some(e.clone()),
            _ => None,
        }) else {
            return Err(error(schema, "progenitor wrote no enum for it"));
        };
        let variants = variants(&item, values).map_err(|e| error(schema, e))?;
        item.attrs = vec![
            parse_quote!(#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]),
            parse_quote!(#[non_exhaustive]),
        ];
        for variant in &mut item.variants {
            variant.attrs.clear();
        }
        item.variants.push(parse_quote!(UnknownValue(UnknownValue)));
        let ident = &item.ident;
        let arms = variants.iter().map(|(variant, text)| {
            let variant = quote::format_ident!("{variant}");
            quote::quote!(#variant = #text,)
        });
        let texts: ItemMacro = parse_quote!(open_enum! { #ident { #(#arms)* } });
        *items = vec![Item::Enum(item), Item::Macro(texts)];
    }
    Ok(())
}

/// Creates an error at the enumeration. Inline enumerations are among the schemas by their own names.
fn error(schema: &Schema, reason: impl Into<String>) -> Error {
    Error::at(
        Location::from_steps(["components", "schemas", &schema.wire]),
        reason,
    )
}

/// Returns the variants with their wire values. Progenitor writes the value if it differs from the name.
fn variants(item: &ItemEnum, values: &[String]) -> Result<Vec<(String, String)>, String> {
    let mut pairs = Vec::new();
    for variant in &item.variants {
        let mut text = variant.ident.to_string();
        for attribute in variant.attrs.iter().filter(|a| a.path().is_ident("serde")) {
            attribute
                .parse_nested_meta(|meta| {
                    if meta.path.is_ident("rename") {
                        text = meta.value()?.parse::<syn::LitStr>()?.value();
                    }
                    Ok(())
                })
                .map_err(|e| format!("its attributes cannot be read: {e}"))?;
        }
        if variant.ident == "UnknownValue" {
            return Err(format!(
                "has the value `{text}`, whose variant would be the one for unknown values"
            ));
        }
        pairs.push((variant.ident.to_string(), text));
    }
    if pairs.len() != values.len() || !values.iter().all(|v| pairs.iter().any(|(_, t)| t == v)) {
        return Err(format!(
            "has the values {values:?}, and progenitor wrote {pairs:?}"
        ));
    }
    Ok(pairs)
}

/// Returns the attributes of the variant for unknown values.
pub(super) fn unknown_docs() -> Vec<syn::Attribute> {
    attributes::docs("A value that this version does not know.")
}
