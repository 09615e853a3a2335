//! Updates that keep all values of a resource: `UpdateXRequest::from_x(&X)`, and setters for the changes.
//!
//! A member of the request takes the value of the member of the same name, or of the member in the table of names.
//! Different types are converted by their shape: lists item by item, objects member by member, enumerations by their
//! text. If a member has no source, the request gets no `from_…`, and the facts contain the reason: no value is lost
//! silently.

mod conversion;
mod member;
mod setters;
mod source;

use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Item, parse_quote};

use super::{attributes, code::Code};
use crate::{
    error::Result,
    ident,
    model::{Kind, Model, Update},
};
use conversion::{Pair, name_of};
use member::Member;
use source::{NoConversion, Resources, no_conversion};

pub(super) fn implement(code: &mut Code, model: &Model) -> Result<()> {
    let fields = source::fields(code);
    let resources = Resources {
        model,
        fields: &fields,
    };
    // Several updates can share types.
    let mut written = BTreeSet::new();
    let mut with_setters = BTreeSet::new();
    for update in model.updates() {
        let mut converter = Converter {
            resources,
            bodies: BTreeMap::new(),
            public: Vec::new(),
        };
        if let Err(NoConversion { place, reason }) = converter.convert(&update) {
            code.not_carried.insert(format!("{place}: {reason}"));
            continue;
        }
        for ((to, from), body) in &converter.bodies {
            if written.insert((to.clone(), from.clone())) {
                let is_public = converter.public.contains(to) && *from == update.resource;
                code.add_type_item(to, functions(to, from, body, is_public));
            }
        }
        setters::add(code, model, &update.request, &mut with_setters);
        code.updates.insert(update.request, update.resource);
    }
    Ok(())
}

/// Writes the conversions of one update.
struct Converter<'a> {
    resources: Resources<'a>,
    bodies: BTreeMap<Pair, TokenStream>,
    /// The requests whose conversion is public.
    public: Vec<String>,
}

impl Converter<'_> {
    /// Generates the conversion of the resource into the request, and the conversions that it calls.
    fn convert(&mut self, update: &Update) -> Result<(), NoConversion> {
        let mut pairs = vec![(update.request.clone(), update.resource.clone())];
        self.public.push(update.request.clone());
        if let Some(body) = self.union(update, &mut pairs)? {
            self.bodies.insert(pairs.remove(0), body);
        }
        while let Some((to, from)) = pairs.pop() {
            if !self.bodies.contains_key(&(to.clone(), from.clone())) {
                let body = self.object(&to, &from, &mut pairs)?;
                self.bodies.insert((to, from), body);
            }
        }
        Ok(())
    }

    /// Returns the body of the conversion into a union, if the request is one: a property of the resource selects the
    /// variant.
    fn union(
        &mut self,
        update: &Update,
        pairs: &mut Vec<Pair>,
    ) -> Result<Option<TokenStream>, NoConversion> {
        let Update { request, resource } = update;
        let schema = self.resources.model.schemas.get(request);
        let Some((schema, Kind::Union { tag, variants })) = schema.map(|s| (s, &s.kind)) else {
            return Ok(None);
        };
        let rules = &self.resources.model.update_rules;
        let path = rules.from.get(&schema.wire).unwrap_or(tag);
        let source = self.resources.source(request, resource, path)?;
        let Some((text, _)) = self.resources.text_of(&source) else {
            return no_conversion(request, "no property of the resource selects the variant");
        };
        let mut arms = Vec::new();
        for (value, ty) in variants {
            self.public.push(ty.clone());
            pairs.push((ty.clone(), resource.clone()));
            let (variant, ty) = (
                format_ident!("{}", ident::type_name(value)),
                format_ident!("{ty}"),
            );
            let name = name_of(resource);
            arms.push(quote!(#value => #ty::#name(value, place).map(Self::#variant),));
        }
        let source = source.expression;
        Ok(Some(quote! {
            match #source.map_or("", |v| #text) {
                #(#arms)*
                other => Err(crate::request::update::unknown_variant(place.member(#path), other)),
            }
        }))
    }

    /// Returns the body of the conversion of one object into another.
    fn object(
        &self,
        request: &str,
        resource: &str,
        pairs: &mut Vec<Pair>,
    ) -> Result<TokenStream, NoConversion> {
        let (Some(properties), Some(fields)) = (
            self.resources.properties(request),
            self.resources.fields.get(request),
        ) else {
            return no_conversion(request, "is no object");
        };
        let mut members = Vec::new();
        for (name, ty) in fields {
            let field = format_ident!("{name}");
            let Some(property) = properties.iter().find(|p| p.ident == *name) else {
                members.push(quote!(#field: ::std::default::Default::default()));
                continue;
            };
            let member = Member {
                resources: self.resources,
                owner: request,
                property,
                ty,
            };
            let value = member.value(resource, pairs)?;
            members.push(quote!(#field: #value));
        }
        Ok(quote!(Ok(Self { #(#members),* })))
    }
}

fn functions(request: &str, resource: &str, body: &TokenStream, is_public: bool) -> Item {
    let (to, from) = (format_ident!("{request}"), format_ident!("{resource}"));
    let carry = name_of(resource);
    // A conversion that cannot fail uses no place.
    let mentions_place = body.to_string().contains("place");
    let place = format_ident!("{}", if mentions_place { "place" } else { "_place" });
    let name = format_ident!("from_{}", resource.to_snake_case());
    let docs = attributes::docs(&format!(
        "Returns an update with the current settings of a [`{resource}`]; see [updates](crate#updates).\n\n# Errors\nReturns [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest), with the name of the field, if a setting cannot be copied."
    ));
    let public = is_public.then(|| {
        quote! {
            #(#docs)*
            pub fn #name(value: &#from) -> Result<Self, Error> {
                Self::#carry(value, FieldPath::Body)
            }
        }
    });
    parse_quote! {
        impl #to {
            #public
            pub(crate) fn #carry(value: &#from, #place: FieldPath<'_>) -> Result<Self, Error> {
                #body
            }
        }
    }
}
