//! One member of an update: where its value is read, and how it is converted.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Type;

use super::{
    Carried, Carrier,
    conversion::{Conversion, carried, is_copy, unboxed},
    lost,
};
use crate::{
    model::Field,
    refine::code::{argument_of, type_name},
};

/// The rule for an object whose properties stand beside those of the resource.
const ITSELF: &str = ".";

/// Where a value is read.
pub(super) struct Source {
    /// An expression of type `Option<&ty>`.
    pub(super) expression: TokenStream,
    /// The type without `Option` and `Box`.
    pub(super) ty: Type,
    /// Whether the resource may lack it.
    pub(super) is_optional: bool,
    /// An expression that copies the field, if it is one of the resource itself and nothing is filtered.
    field: Option<TokenStream>,
}

impl Source {
    fn filter(&mut self, predicate: &TokenStream) {
        let expression = &self.expression;
        self.expression = quote!(#expression.filter(#predicate));
        self.field = None;
    }
}

/// A member of the request.
pub(super) struct Member<'a> {
    pub(super) owner: &'a str,
    pub(super) property: &'a Field,
    pub(super) ty: &'a Type,
}

impl Member<'_> {
    /// The expression that gives the member its value.
    pub(super) fn value(&self, carrier: &mut Carrier<'_>, resource: &str) -> Carried<TokenStream> {
        let wire = &self.property.wire;
        let place = format!("{}.{wire}", carrier.model.schemas[self.owner].wire);
        let rules = &carrier.model.update_rules;
        let optional = argument_of(self.ty, "Option");
        if rules.omit.contains(&place) {
            return match optional {
                Some(_) => Ok(quote!(None)),
                None => lost(&place, "is required and cannot be left out"),
            };
        }
        let path = rules.from.get(&place).unwrap_or(wire);
        if path == ITSELF {
            return self.beside(carrier, resource, &place);
        }
        let mut source = carrier.source(self.owner, resource, path)?;
        self.filter(carrier, resource, &mut source, &place)?;
        // What may be `null` besides is an option within an option.
        let nullable = optional.and_then(|inner| argument_of(inner, "Option"));
        let target = nullable.or(optional).unwrap_or(self.ty);
        let Some(convert) = carrier.conversion(&source.ty, target)? else {
            return lost(
                &place,
                "has a type that the resource's cannot be turned into",
            );
        };
        let expression = source.expression;
        let is_empty = carrier.model.update_rules.absent_is_empty.contains(&place);
        let value = match convert {
            Conversion::Clone | Conversion::Copy if optional.is_some() => match source.field {
                Some(field) if source.is_optional => field,
                Some(field) => quote!(Some(#field)),
                None => quote!(#expression.cloned()),
            },
            Conversion::Clone | Conversion::Copy if is_empty => {
                quote!(#expression.cloned().unwrap_or_default())
            }
            Conversion::Clone | Conversion::Copy
                if !source.is_optional && source.field.is_some() =>
            {
                source.field.unwrap_or_default()
            }
            _ => {
                let convert = convert.closure();
                let arguments = quote!(#expression, place.member(#wire), #convert);
                match (optional.is_some(), is_empty) {
                    (true, _) => quote!(crate::request::update::optional(#arguments)?),
                    (false, true) => {
                        quote!(crate::request::update::optional(#arguments)?.unwrap_or_default())
                    }
                    (false, false) => quote!(crate::request::update::required(#arguments)?),
                }
            }
        };
        Ok(if nullable.is_some() {
            quote!(#value.map(Some))
        } else {
            value
        })
    }

    /// What counts as absent.
    fn filter(
        &self,
        carrier: &Carrier<'_>,
        resource: &str,
        source: &mut Source,
        place: &str,
    ) -> Carried<()> {
        let is_optional = argument_of(self.ty, "Option").is_some();
        let is_secret = self.property.secret
            && carrier
                .properties(resource)
                .is_some_and(|all| all.iter().any(|f| f.wire == "isSecret" && f.required));
        if let Some(condition) = carrier.model.update_rules.omit_if.get(place) {
            let Some((path, value)) = condition.split_once('=') else {
                return lost(place, "has a rule that is not `property=value`");
            };
            let other = carrier.source(self.owner, resource, path)?;
            let differs = match (carrier.text_of(&other), value) {
                (Some((text, _)), _) => quote!(#text != #value),
                (None, "true") => quote!(!v),
                (None, "false") => quote!(*v),
                _ => return lost(place, "has a rule whose property is neither text nor flag"),
            };
            let other = other.expression;
            source.filter(&quote!(|_| #other.is_none_or(|v| #differs)));
        }
        if is_secret && is_optional {
            source.filter(&quote!(|_| !value.is_secret));
        } else if let Some((text, is_any)) = carrier.text_of(source) {
            // A value that the API left out of a response is read as an empty text.
            let target = argument_of(self.ty, "Option").unwrap_or(self.ty);
            let becomes_any = type_name(target).is_some_and(|name| name == "String");
            if !is_any || !becomes_any || is_optional && !source.is_optional {
                source.filter(&quote!(|v| !#text.is_empty()));
            }
        } else if is_optional && is_collection(&source.ty) {
            // An empty list cannot be told from one that the API left out, and leaving it out changes neither.
            source.filter(&quote!(|v| !v.is_empty()));
        }
        Ok(())
    }

    /// An object made of properties of the resource itself; without any of them it is left out.
    fn beside(
        &self,
        carrier: &mut Carrier<'_>,
        resource: &str,
        place: &str,
    ) -> Carried<TokenStream> {
        let wire = &self.property.wire;
        let optional = argument_of(self.ty, "Option");
        let target = unboxed(optional.unwrap_or(self.ty));
        let Some(name) = type_name(target) else {
            return lost(place, "is no object");
        };
        carrier.object(&name, resource)?;
        let function = carried(&name, resource);
        let convert = match argument_of(optional.unwrap_or(self.ty), "Box") {
            Some(_) => quote!(|value, place| #function(value, place).map(::std::boxed::Box::new)),
            None => function,
        };
        let arguments = quote!(place.member(#wire), #convert);
        if optional.is_none() {
            return Ok(quote!(crate::request::update::required(Some(value), #arguments)?));
        }
        let mut present = Vec::new();
        for property in carrier.properties(&name).unwrap_or_default() {
            let schema = &carrier.model.schemas[&name];
            let inner = format!("{}.{}", schema.wire, property.wire);
            if carrier.model.update_rules.omit.contains(&inner) {
                continue;
            }
            let rules = &carrier.model.update_rules.from;
            let path = rules.get(&inner).unwrap_or(&property.wire);
            let source = carrier.source(&name, resource, path)?.expression;
            present.push(quote!(#source.is_some()));
        }
        Ok(quote! {
            crate::request::update::optional(Some(value).filter(|value| #(#present)||*), #arguments)?
        })
    }
}

impl Carrier<'_> {
    /// Where a path of properties leads from a resource.
    pub(super) fn source(&self, owner: &str, resource: &str, path: &str) -> Carried<Source> {
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
                return lost(&place, "has no property to come from");
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
                // Behind a path there is always something that can be missing.
                is_optional: is_optional || is_boxed || found.is_some(),
                field: is_direct.then_some(copy),
            });
        }
        found.map_or_else(|| lost(&place, "has no property to come from"), Ok)
    }
}

fn is_collection(ty: &Type) -> bool {
    type_name(ty).is_some_and(|name| ["BTreeMap", "Map", "Vec"].contains(&name.as_str()))
}
