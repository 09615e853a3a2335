//! The public items of generated code: everything that a user's program can name, and that a release can break.

mod read;

use std::collections::BTreeMap;

/// The effect of an item on a program that uses its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A program can use it.
    Plain,
    /// A program must comply with it: a member that must be set, or a type that cannot grow.
    Restriction,
    /// A warning, such as a deprecation.
    Warning,
}

/// Something that a program can name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PublicItem {
    /// The type or module that contains it; itself, if it is a type.
    pub(crate) owner: String,
    /// Its type or signature.
    pub(crate) signature: String,
    pub(crate) kind: Kind,
    /// Whether it is a field or a variant, which cannot be added to an exhaustive type.
    pub(crate) is_part: bool,
}

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
