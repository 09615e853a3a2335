//! Members of requests that may be `null` can be set, set to `null`, and, where they are optional, left out.

use quote::quote;
use syn::{Attribute, LitStr, parse_quote};

use super::{Code, code::argument_of};
use crate::{
    error::Result,
    model::{Kind, Model},
};

pub(super) fn tell_apart(code: &mut Code, model: &Model) -> Result<()> {
    for (name, schema) in &model.schemas {
        let Kind::Object(fields) = &schema.kind else {
            continue;
        };
        let Some(item) = code.struct_mut(name) else {
            continue;
        };
        for syn_field in &mut item.fields {
            let known = fields.iter().find(|field| {
                field.nullable && syn_field.ident.as_ref().is_some_and(|i| *i == field.ident)
            });
            let Some(field) = known else { continue };
            let rename = renamed(&syn_field.attrs).map(|wire| quote!(rename = #wire,));
            let ty = &syn_field.ty;
            let inner = argument_of(ty, "Option").unwrap_or(ty).clone();
            if field.required {
                // It is always sent, if only as `null`.
                syn_field.ty = parse_quote!(Option<#inner>);
                syn_field.attrs = rename
                    .map(|rename| parse_quote!(#[serde(#rename)]))
                    .into_iter()
                    .collect();
            } else {
                syn_field.ty = parse_quote!(Option<Option<#inner>>);
                syn_field.attrs = vec![parse_quote! {
                    #[serde(#rename default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
                }];
            }
        }
    }
    Ok(())
}

/// The name on the wire, where it does not follow from the field's.
fn renamed(attributes: &[Attribute]) -> Option<LitStr> {
    let mut name = None;
    for attribute in attributes.iter().filter(|a| a.path().is_ident("serde")) {
        // Members without a value end the search with an error, which is no matter: a name stands before them.
        let _ = attribute.parse_nested_meta(|meta| {
            let value = meta.value()?.parse::<LitStr>()?;
            if meta.path.is_ident("rename") {
                name = Some(value);
            }
            Ok(())
        });
    }
    name
}
