//! Facts about the checked-in code, each in a table that is easy to review.

mod operations;
mod public_api;
mod syntax;
mod types;

use std::{fs, path::Path};

use astro_api_codegen::{Source, normalized};
use astro_api_tests::root;
use serde_json::Value;

use crate::documents;

/// Compares a table with its snapshot.
fn snapshot(name: &str, table: &str) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "snapshots/tables" }, {
        insta::assert_snapshot!(name, table);
    });
}

/// Returns the items of all files below a folder of the repository, in the order of their paths.
pub(crate) fn items(folder: &str) -> Vec<syn::Item> {
    files(&root().join(folder))
        .into_iter()
        .flat_map(|(_, file)| file.items)
        .collect()
}

/// Returns the Rust files below a folder, each with its relative path.
fn files(folder: &Path) -> Vec<(String, syn::File)> {
    fn collect(folder: &Path, below: &str, found: &mut Vec<(String, syn::File)>) {
        let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(Result::unwrap).collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.file_type().unwrap().is_dir() {
                collect(&entry.path(), &format!("{path}/"), found);
            } else if path.ends_with(".rs") {
                let text = fs::read_to_string(entry.path()).unwrap();
                found.push((path, syn::parse_file(&text).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    collect(folder, "", &mut found);
    found
}

/// Returns the checked-in document, as passed to progenitor.
pub(crate) fn document() -> Value {
    let text = normalized(Source {
        document: &documents::checked_in(),
        names: Some(&documents::checked_in_names()),
    });
    serde_json::from_str(&text.unwrap()).unwrap()
}
