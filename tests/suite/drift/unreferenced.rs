//! A snapshot that no test refers to is never checked.

use std::process::Command;

use astro_api_tests::root;
use xtask::Exit;

use super::{Sandbox, check_snapshot, xtask};

const FOLDER: &str = "tests/suite/snapshots";

/// Three snapshots, one of them in a folder, and a pending one from insta.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::empty();
    for name in ["one.snap", "two.snap", "deep/three.snap", "one.snap.new"] {
        sandbox.write(&format!("{FOLDER}/{name}"), "");
    }
    sandbox
}

/// Writes the file that insta would, with one line per name.
fn references(sandbox: &Sandbox, names: &[&str]) {
    let lines: String = names
        .iter()
        .map(|name| format!("{}\n", sandbox.path(name).display()))
        .collect();
    sandbox.write("references.txt", &lines);
}

#[test]
fn all_snapshots_are_referenced() {
    let sandbox = sandbox();
    references(
        &sandbox,
        &[
            "tests/suite/snapshots/one.snap",
            "tests/suite/snapshots/two.snap",
            // Twice, because two tests may share one; the second with a path as insta forms it.
            "tests/suite/snapshots/two.snap",
            "tests/suite/deep/../snapshots/deep/three.snap",
            // Missing snapshots are reported by the tests themselves.
            "tests/suite/snapshots/four.snap",
        ],
    );
    // `..` traverses a folder, which must therefore exist.
    sandbox.write("tests/suite/deep/mod.rs", "");
    let text = sandbox.output_of("snapshots [root]/references.txt", Exit::Success);
    assert_eq!(text, "tests/suite: all 3 snapshots are referenced\n");
}

#[test]
fn unreferenced_snapshots_are_listed() {
    let sandbox = sandbox();
    references(&sandbox, &["tests/suite/snapshots/two.snap"]);
    let text = sandbox.output_of("snapshots [root]/references.txt", Exit::Findings);
    check_snapshot("unreferenced", &text);
}

/// Without references, every snapshot would count as unreferenced, and all would be deleted.
#[test]
fn missing_or_empty_references_file_is_an_error() {
    let sandbox = sandbox();
    let text = sandbox.output_of("snapshots [root]/references.txt", Exit::Error);
    assert!(
        text.starts_with("error: failed to open file `[root]/references.txt`: "),
        "{text}"
    );
    sandbox.write("references.txt", "\n");
    let text = sandbox.output_of("snapshots [root]/references.txt", Exit::Error);
    assert_eq!(
        text,
        "error: [root]/references.txt is empty: run all tests with INSTA_SNAPSHOT_REFERENCES_FILE set to its absolute path\n"
    );
}

/// The file format is insta's: one test is run with it, and only the snapshot of that test is referenced.
#[test]
fn reads_the_references_file_that_insta_writes() {
    let name = "INSTA_SNAPSHOT_REFERENCES_FILE";
    let ci = crate::documents::file("xtask/src/ci/mod.rs");
    assert!(ci.contains(name), "`cargo xtask ci` does not set {name}");
    let sandbox = Sandbox::empty();
    let file = sandbox.path("references.txt");
    Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "drift::unreferenced::unreferenced_snapshots_are_listed",
        ])
        .env(name, &file)
        .env("INSTA_UPDATE", "no")
        .output()
        .unwrap();
    let (exit, text) = xtask(&root(), &format!("snapshots {}", file.display()));
    assert_eq!(exit, Exit::Findings, "{text}");
    assert!(
        text.contains("tests/suite/snapshots/drift/bound.snap\n"),
        "{text}"
    );
    assert!(!text.contains("drift/unreferenced.snap"), "{text}");
}
