//! Verifies an update in a copy of the repository: compiles it, and runs the snapshot tests.

use std::{fs, io, io::Write, path::Path, process::Command};

use crate::{snapshots, target, while_doing};

/// Arguments of the build.
const BUILD: &str = "check --quiet --package astro-api";
/// Arguments of the tests with snapshots that depend on the document.
const TESTS: &str =
    "test --quiet --package astro-api-tests --test suite -- tables wire json_schema";

/// Checks that the crate in a copy compiles, runs the tests, and lists what to do about failures. A failing test is
/// left to the reader to fix: it does not invalidate the update.
pub(super) fn run(copy: &Path, root: &Path, out: &mut dyn Write) -> Result<String, String> {
    // Cargo writes directly to the terminal, so flush earlier output first.
    out.flush().map_err(while_doing("print"))?;
    if !cargo(copy, root, BUILD)? {
        return Err(
            "the code generated from the newer document does not compile, see above".to_owned(),
        );
    }
    let passed = cargo(copy, root, TESTS)?;
    let mut review = String::new();
    for path in snapshots::pending(copy)? {
        fs::copy(copy.join(&path), root.join(&path)).map_err(while_doing("copy a snapshot"))?;
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
fn cargo(copy: &Path, root: &Path, args: &str) -> Result<bool, String> {
    let status = Command::new("cargo")
        .args(args.split(' '))
        .envs([("INSTA_UPDATE", "new"), ("INSTA_FORCE_PASS", "1")])
        .env("CARGO_TARGET_DIR", target(root))
        .current_dir(copy)
        .status();
    Ok(status.map_err(while_doing("run cargo"))?.success())
}

/// Copies a folder, except build output and Git's data.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let name = entry?.file_name();
        let path = from.join(&name);
        if path.is_file() {
            fs::copy(path, to.join(name))?;
        } else if name != "target" && name != ".git" {
            copy(&path, &to.join(name))?;
        }
    }
    Ok(())
}
