//! The documents used by the generator's tests.

use std::fs;

use astro_api_codegen::Source;
use astro_api_tests::root;
use serde_json::Value;

/// Reads a file of the repository.
pub(crate) fn file(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// Returns the document that the crate is released with.
pub(crate) fn checked_in() -> String {
    file("openapi/astro-v1.yaml")
}

/// Returns its table of names.
pub(crate) fn checked_in_names() -> String {
    file("openapi/astro-v1.names.yaml")
}

/// Returns the synthetic document that has at least one of everything.
pub(crate) fn library() -> String {
    file("tests/fixtures/generator/library.yaml")
}

/// Parses a document without a table of names.
pub(crate) fn plain(document: &str) -> Source<'_> {
    Source {
        document,
        names: None,
    }
}

/// Converts YAML to the JSON that the generator prints.
pub(crate) fn as_json(yaml: &str) -> String {
    let value: Value = yaml_serde::from_str(yaml).unwrap();
    serde_json::to_string_pretty(&value).unwrap()
}

/// Returns a document with these members, in YAML, and a minimal `info`.
pub(crate) fn with(members: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{ title: Small, version: \"1\" }}\n{members}")
}

/// Declares a test for each step, which calls `case` with the step and the members of a small document.
macro_rules! cases {
    ($($function:ident: $step:literal, $members:literal;)*) => {
        /// The steps that have a case, in the order of the cases.
        pub(super) const STEPS: &[&str] = &[$($step),*];

        $(
            #[test]
            fn $function() {
                case($step, $members);
            }
        )*
    };
}

pub(crate) use cases;
