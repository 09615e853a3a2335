//! Progenitor writes every path in full, so that no name in a document can be mistaken for another. Where the document
//! has no such name, the short one reads better.

use syn::{
    Path,
    visit_mut::{self, VisitMut},
};

use super::Code;
use crate::{error::Result, model::Model};

/// Paths as progenitor writes them, and the names that do instead.
const SHORT: [(&str, &str); 8] = [
    ("std::option::Option", "Option"),
    ("std::string::String", "String"),
    ("std::vec::Vec", "Vec"),
    ("std::boxed::Box", "Box"),
    ("std::collections::BTreeMap", "BTreeMap"),
    ("std::collections::HashMap", "BTreeMap"),
    ("chrono::DateTime", "DateTime"),
    ("chrono::offset::Utc", "Utc"),
];

pub(super) fn shorten(code: &mut Code, model: &Model) -> Result<()> {
    let mut shortener = Shortener { model };
    let items = code
        .types
        .values_mut()
        .chain(code.builders.values_mut())
        .flatten();
    items.for_each(|item| shortener.visit_item_mut(item));
    Ok(())
}

struct Shortener<'a> {
    model: &'a Model,
}

impl VisitMut for Shortener<'_> {
    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        let names: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        let full = names.join("::");
        let Some((_, short)) = SHORT.iter().find(|(from, _)| *from == full) else {
            return;
        };
        // Where the document has a type of that name, the full path stays.
        if !self.model.schemas.contains_key(*short)
            && let Some(mut last) = path.segments.pop()
        {
            last.ident = quote::format_ident!("{short}");
            path.leading_colon = None;
            path.segments = std::iter::once(last).collect();
        }
    }
}
