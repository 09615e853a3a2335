//! `cargo xtask snapshots FILE`: checks that a test references every checked-in snapshot.

use std::{
    collections::BTreeSet,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Result, ensure};
use clap::Args;
use fs_err as fs;
use walkdir::WalkDir;

use crate::exit::Exit;

/// The folder of the snapshots.
const FOLDER: &str = "tests/suite";

/// Where the references are.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The file that all tests wrote with INSTA_SNAPSHOT_REFERENCES_FILE, one path per line
    #[arg(value_name = "FILE")]
    references: PathBuf,
}

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit> {
    let text = fs::read_to_string(&options.references)?;
    // A run without snapshots did not run the tests, and would report every snapshot as unreferenced.
    ensure!(
        !text.trim().is_empty(),
        "{} is empty: run all tests with INSTA_SNAPSHOT_REFERENCES_FILE set to its absolute path",
        options.references.display()
    );
    // The tests record paths with `..` in them. Missing snapshots are reported by the tests.
    let referenced: BTreeSet<PathBuf> = text
        .lines()
        .filter_map(|line| root.join(line).canonicalize().ok())
        .collect();
    let mut present = below(root, ".snap")?;
    let count = present.len();
    present
        .retain(|path| !referenced.contains(&root.join(path).canonicalize().unwrap_or_default()));
    if present.is_empty() {
        writeln!(out, "{FOLDER}: all {count} snapshots are referenced")?;
        return Ok(Exit::Success);
    }
    writeln!(
        out,
        "No test references these snapshots. If all tests ran, remove them:"
    )?;
    for path in present {
        writeln!(out, "  git rm {}", path.display())?;
    }
    Ok(Exit::Findings)
}

/// Lists the pending snapshots, relative to the root of the repository.
pub(crate) fn pending(root: &Path) -> Result<Vec<PathBuf>> {
    below(root, ".snap.new")
}

/// Lists the snapshots with this suffix in order, relative to the root of the repository.
fn below(root: &Path, suffix: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in WalkDir::new(root.join(FOLDER)).sort_by_file_name() {
        let entry = entry?;
        if entry.file_name().to_string_lossy().ends_with(suffix) {
            found.push(entry.path().strip_prefix(root)?.to_owned());
        }
    }
    Ok(found)
}
