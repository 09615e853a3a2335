//! `cargo xtask sync`: takes a newer document into the repository.

mod alike;
mod backup;
mod merge;
mod parts;
mod review;
mod yaml;

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

use astro_api_drift::{
    compare,
    report::{Format, GENERATOR_OK},
};
use clap::Args;
use serde_json::Value;

use crate::{
    Exit,
    bundle::{self, PARTS},
    drift::{self, Document, PUBLISHED},
    generate::{self, OUT, SPEC},
    git, while_doing,
};
use backup::Backup;

/// What to take in.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The newer document, in YAML or JSON
    #[arg(long, value_name = "FILE|URL", default_value = PUBLISHED)]
    from: String,
    /// Write the drift report to this file as well, in Markdown
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Leave out building the crate and running the tests that have snapshots
    #[arg(long)]
    without_tests: bool,
}

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit, String> {
    let ours = Document::read(&root.join(SPEC).display().to_string())?;
    let newer = Document::read(&options.from)?;
    let names = drift::names(root)?;
    let merged = Document::of(merge::merge(&ours.value, &newer.value));
    // Of what it comes to, because whoever publishes the document describes everything in other words.
    let report = drift::report(root, [&ours, &merged], [&names, &names])?;
    report
        .write(Format::Text, SPEC, out)
        .map_err(while_doing("print"))?;
    if let Some(path) = &options.report {
        let mut file =
            fs::File::create(path).map_err(while_doing(format!("write {}", path.display())))?;
        report
            .write(Format::Markdown, SPEC, &mut file)
            .map_err(while_doing(format!("write {}", path.display())))?;
    }
    if report.verdict.generator != GENERATOR_OK {
        return Err(format!(
            "the generator does not take the newer document: {}; mend it with a step in \
             astro-api/codegen/src/normalize, and run the command again. Nothing was replaced",
            report.verdict.generator
        ));
    }
    check(&newer.value, &merged.value)?;
    let merged = merged.value;
    let texts = parts::rewritten(&root.join(PARTS), &merged)?;
    if texts.is_empty() {
        writeln!(
            out,
            "\n{} brings nothing that {SPEC} does not say",
            options.from
        )
        .map_err(while_doing("print"))?;
        return Ok(Exit::Fine);
    }
    let backup = Backup::of(root, &["openapi", OUT])?;
    let replaced = replace(root, &texts, out).and_then(|()| build(root, options));
    if let Err(reason) = replaced {
        backup.restore(root)?;
        return Err(format!("{reason}; everything stands as it was before"));
    }
    let snapshots = if options.without_tests {
        Vec::new()
    } else {
        changed_snapshots(root)?
    };
    let review = review::text(&ours.value, &merged, &report, &snapshots);
    writeln!(out, "\n{review}").map_err(while_doing("print"))?;
    Ok(Exit::Found)
}

/// Makes sure that the newer document, said in our words, means what it meant.
fn check(newer: &Value, merged: &Value) -> Result<(), String> {
    let lost = compare(newer, merged);
    match lost.iter().find(|finding| alike::matters(finding)) {
        None => Ok(()),
        Some(finding) => Err(format!(
            "{} ({}) of the newer document would be lost: what `sync` makes of it is not what it says. This is a fault \
             of xtask/src/sync/merge.rs. Nothing was replaced",
            finding.pointer, finding.name
        )),
    }
}

fn replace(
    root: &Path,
    texts: &BTreeMap<PathBuf, String>,
    out: &mut dyn Write,
) -> Result<(), String> {
    for (path, text) in texts {
        let written = match text.is_empty() {
            true => fs::remove_file(path),
            false => fs::write(path, text),
        };
        written.map_err(while_doing(format!("write {}", path.display())))?;
    }
    bundle::run(root, &bundle::Options::default(), out)?;
    match generate::run(root, &generate::Options::default(), out)? {
        Exit::Fine => Ok(()),
        _ => Err("the table of names does not fit, see above; correct it first".to_owned()),
    }
}

/// Builds the crate, unless that is left out.
fn build(root: &Path, options: &Options) -> Result<(), String> {
    if options.without_tests {
        return Ok(());
    }
    let status = Command::new("cargo")
        .args(["check", "--quiet", "--package", "astro-api"])
        .current_dir(root)
        .status()
        .map_err(while_doing("run cargo"))?;
    match status.success() {
        true => Ok(()),
        false => {
            Err("the code that the newer document gives does not compile, see above".to_owned())
        }
    }
}

/// Runs the tests that have snapshots, and names the snapshots that are to be looked at. A test that fails otherwise says
/// so itself, and is the reader's to mend: what is taken in is right all the same.
fn changed_snapshots(root: &Path) -> Result<Vec<String>, String> {
    Command::new("cargo")
        .args([
            "test",
            "--workspace",
            "--test",
            "suite",
            "--no-fail-fast",
            "--",
        ])
        .args(["tables", "wire", "json_schema"])
        .envs([("INSTA_UPDATE", "new"), ("INSTA_FORCE_PASS", "1")])
        .current_dir(root)
        .status()
        .map_err(while_doing("run cargo"))?;
    // Without git, they are found all the same.
    let names =
        git::output(root, &["ls-files", "--others", "--", "*.snap.new"]).unwrap_or_default();
    Ok(names.lines().map(str::to_owned).collect())
}
