//! Updates take over what was read: `UpdateXRequest::from_x(&X)`, and setters that change what is to change.
//!
//! A member of the request takes the value of the member of the same name, or of the one that the table of names names.
//! Types that differ are converted by their shape: lists item by item, objects member by member, enumerations by their
//! text. If a member has nowhere to come from, the request gets no `from_…` and the facts tell why, so that nothing is
//! lost in silence.

mod conversion;
mod members;
mod setters;

use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Ident, Item, Type, parse_quote};

use super::{Code, attributes};
use crate::{
    error::Result,
    ident,
    model::{Field, Kind, Model, Schema},
};
use conversion::is_same as is_same_type;
use members::{Member, Source};

pub(super) fn implement(code: &mut Code, model: &Model) -> Result<()> {
    let fields = fields(code);
    // Several updates can share types.
    let mut written = BTreeSet::new();
    let mut with_setters = BTreeSet::new();
    for update in model.updates() {
        let mut carrier = Carrier {
            model,
            fields: &fields,
            pairs: BTreeMap::new(),
            public: Vec::new(),
        };
        let (request, resource) = (&update.request, &update.resource);
        if let Err(Lost { place, reason }) = carrier.whole(request, resource) {
            code.not_carried.insert(format!("{place}: {reason}"));
            continue;
        }
        let public = std::mem::take(&mut carrier.public);
        for ((to, from), body) in carrier.pairs {
            if !written.insert((to.clone(), from.clone())) {
                continue;
            }
            let is_public = public.contains(&to) && from == *resource;
            let functions = functions(&to, &from, &body, is_public);
            code.add_type_item(&to, functions);
        }
        code.updates.insert(request.clone(), resource.clone());
        setters::add(code, model, request, &mut with_setters);
    }
    Ok(())
}

/// The types of the fields of each struct.
type Fields = BTreeMap<String, Vec<(String, Type)>>;

fn fields(code: &mut Code) -> Fields {
    let names: Vec<String> = code.types.keys().cloned().collect();
    let mut all = Fields::new();
    for name in names {
        let Some(item) = code.struct_mut(&name) else {
            continue;
        };
        let fields = item.fields.iter();
        let fields = fields.filter_map(|f| Some((f.ident.as_ref()?.to_string(), f.ty.clone())));
        all.insert(name, fields.collect());
    }
    all
}

/// Why an update cannot be made of what was read.
struct Lost {
    place: String,
    reason: &'static str,
}

fn lost<T>(place: &str, reason: &'static str) -> std::result::Result<T, Lost> {
    Err(Lost {
        place: place.to_owned(),
        reason,
    })
}

type Carried<T> = std::result::Result<T, Lost>;

/// Writes the conversions that one update takes.
struct Carrier<'a> {
    model: &'a Model,
    fields: &'a Fields,
    /// The bodies of the conversions, by the types of request and resource.
    pairs: BTreeMap<(String, String), TokenStream>,
    /// The requests whose conversion is public.
    public: Vec<String>,
}

impl<'a> Carrier<'a> {
    /// The update, and each of its variants.
    fn whole(&mut self, request: &str, resource: &str) -> Carried<()> {
        self.public.push(request.to_owned());
        let Some(Kind::Union { tag, variants }) = self.schema(request).map(|s| &s.kind) else {
            return self.object(request, resource);
        };
        let schema = &self.model.schemas[request];
        let rule = self.model.update_rules.from.get(&schema.wire);
        let path = rule.unwrap_or(tag);
        let source = self.source(request, resource, path)?;
        let Some((text, _)) = self.text_of(&source) else {
            return lost(request, "nothing in the resource tells the variant");
        };
        let mut arms = Vec::new();
        for (value, ty) in variants {
            self.public.push(ty.clone());
            self.object(ty, resource)?;
            let (variant, ty) = (
                format_ident!("{}", ident::type_name(value)),
                format_ident!("{ty}"),
            );
            let carry = carry(resource);
            arms.push(quote!(#value => #ty::#carry(value, place).map(Self::#variant),));
        }
        let source = source.expression;
        let body = quote! {
            match #source.map_or("", |v| #text) {
                #(#arms)*
                other => Err(crate::request::update::unknown_variant(place.member(#path), other)),
            }
        };
        let pair = (request.to_owned(), resource.to_owned());
        self.pairs.insert(pair, body);
        Ok(())
    }

    /// The conversion of one object into another.
    fn object(&mut self, request: &str, resource: &str) -> Carried<()> {
        let pair = (request.to_owned(), resource.to_owned());
        if self.pairs.contains_key(&pair) {
            return Ok(());
        }
        let (Some(to), Some(fields)) = (self.properties(request), self.fields.get(request)) else {
            return lost(request, "is no object");
        };
        // A type that leads back to itself must not be gone through for ever.
        self.pairs.insert(pair.clone(), TokenStream::new());
        let mut members = Vec::new();
        for (name, ty) in fields {
            let field = format_ident!("{name}");
            let Some(property) = to.iter().find(|p| p.ident == *name) else {
                members.push(quote!(#field: ::std::default::Default::default()));
                continue;
            };
            let value = Member {
                owner: request,
                property,
                ty,
            }
            .value(self, resource)?;
            members.push(quote!(#field: #value));
        }
        self.pairs.insert(pair, quote!(Ok(Self { #(#members),* })));
        Ok(())
    }

    fn schema(&self, name: &str) -> Option<&'a Schema> {
        self.model.schemas.get(name)
    }

    fn properties(&self, name: &str) -> Option<&'a [Field]> {
        match &self.schema(name)?.kind {
            Kind::Object(fields) => Some(fields),
            _ => None,
        }
    }

    /// The text of a value `v` of the source, if it is one, and whether it may be anything.
    fn text_of(&self, source: &Source) -> Option<(TokenStream, bool)> {
        let name = super::code::type_name(&source.ty)?;
        let is_enumeration = self
            .schema(&name)
            .is_some_and(|s| matches!(s.kind, Kind::Enumeration(_)));
        (name == "String" || is_enumeration).then(|| (quote!(v.as_str()), !is_enumeration))
    }
}

/// The name of a conversion that generated code calls.
fn carry(resource: &str) -> Ident {
    format_ident!("carry_{}", resource.to_snake_case())
}

fn functions(request: &str, resource: &str, body: &TokenStream, is_public: bool) -> Item {
    let (to, from) = (format_ident!("{request}"), format_ident!("{resource}"));
    let carry = carry(resource);
    // Where nothing can fail, no place is named.
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
