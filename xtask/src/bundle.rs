//! `cargo xtask bundle`: the parts of the document → the document.
//!
//! A part holds what belongs to one resource: its `paths:`, and the `schemas:` that only it uses. The parts are joined as
//! text, so that comments and the layout of the prose stay as their authors made them.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use clap::Args;

use crate::{Exit, while_doing};

/// Where the parts are.
pub(crate) const PARTS: &str = "openapi/v1";
/// The part that holds all that is not a path or a schema.
pub(crate) const FRAME: &str = "document.yaml";
/// What is made of them.
const DOCUMENT: &str = "openapi/astro-v1.yaml";
/// The command that mends what a check finds.
const REMEDY: &str = "cargo xtask bundle";
/// What the document begins with.
const HEADER: &str = "# Joined by `cargo xtask bundle` from the parts in openapi/v1. Do not edit: change a part, and run the command again.\n";

/// What to do with the document.
#[derive(Debug, Default, Args)]
pub(crate) struct Options {
    /// Write nothing; say whether the document is what its parts make, and exit with 1 if not
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit, String> {
    let path = root.join(DOCUMENT);
    let new = join(&root.join(PARTS))?;
    let old = fs::read_to_string(&path).unwrap_or_default();
    let (exit, text) = match (old == new, options.check) {
        (true, _) => (Exit::Fine, format!("{DOCUMENT} is up to date")),
        (false, true) => (
            Exit::Found,
            format!("{DOCUMENT} is not what the parts in {PARTS} make; run `{REMEDY}`"),
        ),
        (false, false) => {
            fs::write(&path, new).map_err(while_doing(format!("write {}", path.display())))?;
            (Exit::Fine, format!("{DOCUMENT} was written"))
        }
    };
    writeln!(out, "{text}").map_err(while_doing("print"))?;
    Ok(exit)
}

/// The text of the document that the parts in a folder make.
pub(crate) fn join(folder: &Path) -> Result<String, String> {
    let frame = read(&folder.join(FRAME))?;
    let (head, components) = frame
        .split_once("\ncomponents:\n")
        .ok_or_else(|| format!("{PARTS}/{FRAME} has no `components:`"))?;
    let (mut paths, mut schemas) = (String::new(), String::new());
    for path in parts(folder)? {
        let part = sections(&path, &read(&path)?)?;
        paths.push_str(&part.0);
        // One level deeper than in its part.
        for line in part.1.lines() {
            let indent = if line.is_empty() { "" } else { "  " };
            schemas.push_str(&format!("{indent}{line}\n"));
        }
    }
    Ok(format!(
        "{HEADER}{head}\npaths:\n{paths}components:\n{components}  schemas:\n{schemas}"
    ))
}

/// The files of the parts, but for the frame, in the order in which they are joined.
pub(crate) fn parts(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut names: Vec<PathBuf> = fs::read_dir(folder)
        .and_then(|entries| entries.map(|e| e.map(|e| e.path())).collect())
        .map_err(while_doing(format!("read {}", folder.display())))?;
    names.retain(|path| path.extension().is_some_and(|e| e == "yaml"));
    names.retain(|path| !path.ends_with(FRAME));
    // The order of the names is the same on every machine.
    names.sort();
    Ok(names)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(while_doing(format!("read {}", path.display())))
}

/// The paths and the schemas of a part, without their headings. What belongs to neither is an error.
pub(crate) fn sections(path: &Path, text: &str) -> Result<(String, String), String> {
    let [mut paths, mut schemas] = [String::new(), String::new()];
    let mut is_schema = None;
    for (number, line) in text.lines().enumerate() {
        match (line, is_schema) {
            ("paths:", _) => is_schema = Some(false),
            ("schemas:", _) => is_schema = Some(true),
            (line, Some(false)) => paths.push_str(&format!("{line}\n")),
            (line, Some(true)) => schemas.push_str(&format!("{line}\n")),
            (line, None) if line.is_empty() || line.starts_with('#') => {}
            (_, None) => {
                return Err(format!(
                    "{}:{}: a part begins with `paths:` or `schemas:`",
                    path.display(),
                    number + 1
                ));
            }
        }
    }
    Ok((paths, schemas))
}
