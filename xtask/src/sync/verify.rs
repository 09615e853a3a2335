//! Verifies an update in a copy of the repository: compiles it, and runs the snapshot tests.

use std::{io::Write, path::Path, process::Command};

use anyhow::{Context, Result, ensure};
use fs_err as fs;
use walkdir::WalkDir;

use crate::{repository::target, snapshots};

/// Arguments of the build.
const BUILD: &str = "check --quiet --package astro-api";
/// Arguments of the tests with snapshots that depend on the document.
const TESTS: &str =
    "test --quiet --package astro-api-tests --test suite -- tables wire json_schema";

/// Checks that the crate in a copy compiles, runs the tests, and lists what to do about failures. A failing test is
/// left to the reader to fix: it does not invalidate the update.
pub(super) fn run(copy: &Path, root: &Path, out: &mut dyn Write) -> Result<String> {
    // Cargo writes directly to the terminal, so flush earlier output first.
    out.flush()?;
    ensure!(
        cargo(copy, root, BUILD)?,
        "the code generated from the newer document does not compile, see above"
    );
    let passed = cargo(copy, root, TESTS)?;
    let mut review = String::new();
    for path in snapshots::pending(copy)? {
        fs::copy(copy.join(&path), root.join(&path))?;
        review += &format!(
            "- {}: review it with `cargo insta review`\n",
            path.display()
        );
    }
    if !passed {
        review += &format!("- `cargo {TESTS}`: tests failed, see above; fix them\n");
    }
    Ok(review)
}

/// Runs cargo in the copy, and returns whether it succeeded. Reuses existing build output.
fn cargo(copy: &Path, root: &Path, args: &str) -> Result<bool> {
    let status = Command::new("cargo")
        .args(args.split(' '))
        .envs([("INSTA_UPDATE", "new"), ("INSTA_FORCE_PASS", "1")])
        .env("CARGO_TARGET_DIR", target(root))
        .current_dir(copy)
        .status()
        .context("cannot run cargo")?;
    Ok(status.success())
}

/// Copies a folder, except build output and Git's data.
pub(super) fn copy(from: &Path, to: &Path) -> Result<()> {
    let files = WalkDir::new(from).into_iter();
    for entry in files.filter_entry(|e| e.file_name() != "target" && e.file_name() != ".git") {
        let entry = entry?;
        let to = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
