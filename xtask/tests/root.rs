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
fn compose(place: &Path, from: &str, package: Option<&str>) -> [bool; 2] {
    for name in ["one", "two"] {
        checkout(&place.join(name), name);
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .arg("compose")
        .current_dir(place.join(from))
        .env_remove("CARGO_MANIFEST_DIR");
    if let Some(package) = package {
        command.env("CARGO_MANIFEST_DIR", place.join(package));
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    ["one", "two"].map(|name| {
        let made = place.join(name).join("openapi/astro-v1.yaml");
        let is_made =
            fs::read_to_string(&made).is_ok_and(|text| text.contains(&format!("title: {name}\n")));
        let _ = fs::remove_file(made);
        is_made
    })
}

#[test]
fn the_checkout_of_the_call_is_the_one() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    assert_eq!(compose(place, "one", None), [true, false]);
    assert_eq!(compose(place, "two/xtask/src", None), [false, true]);
    assert_eq!(compose(place, "one", Some("two/xtask")), [false, true]);
    assert_eq!(
        compose(place, "one/openapi", Some("one/xtask")),
        [true, false]
    );
}
