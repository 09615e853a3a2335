//! What was taken in, tried: does the crate compile, and what do the tests that have snapshots say?

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{snapshots, while_doing};

/// What compiles the crate.
const BUILD: [&str; 4] = ["check", "--quiet", "--package", "astro-api"];
/// What runs the tests that have snapshots of what the document gives.
const TESTS: [&str; 11] = [
    "test",
    "--quiet",
    "--package",
    "astro-api-tests",
    "--test",
    "suite",
    "--",
    "tables",
    "wire",
    "json_schema",
    "sync",
];

/// What the tests said.
#[derive(Default)]
pub(super) struct Outcome {
    /// The snapshots that are to be looked at, from the root of the repository.
    pub(super) snapshots: Vec<PathBuf>,
    /// The command whose failure is not one of snapshots.
    pub(super) failed: Option<String>,
}

/// Makes sure that the crate compiles, and runs the tests that have snapshots. A test that fails is the reader's to mend:
/// what is taken in is right all the same.
pub(super) fn run(root: &Path, out: &mut dyn Write) -> Result<Outcome, String> {
    // Cargo writes to the terminal by itself, so what was said before must be there first.
    out.flush().map_err(while_doing("print"))?;
    if !cargo(root, &BUILD, &[])? {
        return Err(
            "the code that the newer document gives does not compile, see above".to_owned(),
        );
    }
    let snapshots = [("INSTA_UPDATE", "new"), ("INSTA_FORCE_PASS", "1")];
    let passed = cargo(root, &TESTS, &snapshots)?;
    Ok(Outcome {
        snapshots: snapshots::pending(root)?,
        failed: (!passed).then(|| format!("cargo {}", TESTS.join(" "))),
    })
}

/// Runs cargo, and returns whether it succeeded.
fn cargo(root: &Path, args: &[&str], variables: &[(&str, &str)]) -> Result<bool, String> {
    let status = Command::new("cargo")
        .args(args)
        .envs(variables.iter().copied())
        .current_dir(root)
        .status()
        .map_err(while_doing("run cargo"))?;
    Ok(status.success())
}
