//! The types of an operation's parameters, body and response, from progenitor's method.

use astro_api_openapi_model::Location;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{
    FnArg, Pat, ReturnType, Signature, Type, parse_quote,
    visit_mut::{self, VisitMut},
};

use crate::{
    Error,
    error::Result,
    ident::Namer,
    model::{Body, Encoding, Model, Operation, Parameter},
    refine::{
        bounds,
        type_paths::{argument_of, type_name},
    },
};

/// The field of a builder for the data that every operation has.
pub(super) const CONTEXT: &str = "context";

/// An operation with its types.
pub(super) struct TypedOperation<'a> {
    pub(super) operation: &'a Operation,
    pub(super) model: &'a Model,
    /// The type that `send` returns in its response.
    pub(super) response: Type,
    /// The names and types of the arguments of progenitor's method.
    arguments: Vec<(String, Type)>,
}

/// A parameter that has a field in the builder.
pub(super) struct ParameterField<'a> {
    pub(super) parameter: &'a Parameter,
    pub(super) name: Ident,
    pub(super) ty: Type,
}

impl<'a> TypedOperation<'a> {
    pub(super) fn new(
        operation: &'a Operation,
        model: &'a Model,
        signature: &Signature,
    ) -> Option<Self> {
        Some(Self {
            operation,
            model,
            response: response(signature)?,
            arguments: signature.inputs.iter().filter_map(argument).collect(),
        })
    }

    /// Returns the parameters with a field: all except path parameters, which the method of the client sets.
    pub(super) fn fields(&self, namer: &mut Namer) -> Result<Vec<ParameterField<'_>>> {
        let parameters = self.operation.parameters.iter();
        parameters
            .filter(|parameter| !parameter.is_in_path())
            .map(|parameter| {
                Ok(ParameterField {
                    parameter,
                    name: namer.setter(&parameter.name),
                    ty: self.type_of(parameter)?,
                })
            })
            .collect()
    }

    /// Returns the type of a parameter.
    pub(super) fn type_of(&self, parameter: &Parameter) -> Result<Type> {
        let ty = self.argument(&parameter.ident, &parameter.wire)?;
        let is_object = type_name(&ty).is_some_and(|name| self.model.object(&name).is_some());
        if is_object {
            let method = self.operation.method.to_lowercase();
            return Err(Error::at(
                Location::from_steps(["paths", &self.operation.path, &method]),
                format!(
                    "has the parameter `{}`, which is an object; only single values and lists are supported",
                    parameter.wire
                ),
            ));
        }
        Ok(ty)
    }

    /// Returns the type of the body.
    pub(super) fn body_type(&self) -> Result<Option<Type>> {
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
        self.argument("body", "body").map(Some)
    }

    fn argument(&self, name: &str, wire: &str) -> Result<Type> {
        let argument = self.arguments.iter().find(|(n, _)| n == name);
        argument.map(|(_, ty)| ty.clone()).ok_or_else(|| {
            Error::generator(format!(
                "progenitor wrote no argument for `{wire}` of `{}`",
                self.operation.id
            ))
        })
    }

    /// Returns the code that sets the body of the request.
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

/// Returns the name and the type of an argument. `Option<&'a str>` is an optional `String`.
fn argument(argument: &FnArg) -> Option<(String, Type)> {
    let FnArg::Typed(argument) = argument else {
        return None;
    };
    let Pat::Ident(name) = &*argument.pat else {
        return None;
    };
    let ty = &*argument.ty;
    let mut ty = argument_of(ty, "Option").unwrap_or(ty).clone();
    Owned.visit_type_mut(&mut ty);
    Some((name.ident.to_string(), ty))
}

/// Replaces references by owned types.
struct Owned;

impl VisitMut for Owned {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        visit_mut::visit_type_mut(self, ty);
        if let Type::Reference(reference) = ty {
            *ty = match &*reference.elem {
                Type::Path(path) if path.path.is_ident("str") => parse_quote!(String),
                other => other.clone(),
            };
        }
    }
}

/// Returns `T` of `Result<ResponseValue<T>, …>`.
fn response(signature: &Signature) -> Option<Type> {
    let ReturnType::Type(_, result) = &signature.output else {
        return None;
    };
    argument_of(argument_of(result, "Result")?, "ResponseValue").cloned()
}
