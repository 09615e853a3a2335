//! The methods that make the builders: of the client, or of the handle that a scope gives.

use quote::{format_ident, quote};
use syn::{ImplItemFn, parse_quote};

use super::{Held, Written, arguments};
use crate::{
    Error,
    error::Result,
    ident::Namer,
    model::Location,
    refine::{attributes, documentation},
};

impl Written<'_> {
    /// The method of the client, or of the handle of the operation's scope.
    pub(super) fn method(&self, held: &[Held<'_>]) -> Result<ImplItemFn> {
        let operation = self.operation;
        let (function, builder) = (
            format_ident!("{}", operation.function),
            format_ident!("{}", operation.builder),
        );
        let mut arguments = Vec::new();
        let mut put = Vec::new();
        // `context` is the local variable that all of them go into.
        let mut namer = Namer::with([super::CONTEXT]);
        for argument in arguments::of(operation) {
            let wire = &argument.wire;
            let name = namer.name(&argument.name);
            let ty = self.written_type(argument)?;
            arguments.push(if argument.is_list && !argument.is_in_path() {
                let item = super::argument_of(&ty, "Vec").ok_or_else(|| {
                    Error::generator(format!("`{wire}` is a list, and progenitor wrote none"))
                })?;
                // A required list may be given in each of the forms of an optional one.
                let form = format_ident!("F{}", arguments.len().to_string());
                (quote!(#name: impl IntoList<#item, #form>), Some(form))
            } else {
                (quote!(#name: impl IntoValue<#ty>), None)
            });
            if argument.location == Location::Path {
                put.push(quote!(context.path::<#ty>(#wire, #name);));
            } else if let Some(field) = held.iter().find(|h| h.parameter.ident == argument.ident) {
                let field = &field.name;
                let take = if argument.is_list {
                    quote!(list)
                } else {
                    quote!(required)
                };
                put.push(quote!(let #field = context.#take(#wire, #name);));
            }
        }
        if let (Some(body), Some(ty)) = (&operation.body, self.body_type()?)
            && body.required
        {
            let name = namer.name("body");
            let set = self.set_body(body, &ty, quote!(context), &name);
            arguments.push((quote!(#name: impl IntoValue<#ty>), None));
            put.push(set);
        }
        let fields = held.iter().map(|h| {
            let name = &h.name;
            if h.parameter.required {
                quote!(#name)
            } else {
                quote!(#name: None)
            }
        });
        let (client, scope) = self.scope();
        let mutable = (!put.is_empty() || !scope.is_empty()).then(|| quote!(mut));
        let forms: Vec<_> = arguments
            .iter()
            .filter_map(|(_, form)| form.as_ref())
            .collect();
        let generics = (!forms.is_empty()).then(|| quote!(<#(#forms),*>));
        let arguments = arguments.iter().map(|(argument, _)| argument);
        let mut docs = attributes::docs(&documentation::of_method(operation));
        documentation::mark(&mut docs, &operation.docs);
        Ok(parse_quote! {
            #(#docs)*
            pub fn #function #generics (&self, #(#arguments),*) -> #builder {
                let #mutable context = RequestContext::new(#client, #builder::OPERATION);
                #(#scope)*
                #(#put)*
                #builder { context, #(#fields),* }
            }
        })
    }

    /// The client, and the parameters of the path that the handle holds.
    fn scope(&self) -> (proc_macro2::TokenStream, Vec<proc_macro2::TokenStream>) {
        let Some(scope) = &self.operation.scope else {
            return (quote!(self), Vec::new());
        };
        let put = scope.parameters.iter().map(|parameter| {
            let (wire, field) = (&parameter.wire, format_ident!("{}", parameter.name));
            quote!(context.path::<String>(#wire, &*self.#field);)
        });
        (quote!(&self.client), put.collect())
    }
}
