//! What an answer lacks gets the zero value of its type; only a resource without its id, and a page without its
//! collection or its total, cannot be made sense of.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Ident, Item, ItemMacro, ItemStruct, Type, parse_quote};

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
        let Kind::Object(fields) = &schema.kind else {
            continue;
        };
        let Some(item) = code.struct_mut(name) else {
            continue;
        };
        let members = rewrite(item, schema, fields, model, &mut zeros);
        let item = item.clone();
        let mut items = pages::items(item, schema, model);
        items.extend(members.map(Item::Macro));
        code.types.insert(name.clone(), items);
    }
    for name in zeros {
        // Its zero value comes with its members.
        let has_one = code.has_members(&name);
        if let (false, Some(item)) = (has_one, code.struct_mut(&name)) {
            let item = zero_impl(item);
            code.add_type_item(&name, item);
        }
    }
    Ok(())
}

/// Gives a struct its attributes, and its fields theirs. What comes back is how it is read, where serde does not derive
/// that: it derives what costs much more to compile.
fn rewrite(
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
            .all(|f| known(fields, f).is_some() && has_zero(&f.ty, model, &mut Vec::new()));
    let derives: &[&str] = if has_members || schema.page.is_some() {
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
    let mut members = Vec::new();
    let mut indispensable = Vec::new();
    for syn_field in &mut item.fields {
        // What is no property is the map of members that the schema does not name.
        let Some(field) = known(fields, syn_field) else {
            continue;
        };
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
        let may_be_zero = schema.answered
            && !in_page
            && !is_id
            && argument_of(ty, "Option").is_none()
            && has_zero(ty, model, &mut Vec::new());
        if may_be_zero || has_members {
            collect_zeros(ty, model, zeros);
        }
        // The members of a page are read one by one.
        let reading = Reading::of(ty, may_be_zero && schema.page.is_none());
        if has_members {
            let (name, read) = (&syn_field.ident, reading.in_members(field));
            members.push(quote!(#name = #wire as #read,));
            if reading == Reading::AsItIs && !may_be_left_out(ty, field, schema) {
                indispensable.push(wire);
            }
        }
        // A later step says how what may be `null` in a request is read and written.
        let derived = !has_members && !field.nullable;
        if derived {
            parts.extend(reading.derived());
        }
        if !field.nullable && !in_page {
            parts.extend(absence(ty, field, schema));
        }
        if !parts.is_empty() {
            syn_field.attrs.push(parse_quote!(#[serde(#(#parts),*)]));
        }
        if derived && reading != Reading::AsItIs {
            // The zero value is how this crate copes, not what the API promises.
            syn_field
                .attrs
                .push(parse_quote!(#[cfg_attr(feature = "schemars", schemars(!default))]));
        }
    }
    let name = &item.ident;
    has_members
        .then(|| parse_quote!(object! { #name requires [#(#indispensable),*] { #(#members)* } }))
}

/// The property that a field is for.
fn known<'a>(fields: &'a [Field], field: &syn::Field) -> Option<&'a Field> {
    let own = field.ident.as_ref()?;
    fields.iter().find(|f| *own == f.ident)
}

/// How a member is read that an answer may leave out, or that may be written in several ways.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    AsItIs,
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
            Self::AsItIs
        }
    }

    /// The function that reads it among the members of an object.
    fn in_members(self, field: &Field) -> Ident {
        format_ident!(
            "{}",
            match self {
                _ if field.nullable && !field.required => "nullable",
                Self::AsItIs => "value",
                Self::OrZero => "value_or_zero",
                Self::TimeOrZero => "time_or_zero",
                Self::OptionalTime => "optional_time",
            }
        )
    }

    /// The attributes by which serde derives it.
    fn derived(self) -> Vec<TokenStream> {
        let (default, read) = match self {
            Self::AsItIs => return Vec::new(),
            Self::OrZero => (quote!(default = "zero"), "null_as_zero"),
            Self::TimeOrZero => (quote!(default = "zero"), "time_or_zero"),
            Self::OptionalTime => (quote!(default), "optional_time"),
        };
        vec![default, quote!(deserialize_with = #read)]
    }
}

/// Whether a request is read without a member.
fn may_be_left_out(ty: &Type, field: &Field, schema: &Schema) -> bool {
    argument_of(ty, "Option").is_some() || field.nullable || !absence(ty, field, schema).is_empty()
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
                Self { #(#fields: crate::serde_helpers::lenient::zero()),* }
            }
        }
    }
}
