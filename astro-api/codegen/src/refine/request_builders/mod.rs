//! Builders of the types that are part of requests.
//!
//! The setters convert their arguments, such as `&str` or an array. `build` returns an error for a value that cannot be
//! converted and for a missing member.

mod member;

use std::collections::BTreeSet;

use quote::{format_ident, quote};
use syn::{Attribute, Item, ItemStruct, parse_quote};

use super::{attributes, code::Code};
use crate::{
    error::Result,
    ident::Namer,
    model::{Field, Kind, Model},
};
use member::{Member, qualified};

/// The field for members that are not in the document.
pub(super) const EXTRA: &str = "extra_members";

pub(super) fn write(code: &mut Code, model: &Model) -> Result<()> {
    let types: BTreeSet<String> = code.types.keys().cloned().collect();
    for (name, schema) in model.schemas.iter().filter(|(_, s)| s.in_request) {
        let Kind::Object(fields) = &schema.kind else {
            continue;
        };
        let has_members = code.has_members(name);
        let Some(item) = code.struct_mut(name) else {
            continue;
        };
        let builder = Builder::new(item, fields, &types);
        if let Some(extra) = &builder.extra {
            add_extra(item, extra, has_members);
        }
        let start = builder.start();
        let items = builder.items(&unions_of(name, model));
        if has_members && let Some(extra) = &builder.extra {
            code.read_extra_members(name, extra);
        }
        code.add_type_item(name, start);
        code.type_builders.insert(name.clone(), items);
    }
    Ok(())
}

/// Adds the field for members that are not in the document.
fn add_extra(item: &mut ItemStruct, extra: &syn::Ident, has_members: bool) {
    let flatten: Option<Attribute> = (!has_members).then(|| parse_quote!(#[serde(flatten)]));
    if let syn::Fields::Named(fields) = &mut item.fields {
        fields.named.push(parse_quote! {
            #flatten
            #[cfg_attr(feature = "schemars", schemars(skip))]
            pub(crate) #extra: ExtraMembers
        });
    }
}

/// Returns the unions with exactly one variant of a type.
fn unions_of<'a>(name: &str, model: &'a Model) -> Vec<&'a String> {
    let unions = model.schemas.iter().filter(|(_, schema)| {
        matches!(&schema.kind, Kind::Union { variants, .. }
            if variants.iter().filter(|(_, ty)| ty == name).count() == 1)
    });
    unions.map(|(union, _)| union).collect()
}

struct Builder<'a> {
    built: syn::Ident,
    name: syn::Ident,
    members: Vec<Member<'a>>,
    /// The field for members that are not in the document, unless the type has one already.
    extra: Option<syn::Ident>,
    /// The field for the first value that cannot be converted.
    invalid: syn::Ident,
}

impl<'a> Builder<'a> {
    fn new(item: &ItemStruct, fields: &'a [Field], types: &BTreeSet<String>) -> Self {
        let mut setters = Namer::with(["build", "clone"]);
        let mut names = Namer::default();
        let members: Vec<Member<'_>> = item
            .fields
            .iter()
            .filter_map(|field| {
                let ident = field.ident.clone()?;
                let known = fields.iter().find(|f| ident == f.ident);
                Some(Member {
                    setter: setters.setter(ident.to_string().trim_start_matches("r#")),
                    field: names.name(&ident.to_string()),
                    ty: qualified(&field.ty, types),
                    known,
                })
            })
            .collect();
        let has_rest = members.iter().any(|m| m.known.is_none());
        Self {
            name: format_ident!("{}Builder", item.ident.to_string().trim_end_matches('_')),
            built: item.ident.clone(),
            extra: (!has_rest).then(|| names.name(EXTRA)),
            invalid: names.name("invalid"),
            members,
        }
    }

    /// Generates `T::builder()`.
    fn start(&self) -> Item {
        let (built, name) = (&self.built, &self.name);
        let docs = attributes::docs(&format!("Returns a builder of `{built}`."));
        parse_quote! {
            impl #built {
                #(#docs)*
                pub fn builder() -> builder::#name {
                    <builder::#name as ::std::default::Default>::default()
                }
            }
        }
    }

    fn items(&self, unions: &[&String]) -> Vec<Item> {
        let (name, built) = (&self.name, &self.built);
        let owner = built.to_string();
        let stored = self.members.iter().map(|m| {
            let (field, inner) = (&m.field, m.inner());
            quote!(#field: Option<#inner>)
        });
        let invalid = &self.invalid;
        let setters = self.members.iter().map(|m| m.setter(built, invalid));
        let filled = self.members.iter().map(|m| m.built(&owner));
        let initial = self.members.iter().map(Member::initial);
        let wires = self.members.iter().filter_map(|m| m.known).map(|f| &f.wire);
        let about = attributes::docs(&format!("Builds a [`{built}`](types::{built})."));
        let build = attributes::docs(
            "Builds the value.\n\n# Errors\nReturns [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) if a required field is missing or a value cannot be converted. Limits are checked when the request is sent.",
        );
        let extra = self.extra.as_ref();
        let extra_field = extra.map(|e| quote!(#e: ExtraMembers,));
        let extra_setter = extra.map(|e| {
            let docs = attributes::docs(
                "Adds a field unknown to this version. For a known field, `build` returns an error.",
            );
            quote! {
                #(#docs)*
                pub fn with_extra(mut self, name: impl Into<String>, value: impl Into<::serde_json::Value>) -> Self {
                    self.#e.insert(name.into(), value.into());
                    self
                }
            }
        });
        let extra_check = extra.map(|e| quote!(self.#e.check(#owner, &[#(#wires),*])?;));
        let extra_built = extra.map(|e| quote!(#e: self.#e,));
        let extra_from_value = extra.map(|e| quote!(#e: value.#e,));
        let unions = unions.iter().map(|union| format_ident!("{union}"));
        vec![
            parse_quote! {
                #(#about)*
                #[derive(Clone, Debug, Default)]
                #[must_use = "a builder does nothing until it is built or sent"]
                pub struct #name { #(#stored,)* #extra_field #invalid: FirstInvalid }
            },
            parse_quote! {
                impl #name {
                    #(#setters)*
                    #extra_setter
                    #(#build)*
                    pub fn build(self) -> Result<types::#built, Error> {
                        self.#invalid.check()?;
                        #extra_check
                        Ok(types::#built { #(#filled,)* #extra_built })
                    }
                }
            },
            parse_quote! {
                impl From<types::#built> for #name {
                    fn from(value: types::#built) -> Self {
                        Self { #(#initial,)* #extra_from_value #invalid: FirstInvalid::default() }
                    }
                }
            },
            parse_quote!(buildable!(#name => types::#built #(, types::#unions)*);),
        ]
    }
}
