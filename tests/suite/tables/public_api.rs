//! The table of the public API: every item that a user of the crate can name or call, by file.
//!
//! The lint `unreachable_pub` ensures that every `pub` is visible to users.

use std::{collections::BTreeSet, fs};

use astro_api_tests::root;
use syn::{Attribute, ImplItem, Item, TraitItem};

use super::syntax::{is_public, text};

/// Sealed or private traits of the crate.
const PRIVATE_TRAITS: [&str; 3] = ["Sealed", "Validate", "ZeroValue"];

#[test]
fn public_api_matches() {
    let files = super::files(&root().join("astro-api/src"));
    let types: BTreeSet<String> = files
        .iter()
        .flat_map(|(_, f)| &f.items)
        .filter_map(public_type)
        .collect();
    let mut table = String::new();
    let files = files
        .iter()
        .filter(|(path, _)| !path.starts_with("fuzzing/"));
    for (path, file) in files {
        // The fields and variants of the API types have separate tables.
        let is_table = path.starts_with("generated/types");
        let mut lines: Vec<String> = file
            .items
            .iter()
            .flat_map(|item| of_item(item, &types, is_table))
            .collect();
        if path == "serde_helpers/open_enum.rs" {
            lines.extend(of_macro(path, "open_enum"));
        }
        if path == "request/options.rs" {
            lines.extend(of_macro(path, "request_options"));
        }
        if !lines.is_empty() {
            let lines: String = lines.iter().map(|l| format!("    {l}\n")).collect();
            table.push_str(&format!("{path}\n{lines}\n"));
        }
    }
    super::snapshot("public-api", &table);
}

fn public_type(item: &Item) -> Option<String> {
    match item {
        Item::Struct(item) if is_public(&item.vis) => Some(item.ident.to_string()),
        Item::Enum(item) if is_public(&item.vis) => Some(item.ident.to_string()),
        _ => None,
    }
}

fn of_item(item: &Item, types: &BTreeSet<String>, is_table: bool) -> Vec<String> {
    match item {
        Item::Struct(item) if is_public(&item.vis) => {
            let name = format!(
                "pub struct {}{}{}",
                item.ident,
                text(&item.generics),
                attributes(&item.attrs)
            );
            let fields = item
                .fields
                .iter()
                .filter(|f| !is_table && is_public(&f.vis));
            let fields = fields.map(|f| format!("    pub {}: {}", text(&f.ident), text(&f.ty)));
            std::iter::once(name).chain(fields).collect()
        }
        Item::Enum(item) if is_public(&item.vis) => {
            let name = format!("pub enum {}{}", item.ident, attributes(&item.attrs));
            let variants = item.variants.iter().filter(|_| !is_table);
            let variants = variants.map(|v| format!("    {}{}", v.ident, text(&v.fields)));
            std::iter::once(name).chain(variants).collect()
        }
        Item::Trait(item) if is_public(&item.vis) => {
            let name = format!(
                "pub trait {}{}: {}",
                item.ident,
                text(&item.generics),
                text(&item.supertraits)
            );
            let members = item.items.iter().filter_map(|member| match member {
                TraitItem::Fn(f) => Some(format!("    {}", text(&f.sig))),
                TraitItem::Type(t) => Some(format!("    type {}", t.ident)),
                _ => None,
            });
            std::iter::once(name).chain(members).collect()
        }
        Item::Fn(item) if is_public(&item.vis) => vec![format!("pub {}", text(&item.sig))],
        Item::Type(item) if is_public(&item.vis) => {
            vec![format!("pub type {} = {}", item.ident, text(&item.ty))]
        }
        Item::Const(item) if is_public(&item.vis) => {
            vec![format!("pub const {}: {}", item.ident, text(&item.ty))]
        }
        // The fuzzing entry points are compiled only for the fuzzer.
        Item::Mod(item) if item.ident == "fuzzing" => Vec::new(),
        Item::Mod(item) if is_public(&item.vis) => vec![format!("pub mod {}", item.ident)],
        Item::Use(item) if is_public(&item.vis) => vec![format!("pub use {}", text(&item.tree))],
        Item::Impl(item) => of_impl(item, types),
        _ => Vec::new(),
    }
}

fn of_impl(item: &syn::ItemImpl, types: &BTreeSet<String>) -> Vec<String> {
    let (generics, own) = (text(&item.generics), text(&item.self_ty));
    if !types.contains(own.split('<').next().unwrap_or_default()) {
        return Vec::new();
    }
    if let Some((path, _)) = &item.trait_ {
        let path = text(path);
        let is_private = PRIVATE_TRAITS.contains(&path.as_str());
        return (!is_private)
            .then(|| format!("impl{generics} {path} for {own}"))
            .into_iter()
            .collect();
    }
    let members: Vec<String> = item
        .items
        .iter()
        .filter_map(|member| match member {
            ImplItem::Fn(f) if is_public(&f.vis) => Some(format!("    pub {}", text(&f.sig))),
            ImplItem::Const(c) if is_public(&c.vis) => {
                Some(format!("    pub const {}: {}", c.ident, text(&c.ty)))
            }
            _ => None,
        })
        .collect();
    let own = (!members.is_empty()).then(|| format!("impl{generics} {own}"));
    own.into_iter().chain(members).collect()
}

/// Returns the derives of a type, and attributes such as `must_use`.
fn attributes(attributes: &[Attribute]) -> String {
    let mut parts = Vec::new();
    for attribute in attributes {
        match &attribute.meta {
            syn::Meta::List(list) if list.path.is_ident("derive") => {
                parts.push(list.tokens.to_string().replace(" ,", ","))
            }
            meta if ["must_use", "non_exhaustive"]
                .iter()
                .any(|a| meta.path().is_ident(a)) =>
            {
                parts.push(text(meta.path()));
            }
            _ => {}
        }
    }
    if parts.is_empty() {
        String::new()
    } else {
        format!(" [{}]", parts.join("; "))
    }
}

/// Returns the methods that a macro generates for each type; a macro's body is not parsed, so its lines are used.
fn of_macro(path: &str, name: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("astro-api/src").join(path)).unwrap();
    let (_, body) = text.split_once(&format!("macro_rules! {name}")).unwrap();
    let (body, _) = body.split_once("\n}\n").unwrap();
    let lines = body.lines().map(str::trim);
    let lines = lines.filter(|l| l.starts_with("pub ") || l.starts_with("impl"));
    let lines = lines.map(|l| {
        l.split(" {")
            .next()
            .unwrap_or(l)
            .split(" = ")
            .next()
            .unwrap_or(l)
            .to_owned()
    });
    lines
        .filter(|l| {
            !PRIVATE_TRAITS
                .iter()
                .chain(&["OpenEnum"])
                .any(|t| l.contains(t))
        })
        .collect()
}
