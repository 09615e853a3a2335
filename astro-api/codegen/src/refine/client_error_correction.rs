//! What an answer lacks gets the zero value of its type; only a resource without its id, and a page without its
//! collection or its total, cannot be made sense of.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
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
        let own = syn_field.ident.as_ref();
        let known = fields
            .iter()
            .find(|f| own.is_some_and(|own| *own == f.ident));
        // What is no property is the map of members that the schema does not name.
        let Some(field) = known else { continue };
        syn_field.attrs.clear();
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
        let expected = if renames_all {
            ident::camel_case(&field.ident)
        } else {
            field.ident.clone()
        };
        let mut parts = Vec::new();
        if expected.trim_start_matches("r#") != field.wire {
            let wire = &field.wire;
            parts.push(quote!(rename = #wire));
        }
        let is_id = field.required && field.wire == "id";
        let may_be_zero = schema.answered
            && !in_page
            && !is_id
            && argument_of(&syn_field.ty, "Option").is_none()
            && has_zero(&syn_field.ty, model, &mut Vec::new());
        if may_be_zero {
            collect_zeros(&syn_field.ty, model, zeros);
        }
        // The members of a page are read one by one.
        let read = reading(&syn_field.ty, may_be_zero && schema.page.is_none());
        let corrected = !read.is_empty();
        // A later step says how what may be `null` in a request is read and written.
        if !field.nullable {
            parts.extend(read);
            if !in_page {
                parts.extend(absence(&syn_field.ty, field, schema));
            }
        }
        if !parts.is_empty() {
            syn_field.attrs.push(parse_quote!(#[serde(#(#parts),*)]));
        }
        if corrected && !field.nullable {
            // The zero value is how this crate copes, not what the API promises.
            syn_field
                .attrs
                .push(parse_quote!(#[cfg_attr(feature = "schemars", schemars(!default))]));
        }
    }
}

/// How a member is read that an answer may leave out, or that may be written in several ways.
fn reading(ty: &Type, may_be_zero: bool) -> Vec<TokenStream> {
    let (default, read) = if may_be_zero {
        let read = if is_time(ty) {
            "time_or_zero"
        } else {
            "null_as_zero"
        };
        (quote!(default = "zero"), read)
    } else if argument_of(ty, "Option").is_some_and(is_time) {
        (quote!(default), "optional_time")
    } else {
        return Vec::new();
    };
    vec![default, quote!(deserialize_with = #read)]
}

/// How a member that need not be there is left out, and read where it was.
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
    if schema.answered {
        vec![skip]
    } else {
        vec![quote!(default), skip]
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
