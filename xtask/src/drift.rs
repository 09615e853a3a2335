//! `cargo xtask drift`: compares a newer document with the checked-in one, and reports the effect on released crates and
//! users.

use std::{io::Write, path::Path};

use anyhow::{Context, Result, anyhow};
use astro_api_codegen::Source;
use astro_api_drift::{
    compare,
    exceptions::Exceptions,
    generator,
    report::{FailOn, Format, Report},
};
use clap::Args;
use fs_err as fs;
use serde_json::Value;

use crate::{
    canonical::{self, canonical},
    compose::{self, compose},
    exit::Exit,
    fetch, git, overlay,
    repository::{NAMES, OVERLAYS, UPSTREAM},
};

/// The URL of the published document.
pub(crate) const PUBLISHED: &str = "https://api.astronomer.io/spec/v1.0";
/// The accepted findings.
const EXCEPTIONS: &str = "openapi/drift-exceptions.toml";

/// What to compare, and how to report it.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The new document, in YAML or JSON
    #[arg(long, value_name = "FILE|URL", default_value = PUBLISHED)]
    against: String,
    /// The old document: a file, a URL, or a Git revision with the path of the file (default: the checked-in document)
    #[arg(long, value_name = "FILE|REVISION[:FILE]", default_value = UPSTREAM)]
    base: String,
    /// Format of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Minimum severity that fails the run; accepted findings do not count
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Break)]
    fail_on: FailOn,
    /// List each finding, including changes without effect, which are otherwise counted; implied by `--format json` and `--fail-on any`
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit> {
    let (old, old_names) = base(root, &options.base)?;
    let new = read(&options.against)?;
    let names = names(root)?;
    let report = report(
        root,
        [&old, &new],
        [old_names.as_deref().unwrap_or(&names), &names],
    )?;
    let file = if fetch::is_url(&options.against) {
        UPSTREAM
    } else {
        &options.against
    };
    // A finding that fails the run is listed.
    if options.all || options.fail_on == FailOn::Any {
        report.write_all(options.format, file, out)?;
    } else {
        report.write(options.format, file, out)?;
    }
    Ok(if options.fail_on.fails(&report) {
        Exit::Findings
    } else {
        Exit::Success
    })
}

/// Reads a document from a file or a URL, in its canonical form.
pub(crate) fn read(source: &str) -> Result<Value> {
    Ok(canonical(&canonical::parse(&fetch::text(source)?, source)?))
}

/// Compares two documents in their canonical form, the old one first, each with its table of names, and marks accepted
/// findings. The generator runs on the documents with their overlays.
pub(crate) fn report(
    root: &Path,
    [old, new]: [&Value; 2],
    [old_names, new_names]: [&str; 2],
) -> Result<Report> {
    let path = root.join(EXCEPTIONS);
    let exceptions = match fs::read_to_string(&path) {
        Ok(text) => Exceptions::parse(&text)
            .map_err(|e| anyhow!("{EXCEPTIONS} is not a valid list of exceptions: {e}"))?,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Exceptions::default(),
        Err(e) => return Err(e.into()),
    };
    let mut findings = compare(old, new);
    let actions = overlay::read(root, OVERLAYS)?;
    let [old, new] = [compose(old, &actions)?.text, compose(new, &actions)?.text];
    let [old, new] = [(&old, old_names), (&new, new_names)].map(|(document, names)| Source {
        document,
        names: Some(names),
    });
    let generated = generator::check(old, new);
    generated.add_to(&mut findings);
    let mut report = Report::new(findings, generated.message);
    report.notes = generated.notes;
    exceptions.apply(&mut report, &today());
    Ok(report)
}

/// The table of names that is checked in.
pub(crate) fn names(root: &Path) -> Result<String> {
    Ok(fs::read_to_string(root.join(NAMES))?)
}

/// Returns the old document, and its table of names if that differs from the checked-in one.
fn base(root: &Path, base: &str) -> Result<(Value, Option<String>)> {
    if base == UPSTREAM {
        return Ok((canonical(&compose::upstream(root)?), None));
    }
    if fetch::is_url(base) || Path::new(base).exists() {
        return Ok((read(base)?, None));
    }
    let (revision, file) = base.split_once(':').unwrap_or((base, UPSTREAM));
    let document = canonical::parse(&at_revision(root, revision, file)?, base)?;
    Ok((
        canonical(&document),
        Some(at_revision(root, revision, NAMES)?),
    ))
}

/// Returns a file at a Git revision.
fn at_revision(root: &Path, revision: &str, file: &str) -> Result<String> {
    let object = format!("{revision}:{file}");
    git::output(root, &["show", "--end-of-options", &object])
        .with_context(|| format!("`{revision}` is neither a file nor a Git revision with {file}"))
}

/// Returns the current UTC date as `YYYY-MM-DD`.
fn today() -> String {
    let now = chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now());
    now.date_naive().to_string()
}
