//! A change of the generated code is reported as well, and other files are left alone.

use std::fs;

use xtask::Exit;

use super::{GENERATED, Sandbox, files_below, shown};

const TYPES: &str = "astro-api/src/generated/types/organization.rs";

/// All cases in one test, because each run of the generator takes time, and each file is reported separately.
#[test]
fn files_spoilt_in_every_way() {
    let sandbox = Sandbox::new();
    let before = files_below(&sandbox.path(GENERATED));
    sandbox.replace(
        TYPES,
        "pub billing_email: Option<String>,",
        "pub billing_email: String,",
    );
    let added_to = format!("{GENERATED}/builder/mod.rs");
    let text = sandbox.read(&added_to);
    sandbox.write(&added_to, &format!("{text}// Mine.\n"));
    // `str::lines` does not detect this one.
    let cut = format!("{GENERATED}/types/mod.rs");
    let text = sandbox.read(&cut);
    sandbox.write(&cut, text.trim_end());
    fs::remove_file(sandbox.path(&format!("{GENERATED}/builder/organization.rs"))).unwrap();
    sandbox.write(&format!("{GENERATED}/types/workspace.rs"), &text);

    let found = sandbox.says("generate --check", Exit::Findings);
    let written = sandbox.says("generate", Exit::Success);
    assert!(
        files_below(&sandbox.path(GENERATED)) == before,
        "the generator leaves something as it was spoilt"
    );
    shown(
        "spoilt",
        &format!("$ cargo xtask generate --check\n{found}\n$ cargo xtask generate\n{written}"),
    );
}

#[test]
fn no_files_at_all() {
    let sandbox = Sandbox::new();
    let before = files_below(&sandbox.path(GENERATED));
    fs::remove_dir_all(sandbox.path(GENERATED)).unwrap();
    let found = sandbox.says("generate --check", Exit::Findings);
    for path in before.keys() {
        assert!(
            found.contains(&format!("{GENERATED}/{path}: is missing\n")),
            "{found}"
        );
    }
    sandbox.says("generate", Exit::Success);
    assert!(files_below(&sandbox.path(GENERATED)) == before);
}

#[test]
fn somebodys_own_file_is_left_alone() {
    let sandbox = Sandbox::new();
    let own = format!("{GENERATED}/types/own.rs");
    sandbox.write(&own, "//! Mine.\n");
    sandbox.says("generate --check", Exit::Success);
    sandbox.says("generate", Exit::Success);
    assert_eq!(sandbox.read(&own), "//! Mine.\n");
}

/// If a file that is not generated is in the way, nothing is written.
#[test]
fn somebodys_own_file_in_the_way_is_left_alone() {
    let sandbox = Sandbox::new();
    sandbox.write(TYPES, "//! Mine.\n");
    let missing = format!("{GENERATED}/builder/mod.rs");
    fs::remove_file(sandbox.path(&missing)).unwrap();
    let found = sandbox.says("generate --check", Exit::Findings);
    let refused = sandbox.says("generate", Exit::Error);
    assert_eq!(sandbox.read(TYPES), "//! Mine.\n");
    assert!(!sandbox.path(&missing).exists());
    shown(
        "in_the_way",
        &format!("$ cargo xtask generate --check\n{found}\n$ cargo xtask generate\n{refused}"),
    );
}
