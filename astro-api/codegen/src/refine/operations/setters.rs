//! Setters of what an operation does not require.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{ImplItemFn, Type, parse_quote};

use super::{Held, Written};
use crate::{
    error::Result,
    ident::Namer,
    model::{Body, Encoding, Location},
    refine::{attributes, bounds, code::argument_of, documentation},
};

impl Written<'_> {
    pub(super) fn setters(&self, held: &[Held<'_>], namer: &mut Namer) -> Result<Vec<ImplItemFn>> {
        let optional = held.iter().filter(|h| !h.parameter.required);
        let mut setters: Vec<ImplItemFn> = optional.map(setter).collect();
        if let (Some(body), Some(ty)) = (&self.operation.body, self.body_type()?)
            && !body.required
        {
            let name = namer.setter("body");
            let docs = attributes::docs(
                (body.docs.description.as_deref()).unwrap_or("Sets the body of the request."),
            );
            let set = self.set_body(body, &ty, quote!(self.context), &format_ident!("body"));
            setters.push(parse_quote! {
                #(#docs)*
                pub fn #name(mut self, body: impl IntoValue<#ty>) -> Self {
                    #set
                    self
                }
            });
        }
        Ok(setters)
    }

    /// Sets the body of the request context.
    pub(super) fn set_body(
        &self,
        body: &Body,
        ty: &Type,
        context: TokenStream,
        value: &Ident,
    ) -> TokenStream {
        let is_bounded =
            (body.schema.as_ref()).is_some_and(|name| bounds::bounded(self.model).contains(name));
        match &body.encoding {
            Encoding::Json if is_bounded => quote!(#context.checked_body::<#ty>(#value);),
            Encoding::Json => quote!(#context.body::<#ty>(#value);),
            Encoding::Form if is_bounded => quote!(#context.checked_form::<#ty>(#value);),
            Encoding::Form => quote!(#context.form::<#ty>(#value);),
            Encoding::Text(media_type) | Encoding::Bytes(media_type) => {
                quote!(#context.raw_body::<#ty>(#media_type, #value);)
            }
        }
    }
}

fn setter(held: &Held<'_>) -> ImplItemFn {
    let (name, ty, wire) = (&held.name, &held.ty, &held.parameter.wire);
    let mut docs = attributes::docs(&documentation::of_parameter(held.parameter));
    documentation::deprecate(&mut docs, &held.parameter.docs);
    match argument_of(ty, "Vec").filter(|_| held.parameter.is_list) {
        Some(item) => parse_quote! {
            #(#docs)*
            pub fn #name<F>(mut self, values: impl IntoList<#item, F>) -> Self {
                self.#name = self.context.list(#wire, values);
                self
            }
        },
        None => parse_quote! {
            #(#docs)*
            pub fn #name<F>(mut self, value: impl IntoOption<#ty, F>) -> Self {
                self.#name = self.context.optional(#wire, value);
                self
            }
        },
    }
}

/// Puts a parameter into the request.
pub(super) fn put(held: &Held<'_>) -> TokenStream {
    let (name, wire) = (&held.name, &held.parameter.wire);
    let check = bounds::of_value(
        &held.parameter.bounds,
        &held.ty,
        quote!(FieldPath::Top(#wire)),
        quote!(self.#name),
        true,
    );
    let check = check.map(|check| quote!(self.context.check(#check);));
    if let Some(separator) = &held.parameter.separator {
        return quote!(#check self.context.query_joined(#wire, self.#name.as_ref(), #separator););
    }
    let put = match (held.parameter.location, held.parameter.is_list) {
        (Location::Header, _) => quote!(header),
        (_, true) => quote!(query_list),
        (_, false) => quote!(query),
    };
    quote!(#check self.context.#put(#wire, self.#name.as_ref());)
}
