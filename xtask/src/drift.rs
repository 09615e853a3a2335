//! `cargo xtask drift`: what a newer document does to the released crate and to its users.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

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
    Exit, fetch,
    generate::{NAMES, SPEC},
    git, while_doing,
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
    /// The older document: a file, or a revision of git at which to take the checked-in one
    #[arg(long, value_name = "FILE|REVISION", default_value = SPEC)]
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
    let new = Document::read(&options.against)?;
    let names = names(root)?;
    let report = report(
        root,
        [&old, &new],
        [old_names.as_deref().unwrap_or(&names), &names],
    )?;
    let file = if fetch::is_url(&options.against) {
        SPEC
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

/// A document, as text and as what the text says.
pub(crate) struct Document {
    pub(crate) text: String,
    pub(crate) value: Value,
}

impl Document {
    /// Reads a document from a file or an address, and makes sure that it is one of OpenAPI, of whatever version.
    pub(crate) fn read(source: &str) -> Result<Self, String> {
        Self::parse(fetch::text(source)?, source)
    }

    /// A document that was made here.
    pub(crate) fn of(value: Value) -> Self {
        Self {
            text: value.to_string(),
            value,
        }
    }

    fn parse(text: String, source: &str) -> Result<Self, String> {
        let value = astro_api_codegen::parse(&text)
            .map_err(|e| format!("{source} is neither YAML nor JSON: {}", e.reason()))?;
        if value.get("openapi").is_none() && value.get("swagger").is_none() {
            return Err(format!(
                "{source} is no OpenAPI document: it has no member `openapi`; check that the address leads to the document itself"
            ));
        }
        Ok(Self { text, value })
    }
}

/// Compares two documents, the older one first, each with its table of names, and marks what is accepted.
pub(crate) fn report(
    root: &Path,
    [old, new]: [&Document; 2],
    [old_names, new_names]: [&str; 2],
) -> Result<Report, String> {
    let path = root.join(EXCEPTIONS);
    let exceptions = match fs::read_to_string(&path) {
        Ok(text) => Exceptions::parse(&text)
            .map_err(|e| format!("{EXCEPTIONS} is no list of exceptions: {e}"))?,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Exceptions::default(),
        Err(e) => return Err(format!("cannot read {}: {e}", path.display())),
    };
    let mut findings = compare(&old.value, &new.value);
    let [old, new] = [(old, old_names), (new, new_names)].map(|(document, names)| Source {
        document: &document.text,
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
fn base(root: &Path, base: &str) -> Result<(Document, Option<String>), String> {
    if base == SPEC {
        let path = root.join(SPEC);
        return Ok((Document::read(&path.display().to_string())?, None));
    }
    if fetch::is_url(base) || PathBuf::from(base).exists() {
        return Ok((Document::read(base)?, None));
    }
    let document = Document::parse(at_revision(root, base, SPEC)?, &format!("{base}:{SPEC}"))?;
    Ok((document, Some(at_revision(root, base, NAMES)?)))
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
