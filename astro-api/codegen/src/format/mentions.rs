//! The names of items that a file mentions. Fields, variants and wire values of the same name do not count.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Attribute, Item, Macro, Path, Token,
    punctuated::Punctuated,
    visit_mut::{self, VisitMut},
};

/// The arguments of `#[serde(…)]` that name a function.
const FUNCTIONS: [&str; 3] = ["default", "deserialize_with", "skip_serializing_if"];

/// Returns the names that the items mention.
pub(super) fn of(items: &[Item]) -> BTreeSet<String> {
    let mut mentions = Mentions::default();
    for item in items {
        mentions.visit_item_mut(&mut item.clone());
    }
    mentions.0
}

#[derive(Default)]
struct Mentions(BTreeSet<String>);

impl VisitMut for Mentions {
    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        if let (None, Some(first)) = (path.leading_colon, path.segments.first()) {
            self.0.insert(first.ident.to_string());
        }
    }

    fn visit_attribute_mut(&mut self, attribute: &mut Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            if list.path.is_ident("derive") {
                let derived = list.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
                for mut path in derived.into_iter().flatten() {
                    self.visit_path_mut(&mut path);
                }
            } else if list.path.is_ident("serde") {
                self.functions(list.tokens.clone());
            }
        }
    }

    fn visit_macro_mut(&mut self, item: &mut Macro) {
        // `vec![…]` in a method has only paths of `types`, and the macros of the crate use full paths.
        self.visit_path_mut(&mut item.path);
    }
}

impl Mentions {
    /// The functions in `default = "zero"` and the like.
    fn functions(&mut self, tokens: TokenStream) {
        let mut argument = String::new();
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => argument = ident.to_string(),
                TokenTree::Literal(text) if FUNCTIONS.contains(&argument.as_str()) => {
                    let text = text.to_string();
                    let first = text.trim_matches('"').split("::").next();
                    self.0.extend(first.map(str::to_owned));
                }
                _ => {}
            }
        }
    }
}
