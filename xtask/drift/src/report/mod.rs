//! The report: findings, verdict and formats. Shared by the rules of this crate and by the probe of live responses.

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

/// The effect of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// No effect.
    None,
    /// An addition, worth a line in the changelog.
    Minor,
    /// May break; a person must decide.
    Risk,
    /// Breaks.
    Break,
}

/// The effect on the crates that are already released.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Released {
    /// They keep working.
    KeepsWorking,
    /// They may fail or return wrong values; a person must decide.
    AtRisk,
    /// They fail.
    Breaks,
}

/// The part of the version number to increase in the next release, by
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

/// The verdict of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The effect on the crates that are already released.
    pub released: Released,
    /// The version bump that is due.
    pub bump: Bump,
    /// `ok`, `not run`, or a predicate such as `refuses the new document in 2 places`.
    pub generator: String,
}

/// All findings, with the verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The verdict. Accepted findings count: an accepted break is a break.
    pub verdict: Verdict,
    /// The findings, worst first and then by place, each once.
    pub findings: Vec<Finding>,
    /// Notes beside the findings, such as an exception that matches none; a sentence each.
    pub notes: Vec<String>,
}

/// The value of [`Verdict::generator`] for a document that is accepted.
pub const GENERATOR_OK: &str = "ok";

/// The value of [`Verdict::generator`] where there is no new document.
pub const GENERATOR_NOT_RUN: &str = "not run";

impl Report {
    /// Sorts the findings, joins those that differ only in the operations that use the place, and computes the verdict.
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

    /// Returns whether a finding that is not accepted has at least this severity, for released crates or users' programs.
    pub fn has(&self, severity: Severity) -> bool {
        let open = self.findings.iter().filter(|f| f.accepted.is_none());
        open.into_iter().any(|f| f.worst() >= severity)
    }

    /// Writes the report, the verdict first. In the formats for people, equal changes at several places are one entry, and
    /// changes without effect are counted by rule; JSON lists everything.
    ///
    /// `file` is the document that the annotations of [`Format::Github`] name. Text is written with colours; the caller
    /// strips them.
    ///
    /// # Errors
    /// Returns an error if the output cannot be written to.
    pub fn write(&self, format: Format, file: &str, out: &mut dyn io::Write) -> io::Result<()> {
        self.write_shown(&ReportView::folded(self), format, file, out)
    }

    /// Writes the report as [`Report::write`] does, with an entry for each finding in every format.
    ///
    /// # Errors
    /// Returns an error if the output cannot be written to.
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
    /// Returns the word for it.
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
    /// Returns the sentence for it.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::KeepsWorking => "released crates keep working",
            Self::AtRisk => "released crates are at risk",
            Self::Breaks => "released crates break",
        }
    }
}

impl Bump {
    /// Returns the word for it.
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
