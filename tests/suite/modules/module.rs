//! Reads the imports and paths of one module.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::{Item, UseTree};

/// The path of a module or an item below the root of its crate.
pub(super) type Path = Vec<String>;

/// The imports and paths of a module.
#[derive(Default)]
pub(super) struct Module {
    /// The names that `use` imports into the module.
    pub(super) uses: BTreeMap<String, Path>,
    /// The paths in the module, starting at the crate root.
    pub(super) names: BTreeSet<Path>,
}

impl Module {
    pub(super) fn read(path: &Path, items: &[Item], all: &BTreeSet<&Path>) -> Self {
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
            if let Item::Use(item) = item
                && item.leading_colon.is_none()
            {
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

    /// Records the imports of `use`, with their names. A re-export of an item below the module is a dependency only if the
    /// module mentions the name, too.
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
            let is_used = mentioned.is_none_or(|mentioned| mentioned.contains(&name));
            if is_used || !whole.starts_with(path) {
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
