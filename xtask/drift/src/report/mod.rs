//! What was found, in one form for all that finds something: the rules of this crate, and whoever reads real answers.

mod choice;
mod entry;
mod finding;
mod github;
mod markdown;
mod place;
mod summary;
mod text;
mod view;

use std::{fmt, io};

use serde::Serialize;

pub use choice::{FailOn, Format};
pub use finding::{Accepted, Finding};
pub use place::Place;
use view::ReportView;

/// What a finding does to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing.
    None,
    /// Nothing bad, but worth a line in the changelog.
    Minor,
    /// It may hurt; a person must look.
    Risk,
    /// It breaks.
    Break,
}

/// What becomes of the crates that are already released.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Released {
    /// They keep working.
    KeepsWorking,
    /// They may fail or mislead; a person must look.
    AtRisk,
    /// They fail.
    Breaks,
}

/// The part of the version number that has to be counted up in the next release, by
/// [Semantic Versioning](https://semver.org).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Bump {
    /// No release is due.
    None,
    /// Corrections and documentation.
    Patch,
    /// Additions.
    Minor,
    /// Users have to change their programs.
    Major,
}

/// The whole in three answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// What becomes of the crates that are already released.
    pub released: Released,
    /// The version bump that is due.
    pub bump: Bump,
    /// `ok`, or what the generator says of the new document.
    pub generator: String,
}

/// All findings, and what they come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What it comes to. Accepted findings are part of it: that somebody accepts a break does not make it none.
    pub verdict: Verdict,
    /// What was found, worst first and then by where it is, each once.
    pub findings: Vec<Finding>,
    /// What is to be said beside the findings, such as an exception that matches none; a sentence each.
    pub notes: Vec<String>,
}

/// What the generator says of a document that it takes.
pub const GENERATOR_OK: &str = "ok";

impl Report {
    /// Sorts the findings, joins those that are the same but for who uses the place, and draws the verdict.
    pub fn new(findings: Vec<Finding>, generator: impl Into<String>) -> Self {
        let findings = finding::merged(findings);
        let worst = findings.iter().map(|f| f.wire).max();
        let released = match worst.unwrap_or(Severity::None) {
            Severity::None | Severity::Minor => Released::KeepsWorking,
            Severity::Risk => Released::AtRisk,
            Severity::Break => Released::Breaks,
        };
        let bump = findings.iter().map(Finding::bump).max();
        Self {
            verdict: Verdict {
                released,
                bump: bump.unwrap_or(Bump::None),
                generator: generator.into(),
            },
            findings,
            notes: Vec::new(),
        }
    }

    /// Whether a finding that nobody has accepted is at least this bad, be it for released crates or for users' programs.
    pub fn has(&self, severity: Severity) -> bool {
        let open = self.findings.iter().filter(|f| f.accepted.is_none());
        open.into_iter().any(|f| f.worst() >= severity)
    }

    /// Writes the report. In the forms for people, equal changes at several places are one entry, and what has no effect on
    /// anybody is counted a rule instead of listed; JSON has everything.
    ///
    /// `file` is what the pointers lead into, as GitHub is to show it; only [`Format::Github`] uses it. Text is written
    /// with colours, which the caller strips where they are not wanted.
    ///
    /// # Errors
    /// When the output cannot be written to.
    pub fn write(&self, format: Format, file: &str, out: &mut dyn io::Write) -> io::Result<()> {
        self.write_shown(&ReportView::folded(self), format, file, out)
    }

    /// Writes the report as [`Report::write`] does, with a line for each finding in every form.
    ///
    /// # Errors
    /// When the output cannot be written to.
    pub fn write_all(&self, format: Format, file: &str, out: &mut dyn io::Write) -> io::Result<()> {
        self.write_shown(&ReportView::all(self), format, file, out)
    }

    fn write_shown(
        &self,
        view: &ReportView<'_>,
        format: Format,
        file: &str,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        match format {
            Format::Text => text::write(self, view, out),
            Format::Json => {
                serde_json::to_writer_pretty(&mut *out, self)?;
                writeln!(out)
            }
            Format::Markdown => markdown::write(self, view, out),
            Format::Github => github::write(self, view, file, out),
        }
    }
}

impl Severity {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Minor => "minor",
            Self::Risk => "risk",
            Self::Break => "break",
        }
    }
}

impl Released {
    /// The sentence for it.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::KeepsWorking => "released crates keep working",
            Self::AtRisk => "released crates are at risk",
            Self::Breaks => "released crates break",
        }
    }
}

impl Bump {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for Bump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
