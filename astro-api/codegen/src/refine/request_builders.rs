//! Types that are sent get a builder, beside them and named after them; types that only come back get none.
//!
//! The setters take what a caller has (`&str` for a text, an array for a list) and cannot fail; what is missing is said
//! once, by `build`.

use quote::{format_ident, quote};
use syn::{Item, ItemStruct, Type, parse_quote};

use super::{Code, attributes, code::argument_of, documentation};
use crate::{
    error::Result,
    model::{Field, Kind, Model},
};

/// Names of setters that the builder itself needs.
const TAKEN: [&str; 1] = ["build"];

pub(super) fn rebuild(code: &mut Code, model: &Model) -> Result<()> {
    for (name, schema) in model.schemas.iter().filter(|(_, s)| s.sent) {
        if let (Kind::Object(fields), Some(item)) = (&schema.kind, code.struct_mut(name)) {
            let item = item.clone();
            for added in builder(&item, fields) {
                code.add_type_item(name, added);
            }
        }
    }
    Ok(())
}

/// The name of a setter.
pub(super) fn setter(ident: &str) -> proc_macro2::Ident {
    if TAKEN.contains(&ident) {
        format_ident!("{ident}_")
    } else {
        format_ident!("{ident}")
    }
}

fn builder(item: &ItemStruct, fields: &[Field]) -> Vec<Item> {
    let name = &item.ident;
    let builder = format_ident!("{name}Builder");
    let owner = name.to_string();
    let mut held = Vec::new();
    let mut setters = Vec::new();
    let mut built = Vec::new();
    let mut taken_apart = Vec::new();
    for field in &item.fields {
        let Some(ident) = &field.ident else { continue };
        let ty = &field.ty;
        let known = fields.iter().find(|f| *ident == f.ident);
        // What must be there though it may be `null` has to be set, to `None` if need be.
        let is_optional =
            argument_of(ty, "Option").is_some() && !known.is_some_and(|f| f.required && f.nullable);
        let inner: &Type = match argument_of(ty, "Option") {
            Some(inner) if is_optional => inner,
            _ => ty,
        };
        held.push(quote!(#ident: Option<#inner>));
        let setter = setter(&ident.to_string());
        let docs = known.map_or_else(
            || documentation::OF_THE_REST.to_owned(),
            documentation::of_field,
        );
        let mut docs = attributes::docs(&docs);
        if let Some(known) = known {
            documentation::deprecate(&mut docs, &known.docs);
        }
        setters.push(quote! {
            #(#docs)*
            pub fn #setter(mut self, value: impl Into<#inner>) -> Self {
                self.#ident = Some(value.into());
                self
            }
        });
        let setter = setter.to_string();
        let is_required = known.is_some_and(|f| f.required);
        built.push(if is_optional {
            quote!(#ident: self.#ident)
        } else if is_required {
            quote!(#ident: required(#owner, #setter, self.#ident)?)
        } else {
            quote!(#ident: self.#ident.unwrap_or_default())
        });
        taken_apart.push(if is_optional {
            quote!(#ident: value.#ident)
        } else {
            quote!(#ident: Some(value.#ident))
        });
    }
    let about = attributes::docs(&format!("Builds a [`{name}`]."));
    let start = attributes::docs(&format!("Starts to build a `{name}`."));
    let build = attributes::docs(
        "Builds it.\n\n# Errors\n[`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) when something required is missing. Bounds are checked when the request is sent.",
    );
    vec![
        parse_quote! {
            impl #name {
                #(#start)*
                pub fn builder() -> #builder {
                    #builder::default()
                }
            }
        },
        parse_quote! {
            #(#about)*
            #[derive(Clone, Debug, Default)]
            #[must_use = "a builder does nothing until it is built or sent"]
            pub struct #builder { #(#held),* }
        },
        parse_quote! {
            impl #builder {
                #(#setters)*
                #(#build)*
                pub fn build(self) -> Result<#name, Error> {
                    Ok(#name { #(#built),* })
                }
            }
        },
        parse_quote! {
            impl From<#name> for #builder {
                fn from(value: #name) -> Self {
                    Self { #(#taken_apart),* }
                }
            }
        },
    ]
}
