//! `cargo xtask drift`: what a newer document does to the released crate and to its users.

use std::{fs, io::Write, path::Path};

use astro_api_codegen::Source;
use astro_api_drift::{
    compare,
    exceptions::Exceptions,
    generator,
    report::{FailOn, Format, Report},
};
use clap::Args;
use serde_json::Value;

use crate::{
    Exit,
    canonical::{self, canonical},
    compose::{self, OVERLAYS, UPSTREAM, compose},
    fetch,
    generate::NAMES,
    git, overlay, while_doing,
};

/// Where Astronomer publishes its document.
pub(crate) const PUBLISHED: &str = "https://api.astronomer.io/spec/v1.0";
/// The findings that somebody has accepted.
const EXCEPTIONS: &str = "openapi/drift-exceptions.toml";

/// What to compare, and what to make of it.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The newer document, in YAML or JSON
    #[arg(long, value_name = "FILE|URL", default_value = PUBLISHED)]
    against: String,
    /// The older document: a file, or a revision of git, with the file if it is not the checked-in one
    #[arg(long, value_name = "FILE|REVISION[:FILE]", default_value = UPSTREAM)]
    base: String,
    /// How to write the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 when there is a finding at least this bad that nobody has accepted
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Break)]
    fail_on: FailOn,
    /// List each place of a change without effect, which is otherwise counted; JSON, and `--fail-on any`, list it anyway
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit, String> {
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
    // What makes the command fail is listed.
    let written = if options.all || options.fail_on == FailOn::Any {
        report.write_all(options.format, file, out)
    } else {
        report.write(options.format, file, out)
    };
    written.map_err(while_doing("print"))?;
    Ok(if options.fail_on.fails(&report) {
        Exit::Found
    } else {
        Exit::Fine
    })
}

/// Reads a document from a file or an address, and gives its canonical form.
pub(crate) fn read(source: &str) -> Result<Value, String> {
    Ok(canonical(&canonical::parse(&fetch::text(source)?, source)?))
}

/// Compares two documents in their canonical form, the older one first, each with its table of names, and marks what is
/// accepted. The generator is asked about what overlays make of them.
pub(crate) fn report(
    root: &Path,
    [old, new]: [&Value; 2],
    [old_names, new_names]: [&str; 2],
) -> Result<Report, String> {
    let path = root.join(EXCEPTIONS);
    let exceptions = match fs::read_to_string(&path) {
        Ok(text) => Exceptions::parse(&text)
            .map_err(|e| format!("{EXCEPTIONS} is no list of exceptions: {e}"))?,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Exceptions::default(),
        Err(e) => return Err(format!("cannot read {}: {e}", path.display())),
    };
    let mut findings = compare(old, new);
    let actions = overlay::read(root, OVERLAYS)?;
    let [old, new] = [compose(old, &actions)?.text, compose(new, &actions)?.text];
    let [old, new] = [(&old, old_names), (&new, new_names)].map(|(document, names)| Source {
        document,
        names: Some(names),
    });
    let answer = generator::check(old, new);
    findings.extend(answer.findings);
    let mut report = Report::new(findings, answer.message);
    exceptions.apply(&mut report, &today());
    Ok(report)
}

/// The table of names that is checked in.
pub(crate) fn names(root: &Path) -> Result<String, String> {
    let path = root.join(NAMES);
    fs::read_to_string(&path).map_err(while_doing(format!("read {}", path.display())))
}

/// The older document, and its table of names if that is another than the checked-in one.
fn base(root: &Path, base: &str) -> Result<(Value, Option<String>), String> {
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

/// A file as it was at a revision.
fn at_revision(root: &Path, revision: &str, file: &str) -> Result<String, String> {
    let object = format!("{revision}:{file}");
    git::output(root, &["show", "--end-of-options", &object]).map_err(|reason| {
        format!("`{revision}` is neither a file nor a revision of git that has {file}: {reason}")
    })
}

/// The date, in UTC, as `YYYY-MM-DD`.
fn today() -> String {
    let now = chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now());
    now.date_naive().to_string()
}
