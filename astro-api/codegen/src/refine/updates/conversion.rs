//! How the value of a resource becomes the one of a request, by their types.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::Type;

use super::{Carried, Carrier, carry};
use crate::{
    model::Kind,
    refine::code::{argument_of, type_name},
};

/// How `v: &A` becomes a `Result<B, Error>`.
pub(super) enum Conversion {
    Clone,
    Copy,
    /// An expression that cannot fail.
    Anywhere(TokenStream),
    /// An expression that names the `place` in its errors.
    At(TokenStream),
    /// A function of `v` and `place`.
    Function(TokenStream),
}

impl Conversion {
    /// The closure or function of `v` and `place`.
    pub(super) fn closure(&self) -> TokenStream {
        match self {
            Self::Clone => quote!(|v, _| Ok(v.clone())),
            Self::Copy => quote!(|v, _| Ok(*v)),
            Self::Anywhere(convert) => quote!(|v, _| #convert),
            Self::At(convert) => quote!(|v, place| #convert),
            Self::Function(function) => function.clone(),
        }
    }
}

impl Carrier<'_> {
    /// How a value of one type becomes one of another, if there is a way.
    pub(super) fn conversion(&mut self, from: &Type, to: &Type) -> Carried<Option<Conversion>> {
        let convert = self.plain_conversion(from, unboxed(to))?;
        Ok(
            convert.map(|convert| match (argument_of(to, "Box"), convert) {
                (None, convert) => convert,
                (Some(_), Conversion::Function(function)) => {
                    Conversion::At(quote!(#function(v, place).map(::std::boxed::Box::new)))
                }
                (Some(_), Conversion::Clone | Conversion::Copy) => {
                    Conversion::At(quote!(Ok(::std::boxed::Box::new(v.clone()))))
                }
                (Some(_), Conversion::Anywhere(convert) | Conversion::At(convert)) => {
                    Conversion::At(quote!((#convert).map(::std::boxed::Box::new)))
                }
            }),
        )
    }

    fn plain_conversion(&mut self, from: &Type, to: &Type) -> Carried<Option<Conversion>> {
        if is_same(from, to) {
            return Ok(Some(if is_copy(from) {
                Conversion::Copy
            } else {
                Conversion::Clone
            }));
        }
        if let (Some(from), Some(to)) = (argument_of(from, "Vec"), argument_of(to, "Vec")) {
            let item = self.conversion(from, to)?.map(|item| item.closure());
            return Ok(item.map(|item| {
                Conversion::At(quote!(crate::request::update::list(v, place, #item)))
            }));
        }
        let (Some(from_name), Some(to_name)) = (type_name(from), type_name(to)) else {
            return Ok(None);
        };
        let is_text = |name: &str| {
            let schema = self.schema(name);
            name == "String" || schema.is_some_and(|s| matches!(s.kind, Kind::Enumeration(_)))
        };
        if is_text(&from_name) && is_text(&to_name) {
            return Ok(Some(Conversion::Anywhere(
                quote!(Ok(<#to>::from(v.as_str()))),
            )));
        }
        if from_name == "DateTime" && to_name == "String" {
            return Ok(Some(Conversion::Anywhere(quote!(Ok(
                crate::request::update::time(v)
            )))));
        }
        let is_integer = |name: &str| ["i32", "i64"].contains(&name);
        if is_integer(&from_name) && is_integer(&to_name) {
            let convert = quote!(crate::request::update::integer(i64::from(*v), place));
            return Ok(Some(Conversion::At(convert)));
        }
        if self.properties(&from_name).is_some() && self.properties(&to_name).is_some() {
            self.object(&to_name, &from_name)?;
            return Ok(Some(Conversion::Function(carried(&to_name, &from_name))));
        }
        Ok(None)
    }
}

/// The function that turns one object into another.
pub(super) fn carried(to: &str, from: &str) -> TokenStream {
    let (to, carry) = (format_ident!("{to}"), carry(from));
    quote!(#to::#carry)
}

pub(super) fn is_copy(ty: &Type) -> bool {
    type_name(ty).is_some_and(|name| ["bool", "f32", "f64", "i32", "i64"].contains(&name.as_str()))
}

pub(super) fn unboxed(ty: &Type) -> &Type {
    argument_of(ty, "Box").unwrap_or(ty)
}

pub(super) fn is_same(a: &Type, b: &Type) -> bool {
    a.to_token_stream().to_string() == b.to_token_stream().to_string()
}
