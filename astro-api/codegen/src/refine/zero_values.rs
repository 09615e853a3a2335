//! Zero values, for members that are missing in a response.

use std::collections::BTreeSet;

use quote::format_ident;
use syn::{Item, ItemStruct, Type, parse_quote};

use super::type_paths::{argument_of, type_name};
use crate::model::{Kind, Model, Schema};

/// Foreign types with a zero value.
const PLAIN: [&str; 15] = [
    "bool", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64", "String",
    "DateTime", "Value", "Map",
];

/// Returns whether a type has a zero value. Unions and types with a required member have none.
pub(super) fn exist_for(ty: &Type, model: &Model) -> bool {
    exist_within(ty, model, &mut Vec::new())
}

fn exist_within(ty: &Type, model: &Model, outer: &mut Vec<String>) -> bool {
    if ["Option", "Vec", "BTreeMap"]
        .iter()
        .any(|n| argument_of(ty, n).is_some())
    {
        return true;
    }
    if let Some(inner) = argument_of(ty, "Box") {
        return exist_within(inner, model, outer);
    }
    let Some(name) = type_name(ty) else {
        return false;
    };
    match model.schemas.get(&name).map(|s| &s.kind) {
        None => PLAIN.contains(&name.as_str()),
        Some(Kind::Enumeration(_)) => true,
        Some(Kind::Object(fields)) if !outer.contains(&name) => {
            outer.push(name);
            let all = fields.iter().filter(|f| f.required).all(|f| {
                f.refers_to.iter().all(|r| {
                    let ident = format_ident!("{r}");
                    f.is_collection || exist_within(&parse_quote!(#ident), model, outer)
                })
            });
            outer.pop();
            all
        }
        _ => false,
    }
}

/// Adds the structs that the zero value of a type contains.
pub(super) fn collect(ty: &Type, model: &Model, zeros: &mut BTreeSet<String>) {
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
                collect(&parse_quote!(#ident), model, zeros);
            }
        }
    }
}

/// Returns the zero value of a struct.
pub(super) fn implement(item: &ItemStruct) -> Item {
    let name = &item.ident;
    let fields = item.fields.iter().filter_map(|f| f.ident.as_ref());
    parse_quote! {
        impl ZeroValue for #name {
            fn zero() -> Self {
                Self { #(#fields: crate::serde_helpers::lenient::zero()),* }
            }
        }
    }
}
