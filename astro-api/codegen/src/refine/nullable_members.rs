//! Members of requests that may be `null` can be set, set to `null`, and, where they are optional, left out.

use syn::parse_quote;

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
        let has_members = code.has_members(name);
        let Some(item) = code.struct_mut(name) else {
            continue;
        };
        for syn_field in &mut item.fields {
            let known = fields.iter().find(|field| {
                field.nullable && syn_field.ident.as_ref().is_some_and(|i| *i == field.ident)
            });
            let Some(field) = known else { continue };
            let ty = &syn_field.ty;
            let inner = argument_of(ty, "Option").unwrap_or(ty).clone();
            if field.required {
                // It is always sent, if only as `null`.
                syn_field.ty = parse_quote!(Option<#inner>);
            } else {
                syn_field.ty = parse_quote!(Option<Option<#inner>>);
                syn_field.attrs.push(match has_members {
                    true => parse_quote!(#[serde(skip_serializing_if = "Option::is_none")]),
                    false => parse_quote! {
                        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
                    },
                });
            }
        }
    }
    Ok(())
}
