//! What an answer lacks gets the zero value of its type; only a resource without its id, and a page without its
//! collection or its total, cannot be made sense of.

use std::collections::BTreeSet;

use quote::{format_ident, quote};
use syn::{Item, ItemStruct, Type, parse_quote};

use super::{
    Code, attributes,
    code::{argument_of, type_name},
    pages,
};
use crate::{
    error::Result,
    ident,
    model::{Field, Kind, Model, Schema},
};

pub(super) fn correct(code: &mut Code, model: &Model) -> Result<()> {
    let mut zeros = BTreeSet::new();
    for (name, schema) in &model.schemas {
        match &schema.kind {
            Kind::Object(fields) => {
                let Some(item) = code.struct_mut(name) else {
                    continue;
                };
                rewrite(item, schema, fields, model, &mut zeros);
                let item = item.clone();
                code.types
                    .insert(name.clone(), pages::items(item, schema, model));
            }
            Kind::Other | Kind::Enumeration(_) | Kind::Union { .. } => {}
        }
    }
    for name in zeros {
        if let Some(item) = code.struct_mut(&name) {
            let item = zero_impl(item);
            code.add_type_item(&name, item);
        }
    }
    Ok(())
}

/// Gives a struct its attributes, and its fields theirs.
fn rewrite(
    item: &mut ItemStruct,
    schema: &Schema,
    fields: &[Field],
    model: &Model,
    zeros: &mut BTreeSet<String>,
) {
    let derives: &[&str] = if schema.page.is_some() {
        &["Serialize"]
    } else {
        &["Serialize", "Deserialize"]
    };
    item.attrs = attributes::of_type(derives);
    let renames_all = fields
        .iter()
        .any(|f| f.ident.contains('_') && ident::camel_case(&f.ident) == f.wire);
    if renames_all {
        item.attrs
            .push(parse_quote!(#[serde(rename_all = "camelCase")]));
    }
    for syn_field in &mut item.fields {
        let own = syn_field
            .ident
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let Some(field) = fields.iter().find(|f| f.ident == own) else {
            // Not a property: the map of members that the schema does not name.
            continue;
        };
        let expected = if renames_all {
            ident::camel_case(&field.ident)
        } else {
            field.ident.clone()
        };
        let mut parts = Vec::new();
        let mut corrected = false;
        if expected.trim_start_matches("r#") != field.wire {
            let wire = &field.wire;
            parts.push(quote!(rename = #wire));
        }
        let in_page = schema
            .page
            .as_ref()
            .is_some_and(|p| p.wire == field.wire || field.wire == "totalCount");
        if in_page {
            // A page without them is refused, whatever the document says of their being there.
            syn_field.ty = match argument_of(&syn_field.ty, "Option") {
                _ if field.wire == "totalCount" => parse_quote!(i64),
                Some(inner) => inner.clone(),
                None => syn_field.ty.clone(),
            };
        }
        let is_option = argument_of(&syn_field.ty, "Option").is_some();
        let is_list = argument_of(&syn_field.ty, "Vec").is_some();
        let is_free = type_name(&syn_field.ty).as_deref() == Some("Map");
        let is_map = is_free || argument_of(&syn_field.ty, "BTreeMap").is_some();
        let is_id = field.required && field.wire == "id";
        if schema.answered
            && !is_option
            && !in_page
            && !is_id
            && has_zero(&syn_field.ty, model, &mut Vec::new())
        {
            if schema.page.is_none() {
                let read = if is_time(&syn_field.ty) {
                    "time_or_zero"
                } else {
                    "null_as_zero"
                };
                parts.push(quote!(default = "zero"));
                parts.push(quote!(deserialize_with = #read));
                corrected = true;
            }
            collect_zeros(&syn_field.ty, model, zeros);
        } else if !schema.answered && (is_list || is_map) && !field.required {
            parts.push(quote!(default));
        }
        if is_option {
            if argument_of(&syn_field.ty, "Option").is_some_and(is_time) {
                parts.push(quote!(default));
                parts.push(quote!(deserialize_with = "optional_time"));
                corrected = true;
            }
            parts.push(quote!(skip_serializing_if = "Option::is_none"));
        } else if !field.required && !in_page && (is_list || is_map) {
            let is_empty = if is_list {
                "Vec::is_empty"
            } else if is_free {
                "serde_json::Map::is_empty"
            } else {
                "BTreeMap::is_empty"
            };
            parts.push(quote!(skip_serializing_if = #is_empty));
        }
        syn_field.attrs.clear();
        if !parts.is_empty() {
            syn_field.attrs.push(parse_quote!(#[serde(#(#parts),*)]));
        }
        if corrected {
            // The zero value is how this crate copes, not what the API promises.
            syn_field
                .attrs
                .push(parse_quote!(#[cfg_attr(feature = "schemars", schemars(!default))]));
        }
    }
}

fn is_time(ty: &Type) -> bool {
    argument_of(ty, "DateTime").is_some()
}

/// Types that no document defines and that have a zero value.
const PLAIN: [&str; 15] = [
    "bool", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64", "String",
    "DateTime", "Value", "Map",
];

/// Whether a type has a zero value: not a union, which has no variant that would be it, nor anything that holds itself.
pub(super) fn has_zero(ty: &Type, model: &Model, on_the_way: &mut Vec<String>) -> bool {
    if ["Option", "Vec", "BTreeMap"]
        .iter()
        .any(|n| argument_of(ty, n).is_some())
    {
        return true;
    }
    if let Some(inner) = argument_of(ty, "Box") {
        return has_zero(inner, model, on_the_way);
    }
    let Some(name) = type_name(ty) else {
        return false;
    };
    match model.schemas.get(&name).map(|s| &s.kind) {
        None => PLAIN.contains(&name.as_str()),
        Some(Kind::Enumeration(_)) => true,
        Some(Kind::Object(fields)) if !on_the_way.contains(&name) => {
            on_the_way.push(name);
            let all = fields.iter().filter(|f| f.required).all(|f| {
                f.refers_to.iter().all(|r| {
                    let ident = format_ident!("{r}");
                    f.is_collection || has_zero(&parse_quote!(#ident), model, on_the_way)
                })
            });
            on_the_way.pop();
            all
        }
        _ => false,
    }
}

/// Adds the structs whose zero value the field's needs.
fn collect_zeros(ty: &Type, model: &Model, zeros: &mut BTreeSet<String>) {
    let ty = argument_of(ty, "Box").unwrap_or(ty);
    let Some(name) = type_name(ty) else { return };
    if let Some(Schema {
        kind: Kind::Object(fields),
        ..
    }) = model.schemas.get(&name)
        && zeros.insert(name)
    {
        for field in fields.iter().filter(|f| f.required && !f.is_collection) {
            for inner in &field.refers_to {
                let ident = format_ident!("{inner}");
                collect_zeros(&parse_quote!(#ident), model, zeros);
            }
        }
    }
}

fn zero_impl(item: &ItemStruct) -> Item {
    let name = &item.ident;
    let fields = item.fields.iter().filter_map(|f| f.ident.as_ref());
    parse_quote! {
        impl ZeroValue for #name {
            fn zero() -> Self {
                Self { #(#fields: zero()),* }
            }
        }
    }
}
