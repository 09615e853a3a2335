//! Types that are part of a request get a builder, named after them; types of responses get none.
//!
//! The setters take what a caller has (`&str` for a text, an array for a list). What cannot be converted, and what is
//! missing, is an error of `build`.

use std::collections::BTreeSet;

use quote::{format_ident, quote};
use syn::{
    ImplItemFn, Item, ItemStruct, Type, parse_quote,
    visit_mut::{self, VisitMut},
};

use super::{Code, attributes, code::argument_of, documentation};
use crate::{
    error::Result,
    ident::Namer,
    model::{Field, Kind, Model},
};

/// The field of a request that holds the members that the document does not name.
pub(super) const EXTRA: &str = "extra_members";

pub(super) fn rebuild(code: &mut Code, model: &Model) -> Result<()> {
    let types: BTreeSet<String> = code.types.keys().cloned().collect();
    for (name, schema) in model.schemas.iter().filter(|(_, s)| s.sent) {
        let Kind::Object(fields) = &schema.kind else {
            continue;
        };
        let has_members = code.has_members(name);
        let Some(item) = code.struct_mut(name) else {
            continue;
        };
        let builder = Builder::new(item, fields, &types);
        if let Some(extra) = &builder.extra {
            add_extra(item, extra);
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

/// Adds the field for members that the document does not name.
fn add_extra(item: &mut ItemStruct, extra: &syn::Ident) {
    if let syn::Fields::Named(fields) = &mut item.fields {
        fields.named.push(parse_quote! {
            #[serde(flatten)]
            #[cfg_attr(feature = "schemars", schemars(skip))]
            pub(crate) #extra: ExtraMembers
        });
    }
}

/// The unions of which a type is a variant, as the only one of its type.
fn unions_of<'a>(name: &str, model: &'a Model) -> Vec<&'a String> {
    let unions = model.schemas.iter().filter(|(_, schema)| {
        matches!(&schema.kind, Kind::Union { variants, .. }
            if variants.iter().filter(|(_, ty)| ty == name).count() == 1)
    });
    unions.map(|(union, _)| union).collect()
}

/// A member of the type that is built.
struct Member<'a> {
    /// The name in the type, and the same in the builder.
    field: syn::Ident,
    setter: syn::Ident,
    ty: Type,
    known: Option<&'a Field>,
}

impl Member<'_> {
    fn is_required(&self) -> bool {
        self.known.is_some_and(|f| f.required)
    }

    /// What must be there though it may be `null` has to be set, to `None` if need be.
    fn is_optional(&self) -> bool {
        argument_of(&self.ty, "Option").is_some()
            && !self.known.is_some_and(|f| f.required && f.nullable)
    }

    /// The type of the value that the builder holds as an option.
    fn inner(&self) -> &Type {
        match argument_of(&self.ty, "Option") {
            Some(inner) if self.is_optional() => inner,
            _ => &self.ty,
        }
    }

    fn setter(&self, owner: &syn::Ident, invalid: &syn::Ident) -> ImplItemFn {
        let (setter, field, inner) = (&self.setter, &self.field, self.inner());
        let name = self
            .known
            .map_or_else(|| setter.to_string(), |f| f.wire.clone());
        let docs = self.known.map_or_else(
            || documentation::OF_THE_REST.to_owned(),
            |f| {
                let field = f.ident.trim_start_matches("r#");
                format!("Sets [`{field}`](types::{owner}::{field}).")
            },
        );
        let nullable = argument_of(inner, "Option");
        let mut docs = attributes::docs(&match nullable {
            Some(_) => format!("{docs}\n\n`None` sends `null`."),
            None => docs,
        });
        if let Some(known) = self.known {
            documentation::deprecate(&mut docs, &known.docs);
        }
        let (signature, value) = if let Some(inner) = nullable {
            let value = quote!(Some(value.into()));
            (quote!((mut self, value: impl Into<Option<#inner>>)), value)
        } else if let Some(item) = argument_of(inner, "Vec") {
            (
                quote!(<F>(mut self, values: impl IntoList<#item, F>)),
                quote!(self.#invalid.list(#name, values)),
            )
        } else if let Some(item) = map_of(inner) {
            (
                quote!((mut self, entries: impl IntoMap<#item>)),
                quote!(self.#invalid.map(#name, entries)),
            )
        } else if self.is_optional() {
            (
                quote!(<F>(mut self, value: impl IntoOption<#inner, F>)),
                quote!(self.#invalid.optional(#name, value)),
            )
        } else {
            (
                quote!((mut self, value: impl IntoValue<#inner>)),
                quote!(self.#invalid.required(#name, value)),
            )
        };
        parse_quote! {
            #(#docs)*
            pub fn #setter #signature -> Self {
                self.#field = #value;
                self
            }
        }
    }

    /// The member as `build` makes it.
    fn built(&self, owner: &str) -> proc_macro2::TokenStream {
        let field = &self.field;
        let setter = self.setter.to_string();
        if self.is_optional() {
            quote!(#field: self.#field)
        } else if self.is_required() {
            quote!(#field: crate::client::required(#owner, #setter, self.#field)?)
        } else {
            quote!(#field: self.#field.unwrap_or_default())
        }
    }

    fn taken_apart(&self) -> proc_macro2::TokenStream {
        let field = &self.field;
        if self.is_optional() {
            quote!(#field: value.#field)
        } else {
            quote!(#field: Some(value.#field))
        }
    }
}

/// A type as another module names it: `Executor` → `types::Executor`.
fn qualified(ty: &Type, types: &BTreeSet<String>) -> Type {
    struct Qualifier<'a>(&'a BTreeSet<String>);

    impl VisitMut for Qualifier<'_> {
        fn visit_path_mut(&mut self, path: &mut syn::Path) {
            visit_mut::visit_path_mut(self, path);
            if let Some(name) = path.get_ident()
                && self.0.contains(&name.to_string())
            {
                *path = parse_quote!(types::#name);
            }
        }
    }

    let mut ty = ty.clone();
    Qualifier(types).visit_type_mut(&mut ty);
    ty
}

/// The type of the values of a map whose keys are texts.
pub(super) fn map_of(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let segment = path
        .path
        .segments
        .last()
        .filter(|s| s.ident == "BTreeMap")?;
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    let mut types = arguments.args.iter().filter_map(|a| match a {
        syn::GenericArgument::Type(t) => Some(t),
        _ => None,
    });
    let key = types.next()?;
    (super::code::type_name(key)? == "String").then(|| types.next())?
}

struct Builder<'a> {
    built: syn::Ident,
    name: syn::Ident,
    members: Vec<Member<'a>>,
    /// The field for members that the document does not name, unless the type has one already.
    extra: Option<syn::Ident>,
    /// The field for the first value that does not convert.
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

    /// `T::builder()`.
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
        let held = self.members.iter().map(|m| {
            let (field, inner) = (&m.field, m.inner());
            quote!(#field: Option<#inner>)
        });
        let invalid = &self.invalid;
        let setters = self.members.iter().map(|m| m.setter(built, invalid));
        let filled = self.members.iter().map(|m| m.built(&owner));
        let taken_apart = self.members.iter().map(Member::taken_apart);
        let wires = self.members.iter().filter_map(|m| m.known).map(|f| &f.wire);
        let about = attributes::docs(&format!("Builds a [`{built}`](types::{built})."));
        let build = attributes::docs(
            "Builds the value.\n\n# Errors\nReturns [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) if a required field is missing or a value cannot be converted. Limits are checked when the request is sent.",
        );
        let extra = self.extra.as_ref();
        let extra_held = extra.map(|e| quote!(#e: ExtraMembers,));
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
        let extra_taken = extra.map(|e| quote!(#e: value.#e,));
        let unions = unions.iter().map(|union| format_ident!("{union}"));
        vec![
            parse_quote! {
                #(#about)*
                #[derive(Clone, Debug, Default)]
                #[must_use = "a builder does nothing until it is built or sent"]
                pub struct #name { #(#held,)* #extra_held #invalid: FirstInvalid }
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
                        Self { #(#taken_apart,)* #extra_taken #invalid: FirstInvalid::default() }
                    }
                }
            },
            parse_quote!(buildable!(#name => types::#built #(, types::#unions)*);),
        ]
    }
}
