//! Conversions of the types of a resource into those of a request.

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{Ident, Type};

use super::source::is_copy;
use crate::{
    model::Model,
    refine::type_paths::{argument_of, type_name},
};

/// An object of a request, and the object of a resource from which it is created.
pub(super) type Pair = (String, String);

/// A conversion of `v: &A` into a `Result<B, Error>`.
pub(super) enum Conversion {
    Clone,
    Copy,
    /// An expression that cannot fail.
    Infallible(TokenStream),
    /// An expression whose errors name the `place`.
    Fallible(TokenStream),
    /// A function of `v` and `place`.
    Function(TokenStream),
}

impl Conversion {
    /// Returns the closure or function of `v` and `place`.
    pub(super) fn closure(&self) -> TokenStream {
        match self {
            Self::Clone => quote!(|v, _| Ok(v.clone())),
            Self::Copy => quote!(|v, _| Ok(*v)),
            Self::Infallible(convert) => quote!(|v, _| #convert),
            Self::Fallible(convert) => quote!(|v, place| #convert),
            Self::Function(function) => function.clone(),
        }
    }

    fn boxed(self) -> Self {
        Self::Fallible(match self {
            Self::Clone | Self::Copy => quote!(Ok(::std::boxed::Box::new(v.clone()))),
            Self::Infallible(convert) | Self::Fallible(convert) => {
                quote!((#convert).map(::std::boxed::Box::new))
            }
            Self::Function(function) => {
                quote!(#function(v, place).map(::std::boxed::Box::new))
            }
        })
    }
}

/// Returns the conversion of one type into another, if there is one. Adds the conversions of objects that it calls to
/// `pairs`.
pub(super) fn conversion(
    from: &Type,
    to: &Type,
    model: &Model,
    pairs: &mut Vec<Pair>,
) -> Option<Conversion> {
    if let Some(inner) = argument_of(to, "Box") {
        return conversion(from, inner, model, pairs).map(Conversion::boxed);
    }
    if is_same(from, to) {
        return Some(if is_copy(from) {
            Conversion::Copy
        } else {
            Conversion::Clone
        });
    }
    if let (Some(from), Some(to)) = (argument_of(from, "Vec"), argument_of(to, "Vec")) {
        let item = conversion(from, to, model, pairs)?.closure();
        return Some(Conversion::Fallible(
            quote!(crate::request::update::list(v, place, #item)),
        ));
    }
    let (from_name, to_name) = (type_name(from)?, type_name(to)?);
    let is_text = |name: &str| name == "String" || model.enumeration(name).is_some();
    if is_text(&from_name) && is_text(&to_name) {
        return Some(Conversion::Infallible(quote!(Ok(<#to>::from(v.as_str())))));
    }
    if from_name == "DateTime" && to_name == "String" {
        return Some(Conversion::Infallible(quote!(Ok(
            crate::request::update::time(v)
        ))));
    }
    let is_integer = |name: &str| ["i32", "i64"].contains(&name);
    if is_integer(&from_name) && is_integer(&to_name) {
        return Some(Conversion::Fallible(quote!(
            crate::request::update::integer(i64::from(*v), place)
        )));
    }
    model.object(&from_name)?;
    model.object(&to_name)?;
    let function = function_of(&to_name, &from_name);
    pairs.push((to_name, from_name));
    Some(Conversion::Function(function))
}

/// Returns the function that converts one object into another.
pub(super) fn function_of(to: &str, from: &str) -> TokenStream {
    let (to, name) = (format_ident!("{to}"), name_of(from));
    quote!(#to::#name)
}

/// Returns the name of the function that converts a resource.
pub(super) fn name_of(resource: &str) -> Ident {
    format_ident!("carry_{}", resource.to_snake_case())
}

pub(super) fn is_same(a: &Type, b: &Type) -> bool {
    a.to_token_stream().to_string() == b.to_token_stream().to_string()
}
