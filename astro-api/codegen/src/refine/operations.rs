//! The builders of the operations: progenitor's hundred lines of plumbing in each become a description of the request,
//! which the client's one hook carries out.

use quote::{format_ident, quote};
use syn::{Item, ItemStruct, Type, parse_quote};

use super::{
    Code, bounds,
    code::{argument_of, type_name},
};
use crate::{
    Error,
    error::Result,
    model::{Kind, Location, Model, Operation, Parameter},
};

/// Names that the builder itself needs.
const TAKEN: [&str; 14] = [
    "send",
    "stream",
    "pages",
    "follow",
    "new",
    "call",
    "body",
    "to_request",
    "wait_until",
    "wait_until_gone",
    "with_api_version",
    "with_header",
    "with_retry",
    "with_timeout",
];

pub(super) fn condense(code: &mut Code, model: &Model) -> Result<()> {
    for operation in &model.operations {
        let Some(items) = code.builders.get_mut(&operation.builder) else {
            return Err(Error::generator(format!(
                "progenitor wrote no builder for `{}`",
                operation.id
            )));
        };
        let answer = answer(items).ok_or_else(|| {
            Error::generator(format!("progenitor wrote no `send` for `{}`", operation.id))
        })?;
        let Some(Item::Struct(item)) = items.iter().find(|i| matches!(i, Item::Struct(_))) else {
            return Err(Error::generator(format!(
                "progenitor wrote no struct for `{}`",
                operation.id
            )));
        };
        *items = builder(item, operation, &answer, model)?;
        if let Some(method) = code.methods.get_mut(&operation.function) {
            let (function, builder) = (&method.sig.ident, format_ident!("{}", operation.builder));
            *method = parse_quote! {
                pub fn #function(&self) -> #builder {
                    #builder::new(self)
                }
            };
        }
    }
    Ok(())
}

/// The name of a parameter's setter.
pub(super) fn setter(parameter: &Parameter) -> proc_macro2::Ident {
    if TAKEN.contains(&parameter.ident.as_str()) {
        format_ident!("{}_", parameter.ident)
    } else {
        format_ident!("{}", parameter.ident)
    }
}

/// What `send` returns inside of its response.
fn answer(items: &[Item]) -> Option<Type> {
    let send = items.iter().find_map(|item| match item {
        Item::Impl(i) => i.items.iter().find_map(|i| match i {
            // Not the setter of a parameter of that name.
            syn::ImplItem::Fn(f) if f.sig.ident == "send" && f.sig.asyncness.is_some() => Some(f),
            _ => None,
        }),
        _ => None,
    })?;
    let syn::ReturnType::Type(_, result) = &send.sig.output else {
        return None;
    };
    argument_of(argument_of(result, "Result")?, "ResponseValue").cloned()
}

/// The type of a parameter, out of progenitor's `Result<Option<T>, String>` or `Result<T, String>`.
fn held(item: &ItemStruct, name: &str) -> Option<Type> {
    let field = item
        .fields
        .iter()
        .find(|f| f.ident.as_ref().is_some_and(|i| i == name))?;
    let inner = argument_of(&field.ty, "Result")?;
    Some(argument_of(inner, "Option").unwrap_or(inner).clone())
}

/// The type of a body that progenitor holds a builder of: `types::builder::T` → `types::T`. Types that are no plain
/// objects, such as the sum of two, have no builder in this crate.
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

fn builder(
    item: &ItemStruct,
    operation: &Operation,
    answer: &Type,
    model: &Model,
) -> Result<Vec<Item>> {
    let name = &item.ident;
    let mut fields = Vec::new();
    let mut initial = Vec::new();
    let mut setters = Vec::new();
    let mut sent = Vec::new();
    // The order of the document, which is the one that its author thinks in.
    for parameter in &operation.parameters {
        let ty = held(item, &parameter.ident).ok_or_else(|| {
            Error::generator(format!(
                "progenitor wrote no field for the parameter `{}` of `{}`",
                parameter.wire, operation.id
            ))
        })?;
        let ident = setter(parameter);
        fields.push(quote!(#ident: Option<#ty>));
        initial.push(quote!(#ident: None));
        setters.push(setter_of(parameter, &ident, &ty));
        sent.push(sent_as(parameter, &ident, &ty));
    }
    if let Some(body) = &operation.body {
        let schema = body
            .schema
            .as_ref()
            .and_then(|s| Some((s, model.schemas.get(s)?)));
        let checked = schema.is_some_and(|(name, _)| bounds::bounded(model).contains(name));
        // In full, so that the trait need not be in scope for a method call.
        let check = checked.then(|| quote!(Bounded::check(body, Place::Body)?;));
        if let Some((name, _)) = schema.filter(|(_, s)| matches!(s.kind, Kind::Object(_))) {
            let ty = format_ident!("{name}Builder");
            // What may be left out is left out until it is touched.
            let (held, none, new, changed) = if body.required {
                (
                    quote!(types::#ty),
                    quote!(types::#ty::default()),
                    quote!(value.into()),
                    quote!(change(self.body)),
                )
            } else {
                (
                    quote!(Option<types::#ty>),
                    quote!(None),
                    quote!(Some(value.into())),
                    quote!(Some(change(self.body.unwrap_or_default()))),
                )
            };
            fields.push(quote!(body: #held));
            initial.push(quote!(body: #none));
            setters.push(quote! {
                pub fn body(mut self, value: impl Into<types::#ty>) -> Self {
                    self.body = #new;
                    self
                }
            });
            setters.push(quote! {
                pub fn body_map(mut self, change: impl FnOnce(types::#ty) -> types::#ty) -> Self {
                    self.body = #changed;
                    self
                }
            });
            sent.push(if body.required {
                quote!(let body = &self.body.clone().build()?; #check request.json(body)?;)
            } else {
                quote!(if let Some(body) = &self.body { let body = &body.clone().build()?; #check request.json(body)?; })
            });
        } else {
            let ty = held(item, "body").map(built).ok_or_else(|| {
                Error::generator(format!("progenitor wrote no body for `{}`", operation.id))
            })?;
            fields.push(quote!(body: Option<#ty>));
            initial.push(quote!(body: None));
            setters.push(quote! {
                pub fn body(mut self, value: impl Into<#ty>) -> Self {
                    self.body = Some(value.into());
                    self
                }
            });
            let id = &operation.id;
            sent.push(if body.required {
                quote!(let body = required(#id, "body", self.body.as_ref())?; #check request.json(body)?;)
            } else {
                quote!(if let Some(body) = &self.body { #check request.json(body)?; })
            });
        }
    }
    let method = format_ident!("{}", operation.method);
    let (id, path, idempotent) = (&operation.id, &operation.path, is_idempotent(operation));
    let carry_out = match type_name(answer).as_deref() {
        Some("ByteStream") => quote!(bytes),
        None => quote!(empty),
        Some(_) => quote!(json),
    };
    let mutable = (!sent.is_empty()).then(|| quote!(mut));
    Ok(vec![
        parse_quote! {
            #[derive(Clone, Debug)]
            #[must_use = "a request does nothing until it is sent"]
            pub struct #name { call: Call, #(#fields),* }
        },
        parse_quote!(request_options!(#name);),
        parse_quote! {
            impl #name {
                const OPERATION: &Operation = &Operation {
                    id: #id,
                    method: Method::#method,
                    path: #path,
                    idempotent: #idempotent,
                };

                fn new(client: &Client) -> Self {
                    Self { call: Call::new(client, Self::OPERATION), #(#initial),* }
                }

                #(#setters)*

                pub async fn send(self) -> Result<Response<#answer>, Error> {
                    let request = self.to_request();
                    self.call.#carry_out(request).await
                }

                fn to_request(&self) -> Result<Request, Error> {
                    let #mutable request = self.call.request()?;
                    #(#sent)*
                    Ok(request)
                }
            }
        },
    ])
}

fn setter_of(
    parameter: &Parameter,
    ident: &proc_macro2::Ident,
    ty: &Type,
) -> proc_macro2::TokenStream {
    let wire = &parameter.wire;
    if type_name(ty).as_deref() == Some("i64") {
        // Callers count in `usize`, `u32` and what not; none of them should have to convert.
        quote! {
            pub fn #ident(mut self, value: impl TryInto<i64>) -> Self {
                self.#ident = self.call.integer(#wire, value);
                self
            }
        }
    } else {
        quote! {
            pub fn #ident(mut self, value: impl Into<#ty>) -> Self {
                self.#ident = Some(value.into());
                self
            }
        }
    }
}

fn sent_as(
    parameter: &Parameter,
    ident: &proc_macro2::Ident,
    ty: &Type,
) -> proc_macro2::TokenStream {
    let wire = &parameter.wire;
    let check = bounds::of_value(
        &parameter.bounds,
        ty,
        quote!(Place::Top(#wire)),
        quote!(self.#ident),
        true,
    );
    let check_required = (parameter.required && parameter.location != Location::Path).then(|| {
        let owner = "the request";
        let name = ident.to_string();
        quote!(required(#owner, #name, self.#ident.as_ref())?;)
    });
    let put = match (parameter.location, parameter.is_list) {
        (Location::Path, _) => quote!(path),
        (Location::Query, true) => quote!(query_list),
        (Location::Query, false) => quote!(query),
        (Location::Header, _) => quote!(header),
    };
    quote!(#check #check_required request.#put(#wire, self.#ident.as_ref())?;)
}

/// Whether the operation may be repeated: as the document says, otherwise by HTTP's own rules ([RFC 9110, section
/// 9.2.2][1]). Many a POST of this API sets a state, but which ones do cannot be told from their paths.
///
/// [1]: https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2
fn is_idempotent(operation: &Operation) -> bool {
    let by_method = !["POST", "PATCH"].contains(&operation.method.as_str());
    operation.idempotent.unwrap_or(by_method)
}
