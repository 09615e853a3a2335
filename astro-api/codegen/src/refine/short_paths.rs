//! Shortens progenitor's full paths, such as `::std::string::String`.

use syn::{
    Path,
    visit_mut::{self, VisitMut},
};

use super::code::Code;
use crate::{error::Result, model::Model};

/// Progenitor's paths, and the names that replace them.
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
    let items = code.types.values_mut().flatten();
    items.for_each(|item| shortener.visit_item_mut(item));
    let signatures = code.signatures.values_mut();
    signatures.for_each(|signature| shortener.visit_signature_mut(signature));
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
        // A type of the document may have that name.
        if !self.model.schemas.contains_key(*short)
            && let Some(mut last) = path.segments.pop()
        {
            last.ident = quote::format_ident!("{short}");
            path.leading_colon = None;
            path.segments = std::iter::once(last).collect();
        }
    }
}
