//! The document, the generator and the checked-in code are consistent, and `cargo xtask` reports when they are not.

mod changes;
mod commands;
mod files;
mod unreferenced;

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use astro_api_codegen::{Source, generate};
use astro_api_tests::root;
use tempfile::TempDir;
use xtask::Exit;

use crate::documents;

/// The folder of the checked-in code.
const GENERATED: &str = "astro-api/src/generated";
/// The document that the crate is released with.
const SPEC: &str = "openapi/astro-v1.yaml";

/// Runs a `cargo xtask` command line, and returns its exit code and output.
pub(crate) fn xtask(root: &Path, line: &str) -> (Exit, String) {
    let args = ["cargo xtask"].into_iter().chain(line.split_whitespace());
    let mut out = Vec::new();
    let exit = xtask::run(root, args.map(OsString::from), &mut out);
    (exit, String::from_utf8(out).unwrap())
}

/// Compares the output with its snapshot.
fn check_snapshot(name: &str, text: &str) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "snapshots/drift" }, {
        insta::assert_snapshot!(name, text);
    });
}

/// A copy of the inputs and outputs of `cargo xtask generate`, which a test may modify.
pub(crate) struct Sandbox(TempDir);

impl Sandbox {
    /// The document and its code, as checked in.
    pub(crate) fn new() -> Self {
        let this = Self::empty();
        for folder in ["openapi", GENERATED] {
            for (path, text) in files_below(&root().join(folder)) {
                this.write(&format!("{folder}/{path}"), &text);
            }
        }
        this
    }

    pub(crate) fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, path: &str) -> std::path::PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let full = self.path(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, text).unwrap();
    }

    /// Replaces a text that must occur exactly once, so that an outdated test fails.
    pub(crate) fn replace(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(old).count(), 1, "{old:?} in {path}");
        self.write(path, &text.replace(old, new));
    }

    /// Runs a command on the copy. `[root]` stands for the folder of the copy, in the arguments and in the output.
    pub(crate) fn run(&self, line: &str) -> (Exit, String) {
        let folder = self.0.path().to_str().unwrap();
        let (exit, text) = xtask(self.0.path(), &line.replace("[root]", folder));
        (exit, text.replace(folder, "[root]"))
    }

    /// Returns the output of a command that exits with this code.
    pub(crate) fn output_of(&self, line: &str, expected: Exit) -> String {
        let (exit, text) = self.run(line);
        assert_eq!(exit, expected, "{line}: {text}");
        text
    }
}

/// Returns the contents of all files below a folder, by relative path.
pub(crate) fn files_below(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            let below = files_below(&entry.path());
            found.extend(below.into_iter().map(|(p, t)| (format!("{name}/{p}"), t)));
        } else {
            found.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
    found
}

#[test]
fn checked_in_code_is_up_to_date() {
    let (exit, text) = xtask(&root(), "generate --check");
    assert_eq!(
        (exit, text.as_str()),
        (Exit::Success, "astro-api/src/generated: up to date\n")
    );
}

/// The build script of the crate calls the generator itself, with the table of names: with the feature `codegen`, a
/// user compiles the same bytes as without it.
#[test]
fn build_script_generates_the_checked_in_files() {
    let (document, names) = (documents::checked_in(), documents::checked_in_names());
    let code = generate(Source {
        document: &document,
        names: Some(&names),
    })
    .unwrap();
    assert_eq!(code.unused_names, Vec::<String>::new());
    let checked_in = files_below(&root().join(GENERATED));
    let paths = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(&code.files), paths(&checked_in));
    for (path, text) in &checked_in {
        // `assert_eq` would print both files.
        assert!(code.files[path] == *text, "{path} differs");
    }
    let script = documents::file("astro-api/build.rs");
    for fact in ["astro-v1.yaml", "astro-v1.names.yaml", "generate(Source {"] {
        assert!(script.contains(fact), "astro-api/build.rs without {fact}");
    }
}

/// A package can only contain files below its folder, so the crate has copies of the document and the table of names.
#[test]
fn the_crate_has_copies_of_the_documents() {
    for name in ["astro-v1.yaml", "astro-v1.names.yaml"] {
        let [original, copy] =
            ["openapi", "astro-api/openapi"].map(|f| documents::file(&format!("{f}/{name}")));
        assert!(original == copy, "run `cargo xtask compose`");
    }
}

/// A checkout without symbolic links, as by Git on Windows, builds and passes the tests.
#[test]
fn the_repository_has_no_symbolic_links() {
    fn links_below(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let is_ours = !path.ends_with("target") && !path.ends_with(".git");
            if path.is_symlink() && is_ours {
                found.push(path);
            } else if path.is_dir() && is_ours {
                links_below(&path, found);
            }
        }
    }
    let mut found = Vec::new();
    links_below(&root(), &mut found);
    assert_eq!(found, Vec::<PathBuf>::new());
}
