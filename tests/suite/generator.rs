//! The documents that the generator accepts and rejects, and what does not affect its output.

mod accepted;
mod all_refusals;
mod any_names;
mod damaged;
mod names;
mod odd;
mod refusals;

use astro_api_codegen::{Source, generate};

use crate::{differences, documents};

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "snapshots/generator" }, {
        insta::assert_snapshot!(name, text);
    });
}

/// The two representative documents: a real one, and one that has everything.
fn sources() -> [(String, Option<String>); 2] {
    [
        (documents::checked_in(), Some(documents::checked_in_names())),
        (documents::library(), None),
    ]
}

/// Compares the code of `changed` with that of the original document.
fn assert_same_code(document: &str, changed: &str, names: Option<&str>) {
    assert_ne!(document, changed);
    let [before, after] =
        [document, changed].map(|document| generate(Source { document, names }).unwrap());
    assert_eq!(differences::diff_files(&before.files, &after.files), "");
    assert_eq!(before.unused_names, after.unused_names);
}

#[test]
fn extensions_beside_paths_are_ignored() {
    let (document, names) = (documents::checked_in(), documents::checked_in_names());
    let changed = document.replacen("\npaths:\n", "\npaths:\n  x-vendor: [1, 2]\n", 1);
    assert_same_code(&document, &changed, Some(&names));
}

#[test]
fn output_is_reproducible() {
    for (document, names) in sources() {
        let source = Source {
            document: &document,
            names: names.as_deref(),
        };
        assert_eq!(generate(source).unwrap(), generate(source).unwrap());
    }
}

#[test]
fn yaml_and_json_give_the_same_code() {
    for (document, names) in sources() {
        assert_same_code(&document, &documents::as_json(&document), names.as_deref());
    }
}

#[test]
fn byte_order_mark_and_line_endings_are_ignored() {
    for (document, names) in sources() {
        let yaml = format!("\u{feff}{}", document.replace('\n', "\r\n"));
        assert_same_code(&document, &yaml, names.as_deref());
        let json = format!(
            "\u{feff}\n{}",
            documents::as_json(&document).replace('\n', "\r\n")
        );
        assert_same_code(&document, &json, names.as_deref());
    }
}
