//! Serialization and deserialization of the members of objects.
//!
//! A member that is missing in a response gets the zero value of its type (client error correction). Only the id of a
//! resource, and the collection and the total of a page are required. A request member that may be `null` can be set,
//! set to `null`, and, if it is optional, omitted.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Attribute, Ident, Item, ItemMacro, ItemStruct, Type, parse_quote};

use super::{
    attributes,
    code::Code,
    pages,
    type_paths::{argument_of, type_name},
    zero_values,
};
use crate::{
    error::Result,
    ident,
    model::{Field, Kind, Model, Schema},
};

pub(super) fn rewrite(code: &mut Code, model: &Model) -> Result<()> {
    let mut zeros = BTreeSet::new();
    for (name, schema) in &model.schemas {
        let Kind::Object(fields) = &schema.kind else {
            continue;
        };
        let Some(item) = code.struct_mut(name) else {
            continue;
        };
        let members = rewrite_struct(item, schema, fields, model, &mut zeros);
        let item = item.clone();
        let mut items = pages::items(item, schema, model);
        items.extend(members.map(Item::Macro));
        code.types.insert(name.clone(), items);
    }
    for name in zeros {
        // `object!` implements the zero value, too.
        let has_one = code.has_members(&name);
        if let (false, Some(item)) = (has_one, code.struct_mut(&name)) {
            let item = zero_values::implement(item);
            code.add_type_item(&name, item);
        }
    }
    Ok(())
}

/// Sets the attributes of a struct and its fields. Returns the macro that serializes and deserializes it, if every
/// member has a zero value: serde's derived code takes much longer to compile.
fn rewrite_struct(
    item: &mut ItemStruct,
    schema: &Schema,
    fields: &[Field],
    model: &Model,
    zeros: &mut BTreeSet<String>,
) -> Option<ItemMacro> {
    let has_members = schema.page.is_none()
        && item
            .fields
            .iter()
            .all(|f| known(fields, f).is_some() && zero_values::exist_for(&f.ty, model));
    let derives: &[&str] = match (has_members, &schema.page) {
        (true, _) => &[],
        (false, Some(_)) => &["Serialize"],
        (false, None) => &["Serialize", "Deserialize"],
    };
    item.attrs = attributes::of_type(derives);
    let renames_all = fields
        .iter()
        .any(|f| f.ident.contains('_') && ident::camel_case(&f.ident) == f.wire);
    if renames_all {
        item.attrs.push(names_and_absence(
            &[quote!(rename_all = "camelCase")],
            has_members,
        ));
    }
    let mut members = Vec::new();
    let mut required = Vec::new();
    for syn_field in &mut item.fields {
        // A field without a property is the map of additional members.
        let Some(field) = known(fields, syn_field) else {
            continue;
        };
        syn_field.attrs.clear();
        let in_page = schema
            .page
            .as_ref()
            .is_some_and(|p| p.wire == field.wire || field.wire == "totalCount");
        if in_page {
            // A page requires them, even if the document does not.
            syn_field.ty = match argument_of(&syn_field.ty, "Option") {
                _ if field.wire == "totalCount" => parse_quote!(i64),
                Some(inner) => inner.clone(),
                None => syn_field.ty.clone(),
            };
        }
        let ty = &syn_field.ty;
        let expected = if renames_all {
            ident::camel_case(&field.ident)
        } else {
            field.ident.clone()
        };
        let mut parts = Vec::new();
        let wire = &field.wire;
        if expected.trim_start_matches("r#") != wire {
            parts.push(quote!(rename = #wire));
        }
        let is_id = field.required && wire == "id";
        let may_be_zero = schema.in_response
            && !in_page
            && !is_id
            && argument_of(ty, "Option").is_none()
            && zero_values::exist_for(ty, model);
        if may_be_zero || has_members {
            zero_values::collect(ty, model, zeros);
        }
        // The members of a page are deserialized separately.
        let reading = Reading::of(ty, may_be_zero && schema.page.is_none());
        if has_members {
            let (name, kind) = (&syn_field.ident, reading.in_members(field, ty, schema));
            members.push(quote!(#name = #wire as #kind,));
            if reading == Reading::Plain && !is_optional(ty, field, schema) {
                required.push(wire);
            }
        }
        let or_zero = !has_members && !field.nullable && reading.or_zero();
        if or_zero {
            parts.push(quote!(default = "zero", deserialize_with = "null_as_zero"));
        }
        if !field.nullable && !in_page {
            parts.extend(absence(ty, field, schema));
        }
        if !parts.is_empty() {
            syn_field.attrs.push(names_and_absence(&parts, has_members));
        }
        if or_zero {
            // The zero value is a fallback of this crate, not a default of the API.
            syn_field
                .attrs
                .push(parse_quote!(#[cfg_attr(feature = "schemars", schemars(!default))]));
        }
        if field.nullable {
            make_nullable(syn_field, field.required, has_members);
        }
    }
    let name = &item.ident;
    has_members.then(|| parse_quote!(object! { #name requires [#(#required),*] { #(#members)* } }))
}

/// Distinguishes an absent member from `null`. A required member is always sent, even as `null`.
fn make_nullable(field: &mut syn::Field, is_required: bool, has_members: bool) {
    let inner = argument_of(&field.ty, "Option").unwrap_or(&field.ty);
    if is_required {
        field.ty = parse_quote!(Option<#inner>);
        return;
    }
    field.ty = parse_quote!(Option<Option<#inner>>);
    let mut parts = vec![quote!(skip_serializing_if = "Option::is_none")];
    if !has_members {
        parts.insert(0, quote!(default, deserialize_with = "nullable"));
    }
    field.attrs.push(names_and_absence(&parts, has_members));
}

/// Returns the attribute for the names on the wire and the absence of members. Only the JSON Schema needs it if
/// `object!` serializes the type.
fn names_and_absence(parts: &[TokenStream], has_members: bool) -> Attribute {
    match has_members {
        true => parse_quote!(#[cfg_attr(feature = "schemars", schemars(#(#parts),*))]),
        false => parse_quote!(#[serde(#(#parts),*)]),
    }
}

/// Returns the property of a field.
fn known<'a>(fields: &'a [Field], field: &syn::Field) -> Option<&'a Field> {
    let own = field.ident.as_ref()?;
    fields.iter().find(|f| *own == f.ident)
}

/// The function that deserializes a member.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Plain,
    OrZero,
    TimeOrZero,
    OptionalTime,
}

impl Reading {
    fn of(ty: &Type, may_be_zero: bool) -> Self {
        if may_be_zero && is_time(ty) {
            Self::TimeOrZero
        } else if may_be_zero {
            Self::OrZero
        } else if argument_of(ty, "Option").is_some_and(is_time) {
            Self::OptionalTime
        } else {
            Self::Plain
        }
    }

    /// Returns the kind of the member in the macro `object!`.
    fn in_members(self, field: &Field, ty: &Type, schema: &Schema) -> Ident {
        let is_collection =
            argument_of(ty, "Option").is_none() && !absence(ty, field, schema).is_empty();
        let kind = match self {
            _ if field.nullable && field.required => "value",
            _ if field.nullable => "nullable",
            Self::Plain | Self::OrZero if is_collection => "collection",
            Self::Plain if argument_of(ty, "Option").is_some() => "optional",
            Self::Plain => "value",
            Self::OrZero => "value_or_zero",
            Self::TimeOrZero => "time_or_zero",
            Self::OptionalTime => "optional_time",
        };
        format_ident!("{kind}")
    }

    /// Returns whether an absent member and `null` are deserialized as the zero value.
    fn or_zero(self) -> bool {
        matches!(self, Self::OrZero | Self::TimeOrZero)
    }
}

/// Returns whether a request may omit a member.
fn is_optional(ty: &Type, field: &Field, schema: &Schema) -> bool {
    argument_of(ty, "Option").is_some() || field.nullable || !absence(ty, field, schema).is_empty()
}

/// Returns the arguments of `#[serde(…)]` for a member that may be absent.
fn absence(ty: &Type, field: &Field, schema: &Schema) -> Vec<TokenStream> {
    let is_empty = if argument_of(ty, "Option").is_some() {
        return vec![quote!(skip_serializing_if = "Option::is_none")];
    } else if argument_of(ty, "Vec").is_some() {
        "Vec::is_empty"
    } else if type_name(ty).as_deref() == Some("Map") {
        "serde_json::Map::is_empty"
    } else if argument_of(ty, "BTreeMap").is_some() {
        "BTreeMap::is_empty"
    } else {
        return Vec::new();
    };
    if field.required {
        return Vec::new();
    }
    let skip = quote!(skip_serializing_if = #is_empty);
    if schema.in_response {
        vec![skip]
    } else {
        vec![quote!(default), skip]
    }
}

fn is_time(ty: &Type) -> bool {
    argument_of(ty, "DateTime").is_some()
}
