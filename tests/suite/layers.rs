//! The modules of `astro-api/src` form layers: each depends only on modules further down in the table in `lib.rs`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use astro_api_tests::root;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Item, UseTree};

/// Built only for fuzzing and tests, above all other layers.
const APART: &str = "fuzzing";

fn source() -> PathBuf {
    root().join("astro-api/src")
}

/// Returns the modules in the order of the table, from top to bottom.
fn table(lib: &str) -> Vec<String> {
    let rows = lib.lines().filter_map(|l| l.strip_prefix("// | "));
    let cells = rows.filter_map(|row| row.split('|').next());
    let names = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    names.map(str::to_owned).collect()
}

/// Returns the modules of the names that the crate root re-exports.
fn reexports(lib: &syn::File) -> BTreeMap<String, String> {
    fn names(tree: &UseTree, found: &mut Vec<String>) {
        match tree {
            UseTree::Path(path) => names(&path.tree, found),
            UseTree::Name(name) => found.push(name.ident.to_string()),
            UseTree::Rename(name) => found.push(name.rename.to_string()),
            UseTree::Group(group) => group.items.iter().for_each(|tree| names(tree, found)),
            UseTree::Glob(_) => {}
        }
    }
    let mut reexports = BTreeMap::new();
    for item in &lib.items {
        if let Item::Use(item) = item
            && item.leading_colon.is_none()
            && let UseTree::Path(path) = &item.tree
        {
            let mut found = Vec::new();
            names(&path.tree, &mut found);
            let module = path.ident.to_string();
            reexports.extend(found.into_iter().map(|name| (name, module.clone())));
        }
    }
    reexports
}

/// Returns the names after `crate::` in a file, without its tests.
fn names(file: &syn::File) -> BTreeSet<String> {
    let is_test = |item: &&Item| {
        let Item::Mod(item) = item else { return false };
        let mut lists = item.attrs.iter().filter_map(|a| a.meta.require_list().ok());
        lists.any(|list| list.path.is_ident("cfg") && list.tokens.to_string() == "test")
    };
    let mut found = BTreeSet::new();
    for item in file.items.iter().filter(|item| !is_test(item)) {
        collect(item.to_token_stream(), &mut found);
    }
    found
}

fn collect(tokens: TokenStream, found: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            collect(group.stream(), found);
        }
        if !matches!(token, TokenTree::Ident(ident) if *ident == "crate") {
            continue;
        }
        // Followed by two colons, unlike in `pub(crate)`.
        match tokens.get(index + 3) {
            Some(TokenTree::Ident(ident)) => drop(found.insert(ident.to_string())),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let mut is_first = true;
                for token in group.stream() {
                    match token {
                        TokenTree::Ident(ident) if is_first => {
                            found.insert(ident.to_string());
                            is_first = false;
                        }
                        TokenTree::Punct(punct) if punct.as_char() == ',' => is_first = true,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_module_is_in_the_table() {
    let lib = fs::read_to_string(source().join("lib.rs")).unwrap();
    let modules = syn::parse_file(&lib).unwrap().items.into_iter();
    let modules = modules.filter_map(|item| match item {
        Item::Mod(item) => Some(item.ident.to_string()),
        _ => None,
    });
    let modules: BTreeSet<String> = modules.filter(|name| name != APART).collect();
    let table = table(&lib);
    assert_eq!(modules, table.iter().cloned().collect());
    assert_eq!(modules.len(), table.len(), "a module is in the table twice");
}

#[test]
fn modules_depend_only_on_modules_below() {
    let text = fs::read_to_string(source().join("lib.rs")).unwrap();
    let (table, lib) = (table(&text), syn::parse_file(&text).unwrap());
    let reexports = reexports(&lib);
    let rank = |module: &str| table.iter().position(|name| name == module);
    let (mut all, mut upward, mut dependencies) = (Vec::new(), Vec::new(), 0);
    files(&source(), &mut all);
    for path in all {
        let below = path.strip_prefix(source()).unwrap();
        let module = below.components().next().unwrap().as_os_str();
        let module = module.to_str().unwrap().trim_end_matches(".rs");
        if ["lib", APART, "generated"].contains(&module) {
            continue;
        }
        let file = syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap();
        for name in names(&file) {
            let other = reexports.get(&name).unwrap_or(&name);
            // Every other name in the root is generated.
            let other = rank(other).map_or("generated", |_| other.as_str());
            dependencies += usize::from(other != module);
            if rank(other) < rank(module) {
                upward.push(format!("{} uses {other}", below.display()));
            }
        }
    }
    assert!(dependencies > 100, "only {dependencies} dependencies found");
    assert_eq!(upward, Vec::<String>::new());
}

#[test]
fn dependencies_are_found_in_every_form() {
    let file = syn::parse_file(
        "use crate::{a::{self, x}, B}; pub(crate) fn f() { crate::c::g(vec![crate::D]) }
         macro_rules! m { () => { $crate::e!() } } #[cfg(test)] mod tests { use crate::z; }",
    );
    let found: Vec<String> = names(&file.unwrap()).into_iter().collect();
    assert_eq!(found, ["B", "D", "a", "c", "e"]);
    let lib = "mod a; pub use ::http::Method; pub use a::{B, b::C as D}; pub use g::*;";
    let reexports = reexports(&syn::parse_file(lib).unwrap());
    let expected = ["B", "D"].map(|name| (name.to_owned(), "a".to_owned()));
    assert_eq!(reexports, BTreeMap::from(expected));
    assert_eq!(
        table("// | `a` | one |\n// | `b`, `c` | two |"),
        ["a", "b", "c"]
    );
}
