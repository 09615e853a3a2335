//! `cargo xtask snapshots FILE`: checks that a test references every checked-in snapshot.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::Args;

use crate::{Exit, while_doing};

/// The folder of the snapshots.
const FOLDER: &str = "tests/suite";

/// Where the references are.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The file that all tests wrote with INSTA_SNAPSHOT_REFERENCES_FILE, one path per line
    #[arg(value_name = "FILE")]
    references: PathBuf,
}

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit, String> {
    let file = options.references.display();
    let text =
        fs::read_to_string(&options.references).map_err(while_doing(format!("read {file}")))?;
    // A run without snapshots did not run the tests, and would report every snapshot as unreferenced.
    if text.trim().is_empty() {
        return Err(format!(
            "{file} is empty: run all tests with INSTA_SNAPSHOT_REFERENCES_FILE set to its absolute path"
        ));
    }
    // The tests record paths with `..` in them. Missing snapshots are reported by the tests.
    let referenced: BTreeSet<PathBuf> = text
        .lines()
        .filter_map(|line| root.join(line).canonicalize().ok())
        .collect();
    let mut present = Vec::new();
    collect(&root.join(FOLDER), ".snap", &mut present)
        .map_err(while_doing(format!("read {FOLDER}")))?;
    present.sort();
    let mut unreferenced = Vec::new();
    for path in &present {
        let full = path
            .canonicalize()
            .map_err(while_doing(format!("find {}", path.display())))?;
        if !referenced.contains(&full) {
            unreferenced.push(path.strip_prefix(root).unwrap_or(path));
        }
    }
    let mut say = |line: String| writeln!(out, "{line}").map_err(while_doing("print"));
    if unreferenced.is_empty() {
        say(format!(
            "{FOLDER}: all {} snapshots are referenced",
            present.len()
        ))?;
        return Ok(Exit::Success);
    }
    say("No test references these snapshots. If all tests ran, remove them:".to_owned())?;
    for path in unreferenced {
        say(format!("  git rm {}", path.display()))?;
    }
    Ok(Exit::Findings)
}

/// Lists the pending snapshots, relative to the root of the repository.
pub(crate) fn pending(root: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    collect(&root.join(FOLDER), ".snap.new", &mut found)
        .map_err(while_doing(format!("read {FOLDER}")))?;
    found.sort();
    let relative = |path: &PathBuf| path.strip_prefix(root).unwrap_or(path).to_owned();
    Ok(found.iter().map(relative).collect())
}

/// Lists the files below a folder with this suffix.
fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            collect(&path, ending, found)?;
        } else if entry.file_name().to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    Ok(())
}
