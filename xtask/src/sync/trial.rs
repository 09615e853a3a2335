//! What is taken in, tried: does the crate compile, and what do the tests that have snapshots say?

use std::{io::Write, path::Path, process::Command};

use crate::{snapshots, target, while_doing};

/// What compiles the crate.
const BUILD: &str = "check --quiet --package astro-api";
/// What runs the tests that have snapshots of what the document gives.
const TESTS: &str =
    "test --quiet --package astro-api-tests --test suite -- tables wire json_schema sync";

/// Makes sure that the crate in a copy of the repository compiles, runs the tests, and says what to do about them. A test
/// that fails is the reader's to mend: what is taken in is right all the same.
pub(super) fn run(root: &Path, stage: &Path, out: &mut dyn Write) -> Result<String, String> {
    // Cargo writes to the terminal by itself, so what was said before must be there first.
    out.flush().map_err(while_doing("print"))?;
    if !cargo(root, stage, BUILD)? {
        return Err(
            "the code that the newer document gives does not compile, see above".to_owned(),
        );
    }
    let passed = cargo(root, stage, TESTS)?;
    let mut review = String::new();
    for path in snapshots::pending(stage)? {
        review += &format!("- {}: see it with `cargo insta review`\n", path.display());
    }
    if !passed {
        review += &format!("- `cargo {TESTS}`: tests failed, see above; mend what they say\n");
    }
    Ok(review)
}

/// Runs cargo, and returns whether it succeeded.
fn cargo(root: &Path, stage: &Path, args: &str) -> Result<bool, String> {
    let status = Command::new("cargo")
        .args(args.split(' '))
        // What is built already is not built again.
        .env("CARGO_TARGET_DIR", target(root))
        .envs([("INSTA_UPDATE", "new"), ("INSTA_FORCE_PASS", "1")])
        .current_dir(stage)
        .status()
        .map_err(while_doing("run cargo"))?;
    Ok(status.success())
}
