//! The sources of an update's values: the members of the resource.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Type;

use crate::{
    model::{Field, Model},
    refine::{
        code::Code,
        type_paths::{argument_of, type_name},
    },
};

/// The reason why a request cannot be created from a resource.
pub(super) struct NoConversion {
    pub(super) place: String,
    pub(super) reason: &'static str,
}

/// Returns an error for the member at `place`.
pub(super) fn no_conversion<T>(place: &str, reason: &'static str) -> Result<T, NoConversion> {
    Err(NoConversion {
        place: place.to_owned(),
        reason,
    })
}

/// The names and types of the fields of each struct.
pub(super) type Fields = BTreeMap<String, Vec<(String, Type)>>;

pub(super) fn fields(code: &Code) -> Fields {
    let structs = code.types.keys().filter_map(|name| {
        let fields = code.struct_of(name)?.fields.iter();
        let fields = fields.filter_map(|f| Some((f.ident.as_ref()?.to_string(), f.ty.clone())));
        Some((name.clone(), fields.collect()))
    });
    structs.collect()
}

/// Finds the values of resources.
#[derive(Clone, Copy)]
pub(super) struct Resources<'a> {
    pub(super) model: &'a Model,
    pub(super) fields: &'a Fields,
}

/// The value of a resource's member.
pub(super) struct Source {
    /// An expression of type `Option<&ty>`.
    pub(super) expression: TokenStream,
    /// The type without `Option` and `Box`.
    pub(super) ty: Type,
    /// Whether the resource may lack the member.
    pub(super) is_optional: bool,
    /// An expression that copies the field, if it is a field of the resource itself and not filtered.
    pub(super) field: Option<TokenStream>,
}

impl Source {
    /// Treats values that do not match as absent.
    pub(super) fn filter(&mut self, predicate: &TokenStream) {
        let expression = &self.expression;
        self.expression = quote!(#expression.filter(#predicate));
        self.field = None;
    }
}

impl<'a> Resources<'a> {
    /// Returns the value at a path of properties of a resource.
    pub(super) fn source(
        self,
        owner: &str,
        resource: &str,
        path: &str,
    ) -> Result<Source, NoConversion> {
        let place = format!("{owner}.{path}");
        let mut current = resource.to_owned();
        let mut found: Option<Source> = None;
        for wire in path.split('.') {
            let property = self
                .properties(&current)
                .and_then(|all| all.iter().find(|f| f.wire == wire));
            let field = property.and_then(|property| {
                let fields = self.fields.get(&current)?;
                fields.iter().find(|(name, _)| *name == property.ident)
            });
            let Some((name, ty)) = field else {
                return no_conversion(&place, "has no source in the resource");
            };
            let field = format_ident!("{name}");
            let (inner, is_optional) = match argument_of(ty, "Option") {
                Some(inner) => (inner, true),
                None => (ty, false),
            };
            let is_boxed = argument_of(inner, "Box").is_some();
            let read = |from: TokenStream| match (is_optional, is_boxed) {
                (true, true) => quote!(#from.#field.as_deref()),
                (true, false) => quote!(#from.#field.as_ref()),
                (false, true) => quote!(Some(&*#from.#field)),
                (false, false) => quote!(Some(&#from.#field)),
            };
            let expression = match &found {
                None => read(quote!(value)),
                Some(outer) => {
                    let outer = &outer.expression;
                    let inner = read(quote!(v));
                    match (is_optional, is_boxed) {
                        (true, _) => quote!(#outer.and_then(|v| #inner)),
                        (false, true) => quote!(#outer.map(|v| &*v.#field)),
                        (false, false) => quote!(#outer.map(|v| &v.#field)),
                    }
                }
            };
            let ty = unboxed(inner).clone();
            let is_direct = found.is_none() && !is_boxed;
            let copy = if is_copy(&ty) {
                quote!(value.#field)
            } else {
                quote!(value.#field.clone())
            };
            current = type_name(&ty).unwrap_or_default();
            found = Some(Source {
                expression,
                ty,
                // In a path of several properties, one of the outer objects may be absent.
                is_optional: is_optional || is_boxed || found.is_some(),
                field: is_direct.then_some(copy),
            });
        }
        found.map_or_else(
            || no_conversion(&place, "has no source in the resource"),
            Ok,
        )
    }

    /// Returns the properties of an object.
    pub(super) fn properties(self, name: &str) -> Option<&'a [Field]> {
        self.model.object(name)
    }

    /// Returns the text of a value `v` of the source, if it has one, and whether every text is possible.
    pub(super) fn text_of(self, source: &Source) -> Option<(TokenStream, bool)> {
        let name = type_name(&source.ty)?;
        let is_enumeration = self.model.enumeration(&name).is_some();
        (name == "String" || is_enumeration).then(|| (quote!(v.as_str()), !is_enumeration))
    }
}

pub(super) fn is_copy(ty: &Type) -> bool {
    type_name(ty).is_some_and(|name| ["bool", "f32", "f64", "i32", "i64"].contains(&name.as_str()))
}

pub(super) fn unboxed(ty: &Type) -> &Type {
    argument_of(ty, "Box").unwrap_or(ty)
}
