//! `cargo xtask sync`: takes a newer document into the repository.

mod alike;
mod backup;
mod merge;
mod parts;
#[cfg(test)]
mod random;
mod review;
mod trial;
mod uses;
mod yaml;

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
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
    references, while_doing,
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
            "the generator does not take the newer document: {}; unless that says what to do, mend it with a step in \
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
    let tried = replace(root, &texts, out).and_then(|()| match options.without_tests {
        true => Ok(trial::Outcome::default()),
        false => trial::run(root, out),
    });
    let tried = match tried {
        Ok(tried) => tried,
        Err(reason) => {
            return Err(match backup.restore(root) {
                Ok(()) => format!("{reason}; everything stands as it was before"),
                Err(e) => format!(
                    "{reason}; and {e}: `git checkout -- openapi {OUT}` brings back what was committed"
                ),
            });
        }
    };
    let review = review::text(&ours.value, &merged, &report, &tried);
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
             of xtask/src/sync/merge. Nothing was replaced",
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
