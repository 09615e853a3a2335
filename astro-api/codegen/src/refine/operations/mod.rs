//! The operations: a method of the client or a handle, and the builder that it returns.
//!
//! A builder describes the request; the crate sends it. Required parameters are arguments of the method, optional ones
//! are setters of the builder.

mod methods;
mod setters;
mod typed;

use std::collections::BTreeMap;

use astro_api_openapi_model::Location;
use quote::{format_ident, quote};
use syn::{Ident, Item, Type, parse_quote};

use super::{attributes, capabilities, code::Code, documentation, type_paths::type_name};
use crate::{
    Error,
    error::Result,
    ident::{self, Namer},
    model::{Model, Operation, RateClass},
};
use typed::{CONTEXT, TypedOperation};

/// The private method of a builder that creates the request.
const INTO_CONTEXT: &str = "into_context";

pub(super) fn write(code: &mut Code, model: &Model) -> Result<()> {
    for operation in &model.operations {
        let typed = code
            .signatures
            .get(&ident::function(&operation.id))
            .and_then(|signature| TypedOperation::new(operation, model, signature))
            .ok_or_else(|| {
                Error::generator(format!("progenitor wrote no method for `{}`", operation.id))
            })?;
        let (builder, method) = typed.write(&code.updates)?;
        code.builders.insert(operation.builder.clone(), builder);
        code.methods.insert(operation.function.clone(), method);
    }
    Ok(())
}

impl TypedOperation<'_> {
    /// Generates the builder with its impls, and the method that creates it.
    fn write(&self, updates: &BTreeMap<String, String>) -> Result<(Vec<Item>, syn::ImplItemFn)> {
        let name = format_ident!("{}", self.operation.builder);
        let own = self.send_methods();
        let own_names: Vec<String> = own.iter().map(|f| f.sig.ident.to_string()).collect();
        let taken = own_names.iter().map(String::as_str);
        let mut namer = Namer::with(taken.chain([CONTEXT, INTO_CONTEXT]));
        let parameters = self.fields(&mut namer)?;
        let setters = self.setters(&parameters, &mut namer)?;
        let fields = parameters.iter().map(|field| {
            let (name, ty) = (&field.name, &field.ty);
            quote!(#name: Option<#ty>)
        });
        let operation = self.operation;
        let method = format_ident!("{}", operation.method);
        let (id, path, idempotent) = (&operation.id, &operation.path, operation.is_idempotent);
        let rate_class = rate_class(operation)?;
        let put = parameters.iter().map(setters::put);
        let mutable = (!parameters.is_empty()).then(|| quote!(mut));
        let about = attributes::docs(&documentation::of_request(operation, self.model, updates));
        let builder = vec![
            parse_quote! {
                #(#about)*
                #[derive(Clone, Debug)]
                #[must_use = "a request does nothing until it is sent"]
                pub struct #name { context: RequestContext, #(#fields),* }
            },
            parse_quote!(request_options!(#name);),
            parse_quote! {
                impl #name {
                    const OPERATION: &Operation = &Operation {
                        id: #id,
                        method: Method::#method,
                        path: #path,
                        idempotent: #idempotent,
                        rate_class: RateClass::#rate_class,
                    };

                    #(#setters)*

                    #(#own)*

                    fn into_context(#mutable self) -> RequestContext {
                        #(#put)*
                        self.context
                    }
                }
            },
        ];
        Ok((builder, self.method(&parameters)?))
    }

    /// Returns the methods that send the request.
    fn send_methods(&self) -> Vec<syn::ImplItemFn> {
        let operation = self.operation;
        let response = &self.response;
        // A type of the document with that name is `types::ByteStream`.
        let is_stream = matches!(response, Type::Path(p) if p.path.is_ident("ByteStream"));
        let optional: Type = parse_quote!(Option<#response>);
        let (send_as, returned) = match type_name(response) {
            _ if operation.may_be_empty => (quote!(json_or_empty), &optional),
            Some(_) if is_stream => (quote!(bytes), response),
            Some(_) => (quote!(json), response),
            None => (quote!(empty), response),
        };
        let docs = attributes::docs(&documentation::of_send(operation));
        let send = parse_quote! {
            #(#docs)*
            pub async fn send(self) -> Result<Response<#returned>, Error> {
                self.into_context().#send_as().await
            }
        };
        let mut own = vec![send];
        own.extend(operation.reads_one.then(|| send_opt(response)));
        own.extend(capabilities::methods(operation));
        own
    }
}

/// Returns the variant of the crate's `RateClass`.
fn rate_class(operation: &Operation) -> Result<Ident> {
    Ok(match &operation.rate_class {
        RateClass::Get => format_ident!("Get"),
        RateClass::Post => format_ident!("Post"),
        RateClass::Delete => format_ident!("Delete"),
        RateClass::AuditLogs => format_ident!("AuditLogs"),
        RateClass::Unknown(limit) => {
            let method = operation.method.to_lowercase();
            let place = ["paths", &operation.path, &method, "x-rate-limit"];
            return Err(Error::at(
                Location::from_steps(place),
                format!("names the rate limit `{limit}`; the client has only `audit-logs`"),
            ));
        }
    })
}

/// Returns the method that sends the request for a resource that may not exist.
fn send_opt(response: &Type) -> syn::ImplItemFn {
    let docs = attributes::docs(
        "Sends the request and returns `None` for status 404: the resource does not exist, or the token cannot access it.\n\n# Errors\nReturns an error for any other failure; see [`Error`].",
    );
    parse_quote! {
        #(#docs)*
        pub async fn send_opt(self) -> Result<Option<Response<#response>>, Error> {
            self.into_context().json_opt().await
        }
    }
}
