//! A change of the generated code is reported as well, and other files are left alone.

use std::fs;

use xtask::Exit;

use super::{GENERATED, Sandbox, check_snapshot, files_below};

const TYPES: &str = "astro-api/src/generated/types/organization.rs";

/// All cases in one test, because each run of the generator takes time, and each file is reported separately.
#[test]
fn detects_and_repairs_damaged_files() {
    let sandbox = Sandbox::new();
    let before = files_below(&sandbox.path(GENERATED));
    sandbox.replace(
        TYPES,
        "pub billing_email: Option<String>,",
        "pub billing_email: String,",
    );
    let appended = format!("{GENERATED}/builder/mod.rs");
    let text = sandbox.read(&appended);
    sandbox.write(&appended, &format!("{text}// Mine.\n"));
    // `str::lines` does not detect this one.
    let truncated = format!("{GENERATED}/types/mod.rs");
    let text = sandbox.read(&truncated);
    sandbox.write(&truncated, text.trim_end());
    fs::remove_file(sandbox.path(&format!("{GENERATED}/builder/organization.rs"))).unwrap();
    sandbox.write(&format!("{GENERATED}/types/workspace.rs"), &text);

    let found = sandbox.output_of("generate --check", Exit::Findings);
    let written = sandbox.output_of("generate", Exit::Success);
    assert!(
        files_below(&sandbox.path(GENERATED)) == before,
        "the generator leaves something as it was spoilt"
    );
    check_snapshot(
        "spoilt",
        &format!("$ cargo xtask generate --check\n{found}\n$ cargo xtask generate\n{written}"),
    );
}

#[test]
fn detects_and_restores_missing_files() {
    let sandbox = Sandbox::new();
    let before = files_below(&sandbox.path(GENERATED));
    fs::remove_dir_all(sandbox.path(GENERATED)).unwrap();
    let found = sandbox.output_of("generate --check", Exit::Findings);
    for path in before.keys() {
        assert!(
            found.contains(&format!("{GENERATED}/{path}: is missing\n")),
            "{found}"
        );
    }
    sandbox.output_of("generate", Exit::Success);
    assert!(files_below(&sandbox.path(GENERATED)) == before);
}

#[test]
fn keeps_files_that_are_not_generated() {
    let sandbox = Sandbox::new();
    let own = format!("{GENERATED}/types/own.rs");
    sandbox.write(&own, "//! Mine.\n");
    sandbox.output_of("generate --check", Exit::Success);
    sandbox.output_of("generate", Exit::Success);
    assert_eq!(sandbox.read(&own), "//! Mine.\n");
}

/// If a file that is not generated is in the way, nothing is written.
#[test]
fn does_not_overwrite_a_file_that_is_not_generated() {
    let sandbox = Sandbox::new();
    sandbox.write(TYPES, "//! Mine.\n");
    let missing = format!("{GENERATED}/builder/mod.rs");
    fs::remove_file(sandbox.path(&missing)).unwrap();
    let found = sandbox.output_of("generate --check", Exit::Findings);
    let refused = sandbox.output_of("generate", Exit::Error);
    assert_eq!(sandbox.read(TYPES), "//! Mine.\n");
    assert!(!sandbox.path(&missing).exists());
    check_snapshot(
        "in_the_way",
        &format!("$ cargo xtask generate --check\n{found}\n$ cargo xtask generate\n{refused}"),
    );
}
