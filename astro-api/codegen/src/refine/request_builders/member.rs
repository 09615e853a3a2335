//! One member of a builder: its field, its setter, and its part of `build`.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Ident, ImplItemFn, Type, parse_quote,
    visit_mut::{self, VisitMut},
};

use crate::{
    model::Field,
    refine::{
        attributes, documentation,
        type_paths::{argument_of, map_of},
    },
};

/// A member of the type that the builder builds.
pub(super) struct Member<'a> {
    /// The name in the type and in the builder.
    pub(super) field: Ident,
    pub(super) setter: Ident,
    pub(super) ty: Type,
    /// The property of the member.
    pub(super) known: Option<&'a Field>,
}

impl Member<'_> {
    fn is_required(&self) -> bool {
        self.known.is_some_and(|f| f.required)
    }

    /// Returns whether the member is optional. A required member that may be `null` must be set, even to `None`.
    fn is_optional(&self) -> bool {
        argument_of(&self.ty, "Option").is_some()
            && !self.known.is_some_and(|f| f.required && f.nullable)
    }

    /// Returns the type of the value in the builder's option.
    pub(super) fn inner(&self) -> &Type {
        match argument_of(&self.ty, "Option") {
            Some(inner) if self.is_optional() => inner,
            _ => &self.ty,
        }
    }

    pub(super) fn setter(&self, owner: &Ident, invalid: &Ident) -> ImplItemFn {
        let (setter, field, inner) = (&self.setter, &self.field, self.inner());
        let name = self
            .known
            .map_or_else(|| setter.to_string(), |f| f.wire.clone());
        let docs = self.known.map_or_else(
            || documentation::OF_THE_REST.to_owned(),
            |f| {
                let field = f.ident.trim_start_matches("r#");
                format!("Sets [`{field}`](types::{owner}::{field}).")
            },
        );
        let nullable = argument_of(inner, "Option");
        let mut docs = attributes::docs(&match nullable {
            Some(_) => format!("{docs}\n\n`None` sends `null`."),
            None => docs,
        });
        if let Some(known) = self.known {
            documentation::deprecate(&mut docs, &known.docs);
        }
        let (signature, value) = if let Some(inner) = nullable {
            let value = quote!(Some(value.into()));
            (quote!((mut self, value: impl Into<Option<#inner>>)), value)
        } else if let Some(item) = argument_of(inner, "Vec") {
            (
                quote!(<F>(mut self, values: impl IntoList<#item, F>)),
                quote!(self.#invalid.list(#name, values)),
            )
        } else if let Some(item) = map_of(inner) {
            (
                quote!((mut self, entries: impl IntoMap<#item>)),
                quote!(self.#invalid.map(#name, entries)),
            )
        } else if self.is_optional() {
            (
                quote!(<F>(mut self, value: impl IntoOption<#inner, F>)),
                quote!(self.#invalid.optional(#name, value)),
            )
        } else {
            (
                quote!((mut self, value: impl IntoValue<#inner>)),
                quote!(self.#invalid.required(#name, value)),
            )
        };
        parse_quote! {
            #(#docs)*
            pub fn #setter #signature -> Self {
                self.#field = #value;
                self
            }
        }
    }

    /// Returns the member in `build`.
    pub(super) fn built(&self, owner: &str) -> TokenStream {
        let field = &self.field;
        let setter = self.setter.to_string();
        if self.is_optional() {
            quote!(#field: self.#field)
        } else if self.is_required() {
            quote!(#field: crate::client::required(#owner, #setter, self.#field)?)
        } else {
            quote!(#field: self.#field.unwrap_or_default())
        }
    }

    /// Returns the field of a builder that starts from a value.
    pub(super) fn initial(&self) -> TokenStream {
        let field = &self.field;
        if self.is_optional() {
            quote!(#field: value.#field)
        } else {
            quote!(#field: Some(value.#field))
        }
    }
}

/// Returns a type as other modules refer to it: `Executor` → `types::Executor`.
pub(super) fn qualified(ty: &Type, types: &BTreeSet<String>) -> Type {
    struct Qualifier<'a>(&'a BTreeSet<String>);

    impl VisitMut for Qualifier<'_> {
        fn visit_path_mut(&mut self, path: &mut syn::Path) {
            visit_mut::visit_path_mut(self, path);
            if let Some(name) = path.get_ident()
                && self.0.contains(&name.to_string())
            {
                *path = parse_quote!(types::#name);
            }
        }
    }

    let mut ty = ty.clone();
    Qualifier(types).visit_type_mut(&mut ty);
    ty
}
