//! The commands work on the checkout in which they are called, wherever they were compiled.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{fs, path::Path, process::Command};

/// Creates a checkout whose upstream document identifies it.
fn checkout(folder: &Path, title: &str) {
    for path in ["openapi/overlay", "xtask/src"] {
        fs::create_dir_all(folder.join(path)).unwrap();
    }
    fs::write(folder.join("xtask/Cargo.toml"), "").unwrap();
    let upstream =
        format!("openapi: 3.0.3\ninfo: {{ title: {title}, version: '1' }}\npaths: {{}}\n");
    fs::write(folder.join("openapi/upstream.yaml"), upstream).unwrap();
}

/// Runs compose in a folder, as cargo would run the command of that checkout, and returns the resulting titles of both.
fn compose(parent: &Path, from: &str, package: Option<&str>) -> [bool; 2] {
    for name in ["one", "two"] {
        checkout(&parent.join(name), name);
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .arg("compose")
        .current_dir(parent.join(from))
        .env_remove("CARGO_MANIFEST_DIR");
    if let Some(package) = package {
        command.env("CARGO_MANIFEST_DIR", parent.join(package));
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    ["one", "two"].map(|name| {
        let composed = parent.join(name).join("openapi/astro-v1.yaml");
        let is_composed = fs::read_to_string(&composed)
            .is_ok_and(|text| text.contains(&format!("title: {name}\n")));
        let _ = fs::remove_file(composed);
        is_composed
    })
}

#[test]
fn command_uses_the_checkout_of_the_working_directory() {
    let parent = tempfile::tempdir().unwrap();
    let parent = parent.path();
    assert_eq!(compose(parent, "one", None), [true, false]);
    assert_eq!(compose(parent, "two/xtask/src", None), [false, true]);
    assert_eq!(compose(parent, "one", Some("two/xtask")), [false, true]);
    assert_eq!(
        compose(parent, "one/openapi", Some("one/xtask")),
        [true, false]
    );
}
