//! Setters of updates: `set_<member>(&mut self, …)`, with the conversions of the builders. A union has the setters that
//! all its variants share.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Ident, Type};

use super::conversion::is_same;
use crate::{
    ident::{self, Namer},
    model::{Field, Kind, Model},
    refine::{
        attributes,
        code::Code,
        documentation,
        request_builders::EXTRA,
        type_paths::{argument_of, map_of},
    },
};

/// Adds the setters of a request, unless it has them already.
pub(super) fn add(code: &mut Code, model: &Model, request: &str, done: &mut BTreeSet<String>) {
    if !done.insert(request.to_owned()) {
        return;
    }
    let Some(schema) = model.schemas.get(request) else {
        return;
    };
    match &schema.kind {
        Kind::Object(fields) => {
            let setters = setters(code, request, fields);
            let functions = setters.iter().map(Setter::of_object);
            add_impl(code, request, functions.collect());
        }
        Kind::Union { variants, .. } => {
            let mut all = Vec::new();
            for (value, ty) in variants {
                add(code, model, ty, done);
                let Some(Kind::Object(fields)) = model.schemas.get(ty).map(|s| &s.kind) else {
                    return;
                };
                let variant = format_ident!("{}", ident::type_name(value));
                all.push((variant, setters(code, ty, fields)));
            }
            let names: Vec<&Ident> = all.iter().map(|(variant, _)| variant).collect();
            let Some((_, first)) = all.first() else {
                return;
            };
            let functions = first.iter().filter_map(|setter| {
                let same = all
                    .iter()
                    .map(|(_, setters)| setters.iter().find(|other| setter.is_like(other)));
                let same: Vec<&Setter<'_>> = same.collect::<Option<_>>()?;
                Some(setter.of_union(&names, &same))
            });
            let functions = functions.collect();
            add_impl(code, request, functions);
        }
        _ => {}
    }
}

fn add_impl(code: &mut Code, name: &str, functions: Vec<TokenStream>) {
    let ty = format_ident!("{name}");
    if !functions.is_empty() {
        code.add_type_item(name, syn::parse_quote!(impl #ty { #(#functions)* }));
    }
}

struct Setter<'a> {
    name: Ident,
    field: Ident,
    ty: Type,
    property: &'a Field,
}

/// The form of a setter's argument.
enum Form<'a> {
    List(&'a Type),
    Map(&'a Type),
    Optional(&'a Type),
    Required(&'a Type),
}

fn setters<'a>(code: &mut Code, name: &str, properties: &'a [Field]) -> Vec<Setter<'a>> {
    let Some(item) = code.struct_mut(name) else {
        return Vec::new();
    };
    let has_extra = |field: &syn::Field| field.ident.as_ref().is_some_and(|i| i == EXTRA);
    if !item.fields.iter().any(has_extra) {
        return Vec::new();
    }
    let mut names = Namer::default();
    let fields = item.fields.iter().filter_map(|field| {
        let ident = field.ident.clone()?;
        let property = properties.iter().find(|p| ident == p.ident)?;
        let plain = property.ident.trim_start_matches("r#");
        Some(Setter {
            name: names.name(&format!("set_{}", plain.trim_end_matches('_'))),
            field: ident,
            ty: field.ty.clone(),
            property,
        })
    });
    // A member that may be absent or `null` gets no setter; the caller sets its field.
    fields
        .filter(|s| !(s.property.nullable && argument_of(&s.ty, "Option").is_some()))
        .collect()
}

impl Setter<'_> {
    fn form(&self) -> Form<'_> {
        let optional = argument_of(&self.ty, "Option");
        let inner = optional.unwrap_or(&self.ty);
        if let Some(item) = argument_of(inner, "Vec") {
            Form::List(item)
        } else if let Some(value) = map_of(inner) {
            Form::Map(value)
        } else if optional.is_some() {
            Form::Optional(inner)
        } else {
            Form::Required(inner)
        }
    }

    /// Returns whether both are the same member with the same type, even if only one of them is required.
    fn is_like(&self, other: &Self) -> bool {
        let inner = |ty: &Type| argument_of(ty, "Option").unwrap_or(ty).clone();
        self.name == other.name && is_same(&inner(&self.ty), &inner(&other.ty))
    }

    fn signature(&self, form: &Form<'_>) -> TokenStream {
        let name = &self.name;
        match form {
            Form::List(ty) => {
                quote!(#name<F>(&mut self, values: impl crate::request::convert::IntoList<#ty, F>))
            }
            Form::Map(ty) => {
                quote!(#name(&mut self, values: impl crate::request::convert::IntoMap<#ty>))
            }
            Form::Optional(ty) => {
                quote!(#name<F>(&mut self, value: impl crate::request::convert::IntoOption<#ty, F>))
            }
            Form::Required(ty) => {
                quote!(#name(&mut self, value: impl crate::request::convert::IntoValue<#ty>))
            }
        }
    }

    fn of_object(&self) -> TokenStream {
        let (field, wire) = (&self.field, &self.property.wire);
        let form = self.form();
        let (signature, extra) = (self.signature(&form), format_ident!("{EXTRA}"));
        let invalid = quote!(self.#extra.invalid);
        let convert = match &form {
            Form::List(_) => quote!(#invalid.list(#wire, values)),
            Form::Map(_) => quote!(#invalid.map(#wire, values)),
            Form::Optional(_) => quote!(#invalid.optional(#wire, value)),
            Form::Required(_) => quote!(#invalid.required(#wire, value)),
        };
        let is_optional = argument_of(&self.ty, "Option").is_some();
        let body = match form {
            _ if is_optional => quote!(self.#field = #convert;),
            Form::Required(_) => quote!(if let Some(value) = #convert { self.#field = value; }),
            _ => quote!(self.#field = #convert.unwrap_or_default();),
        };
        let docs = self.docs(&format!("Sets [`{field}`](Self::{field})."));
        quote!(#docs pub fn #signature { #body })
    }

    fn of_union(&self, variants: &[&Ident], same: &[&Setter<'_>]) -> TokenStream {
        let name = &self.name;
        // A member that one variant requires cannot be unset.
        let required = same.iter().find(|s| matches!(s.form(), Form::Required(_)));
        let form = required.map_or_else(|| self.form(), |s| s.form());
        let signature = self.signature(&form);
        let value = match form {
            Form::List(_) | Form::Map(_) => quote!(values),
            _ => quote!(value),
        };
        let docs = self.docs(&format!("Sets `{}`.", self.field));
        quote! {
            #docs
            pub fn #signature {
                match self { #(Self::#variants(update) => update.#name(#value)),* }
            }
        }
    }

    fn docs(&self, text: &str) -> TokenStream {
        let mut docs = attributes::docs(text);
        documentation::deprecate(&mut docs, &self.property.docs);
        quote!(#(#docs)*)
    }
}
