//! One member of an update: the source of its value, and the conversion.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

use super::{
    conversion::{Conversion, Pair, conversion, function_of},
    source::{NoConversion, Resources, Source, no_conversion, unboxed},
};
use crate::{
    model::Field,
    refine::type_paths::{argument_of, type_name},
};

/// The rule for an object whose properties are properties of the resource itself.
const ITSELF: &str = ".";

/// A member of the request.
pub(super) struct Member<'a> {
    pub(super) resources: Resources<'a>,
    /// The type of the request.
    pub(super) owner: &'a str,
    pub(super) property: &'a Field,
    pub(super) ty: &'a Type,
}

impl Member<'_> {
    /// Returns the expression of the member's value. Adds the conversions of objects that it calls to `pairs`.
    pub(super) fn value(
        &self,
        resource: &str,
        pairs: &mut Vec<Pair>,
    ) -> Result<TokenStream, NoConversion> {
        let wire = &self.property.wire;
        let model = self.resources.model;
        let place = format!("{}.{wire}", model.schemas[self.owner].wire);
        let rules = &model.update_rules;
        let optional = argument_of(self.ty, "Option");
        if rules.omit.contains(&place) {
            return match optional {
                Some(_) => Ok(quote!(None)),
                None => no_conversion(&place, "is required and cannot be omitted"),
            };
        }
        let path = rules.from.get(&place).unwrap_or(wire);
        if path == ITSELF {
            return self.of_itself(resource, &place, pairs);
        }
        let mut source = self.resources.source(self.owner, resource, path)?;
        self.filter(resource, &mut source, &place)?;
        // An optional member that may be `null` is an option within an option.
        let nullable = optional.and_then(|inner| argument_of(inner, "Option"));
        let target = nullable.or(optional).unwrap_or(self.ty);
        let Some(convert) = conversion(&source.ty, target, model, pairs) else {
            return no_conversion(
                &place,
                "has a type without a conversion from the type of the resource",
            );
        };
        let expression = source.expression;
        let is_empty = rules.absent_is_empty.contains(&place);
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

    /// Treats values that mean "absent" as absent.
    fn filter(&self, resource: &str, source: &mut Source, place: &str) -> Result<(), NoConversion> {
        let is_optional = argument_of(self.ty, "Option").is_some();
        let is_secret = self.property.secret
            && self
                .resources
                .properties(resource)
                .is_some_and(|all| all.iter().any(|f| f.wire == "isSecret" && f.required));
        if let Some(condition) = self.resources.model.update_rules.omit_if.get(place) {
            let Some((path, value)) = condition.split_once('=') else {
                return no_conversion(place, "has a rule that is not `property=value`");
            };
            let other = self.resources.source(self.owner, resource, path)?;
            let differs = match (self.resources.text_of(&other), value) {
                (Some((text, _)), _) => quote!(#text != #value),
                (None, "true") => quote!(!v),
                (None, "false") => quote!(*v),
                _ => {
                    return no_conversion(
                        place,
                        "has a rule whose property is neither text nor flag",
                    );
                }
            };
            let other = other.expression;
            source.filter(&quote!(|_| #other.is_none_or(|v| #differs)));
        }
        if is_secret && is_optional {
            source.filter(&quote!(|_| !value.is_secret));
        } else if let Some((text, is_any)) = self.resources.text_of(source) {
            // A text that is missing in a response is deserialized as an empty text.
            let target = argument_of(self.ty, "Option").unwrap_or(self.ty);
            let becomes_any = type_name(target).is_some_and(|name| name == "String");
            if !is_any || !becomes_any || is_optional && !source.is_optional {
                source.filter(&quote!(|v| !#text.is_empty()));
            }
        } else if is_optional && is_collection(&source.ty) {
            // A list that is missing in a response is deserialized as an empty list. An update without the list leaves
            // both unchanged.
            source.filter(&quote!(|v| !v.is_empty()));
        }
        Ok(())
    }

    /// Creates an object from properties of the resource itself. It is omitted if all of them are absent.
    fn of_itself(
        &self,
        resource: &str,
        place: &str,
        pairs: &mut Vec<Pair>,
    ) -> Result<TokenStream, NoConversion> {
        let wire = &self.property.wire;
        let optional = argument_of(self.ty, "Option");
        let target = unboxed(optional.unwrap_or(self.ty));
        let Some(name) = type_name(target) else {
            return no_conversion(place, "is no object");
        };
        let function = function_of(&name, resource);
        let convert = match argument_of(optional.unwrap_or(self.ty), "Box") {
            Some(_) => quote!(|value, place| #function(value, place).map(::std::boxed::Box::new)),
            None => function,
        };
        let arguments = quote!(place.member(#wire), #convert);
        pairs.push((name.clone(), resource.to_owned()));
        if optional.is_none() {
            return Ok(quote!(crate::request::update::required(Some(value), #arguments)?));
        }
        let mut present = Vec::new();
        let model = self.resources.model;
        let rules = &model.update_rules;
        for property in model.object(&name).unwrap_or_default() {
            let inner = format!("{}.{}", model.schemas[&name].wire, property.wire);
            if rules.omit.contains(&inner) {
                continue;
            }
            let path = rules.from.get(&inner).unwrap_or(&property.wire);
            let source = self.resources.source(&name, resource, path)?.expression;
            present.push(quote!(#source.is_some()));
        }
        Ok(quote! {
            crate::request::update::optional(Some(value).filter(|value| #(#present)||*), #arguments)?
        })
    }
}

fn is_collection(ty: &Type) -> bool {
    type_name(ty).is_some_and(|name| ["BTreeMap", "Map", "Vec"].contains(&name.as_str()))
}
