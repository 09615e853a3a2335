//! The tables of types with their fields, and of enumerations with their values.

use std::collections::BTreeMap;

use proc_macro2::TokenTree;

use super::syntax::{aligned, is_public, text};

/// The types of requests and responses by name, without builders; each field with its type and its name in the API.
#[test]
fn types_match() {
    let mut structs = BTreeMap::new();
    for item in super::items("astro-api/src/generated/types") {
        let syn::Item::Struct(item) = item else {
            continue;
        };
        let is_builder = item.attrs.iter().any(|a| a.path().is_ident("must_use"));
        if is_builder || !is_public(&item.vis) {
            continue;
        }
        let is_camel_case = attributes(&item.attrs).contains("rename_all = \"camelCase\"");
        let rows: Vec<[String; 3]> = item
            .fields
            .iter()
            // The members that are not in the document are added by this crate.
            .filter(|field| is_public(&field.vis))
            .map(|field| {
                let ident = field.ident.as_ref().unwrap().to_string();
                [
                    wire_name(&ident, &field.attrs, is_camel_case),
                    ident,
                    text(&field.ty),
                ]
            })
            .collect();
        structs.insert(item.ident.to_string(), aligned("    ", &rows));
    }
    let table: String = structs
        .iter()
        .map(|(name, rows)| format!("{name}\n{rows}\n"))
        .collect();
    super::snapshot("types", &table);
}

/// Returns the enumerations by name, with variants and values.
#[test]
fn enums_match() {
    let mut enum_table = BTreeMap::new();
    for item in super::items("astro-api/src/generated/types") {
        let syn::Item::Macro(item) = item else {
            continue;
        };
        if !item.mac.path.is_ident("open_enum") {
            continue;
        }
        let mut tokens = item.mac.tokens.into_iter();
        let (Some(name), Some(TokenTree::Group(group))) = (tokens.next(), tokens.next()) else {
            panic!("a macro of another form than `open_enum! {{ Name {{ … }} }}`");
        };
        let values = group.stream().to_string();
        let rows: Vec<[String; 2]> = values
            .split(" , ")
            .filter_map(|pair| pair.trim_end_matches(',').split_once(" = "))
            .map(|(variant, value)| {
                [
                    variant.trim().to_owned(),
                    value.trim().trim_matches('"').to_owned(),
                ]
            })
            .collect();
        enum_table.insert(name.to_string(), aligned("    ", &rows));
    }
    let table: String = enum_table
        .iter()
        .map(|(name, rows)| format!("{name}\n{rows}\n"))
        .collect();
    super::snapshot("enumerations", &table);
}

/// Returns the name of a field in the API.
fn wire_name(ident: &str, attrs: &[syn::Attribute], is_camel_case: bool) -> String {
    if let Some((_, rest)) = attributes(attrs).split_once("rename = \"") {
        return rest.split('"').next().unwrap().to_owned();
    }
    if !is_camel_case {
        return ident.to_owned();
    }
    let mut words = ident.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (head, tail) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
        format!("{name}{}{tail}", head.to_uppercase())
    })
}

/// Returns the arguments of all `#[serde(…)]` and `#[cfg_attr(feature = "schemars", schemars(…))]`.
fn attributes(attrs: &[syn::Attribute]) -> String {
    attrs
        .iter()
        .filter(|a| a.path().is_ident("serde") || a.path().is_ident("cfg_attr"))
        .map(text)
        .collect()
}
