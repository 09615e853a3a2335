//! The builders of the operations: progenitor's hundred lines of plumbing in each become a description of the request,
//! which the crate's `RequestContext` sends.
//!
//! What an operation requires is an argument of its method; everything else is a setter of its builder.

pub(super) mod arguments;
mod methods;
mod paging;
mod setters;

use quote::{format_ident, quote};
use syn::{ImplItem, Item, ItemStruct, Type, parse_quote};

use super::{
    Code, attributes,
    code::{argument_of, type_name},
    documentation,
};
use crate::{
    Error,
    error::Result,
    ident::{self, Namer},
    model::{Encoding, Model, Operation},
};

/// The field of a builder that holds what every operation has.
const CONTEXT: &str = "context";
/// The private method of a builder that makes the request.
const INTO_CONTEXT: &str = "into_context";

pub(super) fn rebuild(code: &mut Code, model: &Model) -> Result<()> {
    let mut written = std::mem::take(&mut code.builders);
    code.methods.clear();
    for operation in &model.operations {
        let missing = |what: &str| {
            Error::generator(format!("progenitor wrote no {what} for `{}`", operation.id))
        };
        let items = written
            .remove(&ident::builder(&operation.id))
            .ok_or_else(|| missing("builder"))?;
        let response = response(&items).ok_or_else(|| missing("`send`"))?;
        let item = items.iter().find_map(|item| match item {
            Item::Struct(item) => Some(item),
            _ => None,
        });
        let rebuilt = Written {
            item: item.ok_or_else(|| missing("struct"))?,
            operation,
            response,
            model,
        };
        let (builder, method) = rebuilt.rebuild()?;
        code.builders.insert(operation.builder.clone(), builder);
        code.methods.insert(operation.function.clone(), method);
    }
    Ok(())
}

/// The variant of the crate's `RateClass`: the API counts requests by method, and the exports of audit logs apart.
fn rate_class(operation: &Operation) -> &'static str {
    match operation.method.as_str() {
        "DELETE" => "Delete",
        "GET" | "HEAD" | "OPTIONS" if operation.path.ends_with("/audit-logs") => "AuditLogs",
        "GET" | "HEAD" | "OPTIONS" => "Get",
        _ => "Post",
    }
}

/// What progenitor wrote for an operation, and what the document says of it.
struct Written<'a> {
    item: &'a ItemStruct,
    operation: &'a Operation,
    response: Type,
    model: &'a Model,
}

/// A parameter that has a field in the builder.
struct Held<'a> {
    parameter: &'a crate::model::Parameter,
    name: proc_macro2::Ident,
    ty: Type,
}

impl Written<'_> {
    /// The builder with its impls, and the method that makes it.
    fn rebuild(&self) -> Result<(Vec<Item>, syn::ImplItemFn)> {
        let name = format_ident!("{}", self.operation.builder);
        let own = self.own_methods();
        let own_names: Vec<String> = own.iter().map(|f| f.sig.ident.to_string()).collect();
        let taken = own_names.iter().map(String::as_str);
        let mut namer = Namer::with(taken.chain([CONTEXT, INTO_CONTEXT]));
        let held = self.held(&mut namer)?;
        // The methods of lists set the fields of parameters that have these names in any document.
        let setters = self.setters(&held, &mut namer)?;
        let fields = held.iter().map(|h| {
            let (name, ty) = (&h.name, &h.ty);
            quote!(#name: Option<#ty>)
        });
        let operation = self.operation;
        let method = format_ident!("{}", operation.method);
        let (id, path, idempotent) = (&operation.id, &operation.path, operation.is_idempotent);
        let rate_class = format_ident!("{}", rate_class(operation));
        let put = held.iter().map(setters::put);
        let mutable = (!held.is_empty()).then(|| quote!(mut));
        let about = attributes::docs(&documentation::of_request(operation, self.model));
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
        Ok((builder, self.method(&held)?))
    }

    /// The methods that send the request in one way or another.
    fn own_methods(&self) -> Vec<syn::ImplItemFn> {
        let operation = self.operation;
        let response = &self.response;
        // A type of the document that is called the same is `types::ByteStream`.
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
        own.extend(operation.paging.iter().flat_map(paging::methods));
        own.extend(
            operation
                .searching
                .iter()
                .flat_map(super::searching::methods),
        );
        own.extend(operation.waiting.iter().flat_map(super::waiting::methods));
        own
    }

    /// The parameters that have a field: all but those of the path, which are put in when the builder is made.
    fn held(&self, namer: &mut Namer) -> Result<Vec<Held<'_>>> {
        let parameters = self.operation.parameters.iter();
        parameters
            .filter(|parameter| !parameter.is_in_path())
            .map(|parameter| {
                Ok(Held {
                    parameter,
                    name: namer.setter(&parameter.name),
                    ty: self.written_type(parameter)?,
                })
            })
            .collect()
    }

    /// The type of a parameter, out of progenitor's `Result<Option<T>, String>` or `Result<T, String>`.
    fn written_type(&self, parameter: &crate::model::Parameter) -> Result<Type> {
        self.field_type(&parameter.ident).ok_or_else(|| {
            Error::generator(format!(
                "progenitor wrote no field for the parameter `{}` of `{}`",
                parameter.wire, self.operation.id
            ))
        })
    }

    fn field_type(&self, name: &str) -> Option<Type> {
        let mut fields = self.item.fields.iter();
        let field = fields.find(|f| f.ident.as_ref().is_some_and(|i| i == name))?;
        let inner = argument_of(&field.ty, "Result")?;
        Some(argument_of(inner, "Option").unwrap_or(inner).clone())
    }

    /// The type of the body.
    fn body_type(&self) -> Result<Option<Type>> {
        let Some(body) = &self.operation.body else {
            return Ok(None);
        };
        match body.encoding {
            Encoding::Text(_) => return Ok(Some(parse_quote!(String))),
            Encoding::Bytes(_) => return Ok(Some(parse_quote!(Vec<u8>))),
            Encoding::Json | Encoding::Form => {}
        }
        if let Some(schema) = &body.schema {
            let ty = format_ident!("{schema}");
            return Ok(Some(parse_quote!(types::#ty)));
        }
        let ty = self.field_type("body").map(built).ok_or_else(|| {
            Error::generator(format!(
                "progenitor wrote no body for `{}`",
                self.operation.id
            ))
        })?;
        Ok(Some(ty))
    }
}

/// The method that sends the request for one thing which may not be there.
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

/// What `send` returns inside of its response.
fn response(items: &[Item]) -> Option<Type> {
    let send = items.iter().find_map(|item| match item {
        Item::Impl(i) => i.items.iter().find_map(|i| match i {
            // Not the setter of a parameter of that name.
            ImplItem::Fn(f) if f.sig.ident == "send" && f.sig.asyncness.is_some() => Some(f),
            _ => None,
        }),
        _ => None,
    })?;
    let syn::ReturnType::Type(_, result) = &send.sig.output else {
        return None;
    };
    argument_of(argument_of(result, "Result")?, "ResponseValue").cloned()
}

/// The type of a body that progenitor holds a builder of: `types::builder::T` → `types::T`.
fn built(mut ty: Type) -> Type {
    if let Type::Path(path) = &mut ty {
        let segments = std::mem::take(&mut path.path.segments);
        path.path.segments = segments
            .into_iter()
            .filter(|s| s.ident != "builder")
            .collect();
    }
    ty
}
