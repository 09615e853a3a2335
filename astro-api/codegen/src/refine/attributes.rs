//! Attributes that several steps use.

use syn::{Attribute, parse_quote};

/// Returns the attributes of a type of requests or responses.
pub(super) fn of_type(more_derives: &[&str]) -> Vec<Attribute> {
    let derives = ["Clone", "Debug", "PartialEq"]
        .iter()
        .chain(more_derives)
        .map(|d| quote::format_ident!("{d}"));
    vec![
        parse_quote!(#[derive(#(#derives),*)]),
        parse_quote!(#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]),
        parse_quote!(#[non_exhaustive]),
    ]
}

/// Returns documentation, one attribute per line.
pub(crate) fn docs(text: &str) -> Vec<Attribute> {
    text.trim_end()
        .lines()
        .map(|line| {
            let line = if line.is_empty() {
                String::new()
            } else {
                format!(" {line}")
            };
            parse_quote!(#[doc = #line])
        })
        .collect()
}

/// Removes the documentation.
pub(super) fn without_docs(attributes: &mut Vec<Attribute>) {
    attributes.retain(|a| !a.path().is_ident("doc"));
}
