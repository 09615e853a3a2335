//! The public items of generated code: everything that a user's program can name, and that a release can break.

mod item;
mod read;

use std::collections::BTreeMap;

pub(crate) use item::{ItemKind, PublicItem};

/// The public items by their paths, such as `types::Team.name` or `types::Team: Clone`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicItems(pub(crate) BTreeMap<String, PublicItem>);

impl PublicItems {
    /// Reads the files of the generated code.
    ///
    /// # Errors
    /// Returns an error if a file is not Rust.
    pub fn read(files: &BTreeMap<String, String>) -> Result<Self, String> {
        let mut items = Self::default();
        for (path, text) in files {
            let file = syn::parse_file(text).map_err(|e| format!("{path}: {e}"))?;
            read::add(path, &file, &mut items.0);
        }
        Ok(items)
    }
}
