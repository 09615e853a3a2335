//! What is taken in, tried in a copy of the repository: does it compile, and what do the tests that have snapshots say?

use std::{fs, io, io::Write, path::Path, process::Command};

use crate::{snapshots, target, while_doing};

/// What compiles the crate.
const BUILD: &str = "check --quiet --package astro-api";
/// What runs the tests that have snapshots of what the document gives.
const TESTS: &str =
    "test --quiet --package astro-api-tests --test suite -- tables wire json_schema";

/// Makes sure that the crate in a copy compiles, runs the tests, and says what to do about them. A test that fails is the
/// reader's to mend: what is taken in is right all the same.
pub(super) fn run(copy: &Path, root: &Path, out: &mut dyn Write) -> Result<String, String> {
    // Cargo writes to the terminal by itself, so what was said before must be there first.
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

/// Runs cargo in the copy, and returns whether it succeeded. What is built already is not built again.
fn cargo(copy: &Path, root: &Path, args: &str) -> Result<bool, String> {
    let status = Command::new("cargo")
        .args(args.split(' '))
        .envs([("INSTA_UPDATE", "new"), ("INSTA_FORCE_PASS", "1")])
        .env("CARGO_TARGET_DIR", target(root))
        .current_dir(copy)
        .status();
    Ok(status.map_err(while_doing("run cargo"))?.success())
}

/// Copies a folder, without what builds leave and what git keeps.
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
