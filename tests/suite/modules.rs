//! The modules of a crate have no circular dependencies.
//!
//! The test reads source text. A file depends on another one if it names an item that the other one defines. `mod` is
//! not a dependency, and a re-export resolves to the file that defines the item. Unit tests, code in `quote!` and
//! generated code are ignored.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use astro_api_tests::root;
use proc_macro2::{TokenStream, TokenTree};
use syn::{Item, UseTree};

/// The crates without circular dependencies.
const CRATES: [&str; 1] = ["astro-api/codegen/src"];

/// The folders with generated files.
const GENERATED: [&str; 1] = ["generated"];

#[test]
fn modules_form_no_circle() {
    for folder in CRATES {
        let circles = Crate::read(&sources(folder)).circles();
        assert!(
            circles.is_empty(),
            "{folder}: modules that need each other (move what both need into a module below them): {circles:?}"
        );
    }
}

#[test]
fn a_circle_is_found_and_named() {
    let sources = |last: &str| {
        let files = [
            ("lib.rs", "mod a; mod d; mod e; pub use a::b::B;"),
            (
                "a/mod.rs",
                "mod b; mod c; pub(crate) use b::B; use crate::d;",
            ),
            ("a/b.rs", "use super::c::C; pub struct B(C);"),
            ("a/c.rs", "pub struct C; fn f() { super::super::e::g(); }"),
            ("d.rs", "fn f() { quote!(crate::e::g()); }"),
            ("e.rs", last),
        ];
        let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
        Crate::read(&BTreeMap::from(files)).circles()
    };
    let none: [BTreeSet<String>; 0] = [];
    assert_eq!(sources("use crate::d::f;"), none);
    assert_eq!(sources("#[cfg(test)] mod tests { use crate::B; }"), none);
    let circle = BTreeSet::from(["a::b", "a::c", "e"].map(str::to_owned));
    // Through a re-export, a path in an expression, and a macro.
    for last in [
        "use crate::{B, d};",
        "fn g() { crate::a::B::new() }",
        "use crate::a as letters; fn g() { vec![letters::B] }",
    ] {
        assert_eq!(sources(last), std::slice::from_ref(&circle), "{last}");
    }
}

/// Returns the sources of a crate, by their paths below its folder.
fn sources(folder: &str) -> BTreeMap<String, String> {
    let (start, mut found) = (root().join(folder), BTreeMap::new());
    let mut folders = vec![start.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let (path, name) = (entry.path(), entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                if !GENERATED.iter().any(|g| name == *g) {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|e| e == "rs") {
                let below = path.strip_prefix(&start).unwrap();
                let below = below.to_string_lossy().replace('\\', "/");
                found.insert(below, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

/// The path of a module or an item below the root of its crate.
type Path = Vec<String>;

/// The modules of a crate by path; each is a file.
struct Crate(BTreeMap<Path, Module>);

#[derive(Default)]
struct Module {
    /// The names that `use` imports into the module.
    uses: BTreeMap<String, Path>,
    /// The paths in the module, starting at the crate root.
    names: BTreeSet<Path>,
}

impl Crate {
    fn read(sources: &BTreeMap<String, String>) -> Self {
        let modules = sources.keys().map(|file| {
            let path = file.trim_end_matches(".rs");
            let path = path.trim_end_matches("/mod").split('/');
            (file, path.map(str::to_owned).collect::<Path>())
        });
        let modules: BTreeMap<&String, Path> = modules
            .map(|(file, path)| (file, if path == ["lib"] { Path::new() } else { path }))
            .collect();
        let all: BTreeSet<&Path> = modules.values().collect();
        let read = modules.iter().map(|(file, path)| {
            let items = syn::parse_file(&sources[*file]).unwrap().items;
            (path.clone(), Module::read(path, &items, &all))
        });
        Self(read.collect())
    }

    /// Returns the module that defines the item of a path, if it is in the crate.
    fn definer(&self, path: &[String], depth: usize) -> Option<Path> {
        assert!(depth < 20, "the re-exports of {path:?} lead nowhere");
        let mut module = Path::new();
        for (n, segment) in path.iter().enumerate() {
            let mut child = module.clone();
            child.push(segment.clone());
            if self.0.contains_key(&child) {
                module = child;
                continue;
            }
            // `use inner::inner` names an item of a module in the same file.
            let other = self.0.get(&module)?.uses.get(segment);
            if let Some(other) = other.filter(|other| !other.starts_with(&child)) {
                let rest = path[n + 1..].iter();
                let whole: Path = other.iter().chain(rest).cloned().collect();
                return self.definer(&whole, depth + 1);
            }
            break;
        }
        Some(module)
    }

    /// Returns the dependencies of each module.
    fn needs(&self) -> BTreeMap<&Path, BTreeSet<Path>> {
        let needs = self.0.iter().map(|(path, module)| {
            let needed = module.names.iter().filter_map(|name| self.definer(name, 0));
            (path, needed.filter(|other| other != path).collect())
        });
        needs.collect()
    }

    /// Returns the modules that depend on each other, by cycle.
    fn circles(&self) -> Vec<BTreeSet<String>> {
        let mut reach = self.needs();
        loop {
            let before: usize = reach.values().map(BTreeSet::len).sum();
            let known = reach.clone();
            for needed in reach.values_mut() {
                let further = needed.clone().into_iter();
                needed.extend(further.filter_map(|n| known.get(&n)).flatten().cloned());
            }
            if reach.values().map(BTreeSet::len).sum::<usize>() == before {
                break;
            }
        }
        let mut circles = BTreeSet::new();
        for (path, reached) in &reach {
            let back = |other: &&Path| reach.get(other).is_some_and(|r| r.contains(*path));
            if reached.contains(*path) {
                let circle = reached.iter().filter(back).map(|p| p.join("::"));
                circles.insert(circle.collect());
            }
        }
        circles.into_iter().collect()
    }
}

impl Module {
    fn read(path: &Path, items: &[Item], all: &BTreeSet<&Path>) -> Self {
        let mut module = Self::default();
        let mut paths = Vec::new();
        let items: Vec<&Item> = items.iter().filter(|item| !is_test(item)).collect();
        for item in &items {
            if !matches!(item, Item::Use(_)) && !is_declaration(item) {
                code_paths(quote::ToTokens::to_token_stream(item), &mut paths);
            }
        }
        let mentioned: BTreeSet<String> = paths.iter().map(|path| path[0].clone()).collect();
        for item in items {
            if let Item::Use(item) = item {
                let mentioned = match item.vis {
                    syn::Visibility::Inherited => None,
                    _ => Some(&mentioned),
                };
                module.bring(path, &item.tree, &mut Path::new(), all, mentioned);
            }
        }
        for named in paths.iter().filter(|path| path.len() > 1) {
            let named = module.absolute(path, named, all);
            module.names.extend(named);
        }
        module
    }

    /// Records the imports of `use`, with their names. A re-export counts only if the module mentions the name, too.
    fn bring(
        &mut self,
        path: &Path,
        tree: &UseTree,
        before: &mut Path,
        all: &BTreeSet<&Path>,
        mentioned: Option<&BTreeSet<String>>,
    ) {
        let (last, name) = match tree {
            UseTree::Path(tree) => {
                before.push(tree.ident.to_string());
                self.bring(path, &tree.tree, before, all, mentioned);
                before.pop();
                return;
            }
            UseTree::Group(group) => {
                let trees = group.items.iter();
                trees.for_each(|tree| self.bring(path, tree, before, all, mentioned));
                return;
            }
            UseTree::Name(tree) => (Some(tree.ident.to_string()), tree.ident.to_string()),
            UseTree::Rename(tree) => (Some(tree.ident.to_string()), tree.rename.to_string()),
            UseTree::Glob(_) => (None, String::new()),
        };
        let last = last.filter(|last| last != "self");
        let whole: Path = before.iter().cloned().chain(last).collect();
        if let Some(whole) = self.absolute(path, &whole, all) {
            let name = Some(name).filter(|n| n != "self");
            let name = name.or_else(|| before.last().cloned()).unwrap_or_default();
            if mentioned.is_none_or(|mentioned| mentioned.contains(&name)) {
                self.names.insert(whole.clone());
            }
            self.uses.insert(name, whole);
        }
    }

    /// Resolves a path from the crate root, if it is in the crate.
    fn absolute(&self, path: &Path, named: &[String], all: &BTreeSet<&Path>) -> Option<Path> {
        let mut start = path.clone();
        let mut rest = named;
        match named.first()?.as_str() {
            "crate" => {
                start.clear();
                rest = &named[1..];
            }
            "self" => rest = &named[1..],
            "super" => {}
            first => {
                let mut child = path.clone();
                child.push(first.to_owned());
                if let Some(used) = self.uses.get(first) {
                    start.clone_from(used);
                    rest = &named[1..];
                } else if !all.contains(&child) {
                    return None;
                }
            }
        }
        while let [first, others @ ..] = rest
            && first == "super"
        {
            start.pop();
            rest = others;
        }
        start.extend(rest.iter().cloned());
        Some(start)
    }
}

/// Returns whether an item is `mod name;`.
fn is_declaration(item: &Item) -> bool {
    matches!(item, Item::Mod(item) if item.content.is_none())
}

fn is_test(item: &Item) -> bool {
    let attributes = match item {
        Item::Mod(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => return false,
    };
    attributes.iter().any(|attribute| {
        let text = quote::quote!(#attribute).to_string().replace(' ', "");
        text == "#[test]" || text.starts_with("#[cfg(test")
    })
}

/// Returns the paths and names in a piece of code, without `quote!` and similar macros.
fn code_paths(tokens: TokenStream, found: &mut Vec<Path>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is =
        |n: usize, c: char| matches!(tokens.get(n), Some(TokenTree::Punct(p)) if p.as_char() == c);
    let mut n = 0;
    while n < tokens.len() {
        match &tokens[n] {
            TokenTree::Group(group) => code_paths(group.stream(), found),
            // `pub(in crate::…)`
            TokenTree::Ident(ident) if ident == "pub" => {
                let is_group = matches!(tokens.get(n + 1), Some(TokenTree::Group(_)));
                n += usize::from(is_group);
            }
            TokenTree::Ident(ident) if is(n + 1, '!') && ident.to_string().contains("quote") => {
                n += 2;
            }
            TokenTree::Ident(ident) => {
                let mut path = vec![ident.to_string()];
                while is(n + 1, ':')
                    && is(n + 2, ':')
                    && let Some(TokenTree::Ident(next)) = tokens.get(n + 3)
                {
                    path.push(next.to_string());
                    n += 3;
                }
                found.push(path);
            }
            _ => {}
        }
        n += 1;
    }
}
