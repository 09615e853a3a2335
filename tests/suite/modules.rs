//! The modules of a crate have no circular dependencies, and those of `astro-api/src` form the layers that the table in
//! `lib.rs` shows.
//!
//! The tests read source text. A file depends on another one if it names an item that the other one defines. `mod` is
//! not a dependency, and a re-export resolves to the file that defines the item. Unit tests, code in `quote!` and
//! generated code are ignored.

mod graph;
mod module;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use astro_api_tests::root;
use graph::Crate;
use syn::Item;

/// The folders of the crates that are checked.
const CRATES: [&str; 8] = [
    "astro-api/src",
    "astro-api/codegen/src",
    "astro-api/openapi-model/src",
    "xtask/drift/src",
    "xtask/probe/src",
    "xtask/src",
    "tests/fake/src",
    "tests/src",
];

/// The crate whose layers are checked.
const LAYERED: &str = "astro-api/src";

/// Built only for fuzzing and tests, above all other layers.
const APART: &str = "fuzzing";

#[test]
fn modules_have_no_circular_dependencies() {
    let circles = CRATES.map(|folder| (folder, Crate::open(folder).circles()));
    let circles: Vec<_> = circles.iter().filter(|(_, all)| !all.is_empty()).collect();
    assert!(
        circles.is_empty(),
        "modules that need each other (move what both need into a module below them): {circles:?}"
    );
}

#[test]
fn every_module_is_in_the_table() {
    let lib = lib();
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
    let (upward, dependencies) = upward(&Crate::open(LAYERED), &table(&lib()));
    assert!(dependencies > 100, "only {dependencies} dependencies found");
    assert_eq!(upward, Vec::<String>::new());
}

/// Returns the dependencies on a module further up in the table, and the number of all dependencies between layers.
fn upward(modules: &Crate, table: &[String]) -> (Vec<String>, usize) {
    let rank = |module: &str| table.iter().position(|name| name == module);
    let (mut upward, mut dependencies) = (Vec::new(), 0);
    for (path, needed) in modules.needs() {
        let Some(module) = path.first().filter(|module| *module != APART) else {
            continue;
        };
        for other in needed {
            // Every item that the root defines is generated.
            let other = other.first().map_or("generated", String::as_str);
            dependencies += usize::from(other != module);
            if rank(other) < rank(module) {
                upward.push(format!("{} uses {other}", path.join("::")));
            }
        }
    }
    (upward, dependencies)
}

fn lib() -> String {
    fs::read_to_string(root().join(LAYERED).join("lib.rs")).unwrap()
}

/// Returns the modules in the order of the table, from top to bottom.
fn table(lib: &str) -> Vec<String> {
    let rows = lib.lines().filter_map(|l| l.strip_prefix("// | "));
    let cells = rows.filter_map(|row| row.split('|').next());
    let names = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    names.map(str::to_owned).collect()
}

/// Returns a crate of these files.
fn parse<const N: usize>(files: [(&str, &str); N]) -> Crate {
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    Crate::read(&BTreeMap::from(files))
}

#[test]
fn circular_dependencies_are_found() {
    let circles = |last: &str| {
        parse([
            ("lib.rs", "mod a; mod d; mod e; pub use a::b::B;"),
            (
                "a/mod.rs",
                "mod b; mod c; pub(crate) use b::B; use crate::d;",
            ),
            ("a/b.rs", "use super::c::C; pub struct B(C);"),
            ("a/c.rs", "pub struct C; fn f() { super::super::e::g(); }"),
            ("d.rs", "fn f() { quote!(crate::e::g()); }"),
            ("e.rs", last),
        ])
        .circles()
    };
    let none: [BTreeSet<String>; 0] = [];
    assert_eq!(circles("use crate::d::f;"), none);
    assert_eq!(circles("#[cfg(test)] mod tests { use crate::B; }"), none);
    let circle = BTreeSet::from(["a::b", "a::c", "e"].map(str::to_owned));
    // Through a re-export, a path in an expression, and a macro.
    for last in [
        "use crate::{B, d};",
        "pub(crate) use crate::B;",
        "fn g() { crate::a::B::new() }",
        "use crate::a as letters; fn g() { vec![letters::B] }",
    ] {
        assert_eq!(circles(last), std::slice::from_ref(&circle), "{last}");
    }
}

#[test]
fn upward_dependencies_are_found_in_every_form() {
    let lib = "// | `generated` | one |\n// | `a`, `b` | two |\n// | `low` | three |
        mod a; mod b; mod low; pub use ::http::Method; pub use a::{A, inner::C as D}; pub use generated::*;";
    let table = table(lib);
    assert_eq!(table, ["generated", "a", "b", "low"]);
    let found = |low: &str| {
        let files = [
            ("lib.rs", lib),
            ("a/mod.rs", "mod inner; use crate::low;"),
            ("a/inner.rs", "pub struct C;"),
            ("b.rs", "macro_rules! e { () => {} } pub(crate) use e;"),
            ("low.rs", low),
        ];
        upward(&parse(files), &table).0
    };
    for (low, other) in [
        ("use crate::{low::{self, x}, A};", "a"),
        ("pub(crate) fn f() { crate::a::g(vec![3]) }", "a"),
        ("pub(crate) fn f() { g(vec![crate::D]) }", "a"),
        ("pub(crate) use crate::b::B;", "b"),
        ("macro_rules! m { () => { $crate::b::e!() } }", "b"),
        ("use super::types::Workspace;", "generated"),
        ("fn f() -> crate::types::Workspace {}", "generated"),
    ] {
        assert_eq!(found(low), [format!("low uses {other}")], "{low}");
    }
    for low in [
        "pub(crate) struct Low; use http::Method;",
        "pub(in crate::a) fn f() {}",
        "#[cfg(test)] mod tests { use crate::b; }",
    ] {
        assert_eq!(found(low), Vec::<String>::new(), "{low}");
    }
}
