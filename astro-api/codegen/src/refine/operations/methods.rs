//! The methods of the client and the handles, which return the builders.

use quote::{format_ident, quote};
use syn::{ImplItemFn, parse_quote};

use super::typed::{CONTEXT, ParameterField, TypedOperation};
use crate::{
    Error,
    error::Result,
    ident::Namer,
    model::Location,
    refine::{attributes, documentation, type_paths::argument_of},
};

impl TypedOperation<'_> {
    /// Returns the method of the client, or of the handle of the operation's scope.
    pub(super) fn method(&self, parameters: &[ParameterField<'_>]) -> Result<ImplItemFn> {
        let operation = self.operation;
        let (function, builder) = (
            format_ident!("{}", operation.function),
            format_ident!("{}", operation.builder),
        );
        let mut arguments = Vec::new();
        let mut put = Vec::new();
        // `context` is the local variable of the request.
        let mut namer = Namer::with([CONTEXT]);
        for argument in operation.arguments() {
            let wire = &argument.wire;
            let name = namer.name(&argument.name);
            let ty = self.type_of(argument)?;
            arguments.push(if argument.is_list && !argument.is_in_path() {
                let item = argument_of(&ty, "Vec").ok_or_else(|| {
                    Error::generator(format!("`{wire}` is a list, and progenitor wrote none"))
                })?;
                // The type parameter of `IntoList`.
                let form = format_ident!("F{}", arguments.len().to_string());
                (quote!(#name: impl IntoList<#item, #form>), Some(form))
            } else {
                (quote!(#name: impl IntoValue<#ty>), None)
            });
            if argument.location == Location::Path {
                put.push(quote!(context.path::<#ty>(#wire, #name);));
            } else if let Some(field) = parameters
                .iter()
                .find(|f| f.parameter.ident == argument.ident)
            {
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
        let fields = parameters.iter().map(|field| {
            let name = &field.name;
            if field.parameter.required {
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

    /// Returns the client, and the code that adds the parameters that the handle binds.
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
