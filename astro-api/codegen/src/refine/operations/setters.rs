//! Setters of optional parameters and bodies.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{ImplItemFn, parse_quote};

use super::typed::{ParameterField, TypedOperation};
use crate::{
    error::Result,
    ident::Namer,
    model::{Location, Paging},
    refine::{attributes, bounds, documentation, type_paths::argument_of},
};

impl TypedOperation<'_> {
    pub(super) fn setters(
        &self,
        fields: &[ParameterField<'_>],
        namer: &mut Namer,
    ) -> Result<Vec<ImplItemFn>> {
        let optional = fields.iter().filter(|f| !f.parameter.required);
        let paging = self.operation.paging.as_ref();
        let mut setters: Vec<ImplItemFn> = optional.map(|field| setter(field, paging)).collect();
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
}

fn setter(field: &ParameterField<'_>, paging: Option<&Paging>) -> ImplItemFn {
    let (name, ty, wire) = (&field.name, &field.ty, &field.parameter.wire);
    let text = match paging.filter(|_| wire == "limit") {
        Some(paging) => documentation::of_page_size(field.parameter, paging.largest),
        None => documentation::of_parameter(field.parameter),
    };
    let mut docs = attributes::docs(&text);
    documentation::deprecate(&mut docs, &field.parameter.docs);
    match argument_of(ty, "Vec").filter(|_| field.parameter.is_list) {
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

/// Returns the code that adds a parameter to the request.
pub(super) fn put(field: &ParameterField<'_>) -> TokenStream {
    let (name, wire) = (&field.name, &field.parameter.wire);
    let check = bounds::of_value(
        &field.parameter.bounds,
        &field.ty,
        quote!(FieldPath::Top(#wire)),
        quote!(self.#name),
        true,
    );
    let check = check.map(|check| quote!(self.context.check(#check);));
    if let Some(separator) = &field.parameter.separator {
        return quote!(#check self.context.query_joined(#wire, self.#name.as_ref(), #separator););
    }
    let put = match (field.parameter.location, field.parameter.is_list) {
        (Location::Header, _) => quote!(header),
        (_, true) => quote!(query_list),
        (_, false) => quote!(query),
    };
    quote!(#check self.context.#put(#wire, self.#name.as_ref());)
}
