//! All findings, with the verdict.

use serde::Serialize;

use super::{
    finding::{self, Finding},
    severity::{Bump, Released, Severity},
};

/// The verdict of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The effect on the crates that are already released.
    pub released: Released,
    /// The version bump that is due.
    pub bump: Bump,
    /// `ok`, `not run`, or a predicate such as `refuses the new document at 2 locations`.
    pub generator: String,
}

/// All findings, with the verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The verdict. Accepted findings count: an accepted break is a break.
    pub verdict: Verdict,
    /// The findings, worst first and then by location, each once.
    pub findings: Vec<Finding>,
    /// Notes in addition to the findings, such as an exception that matches none; a sentence each.
    pub notes: Vec<String>,
}

/// The value of [`Verdict::generator`] for a document that is accepted.
pub const GENERATOR_OK: &str = "ok";

/// The value of [`Verdict::generator`] where there is no new document.
pub const GENERATOR_NOT_RUN: &str = "not run";

impl Report {
    /// Sorts the findings, joins those that differ only in the operations that use the location, and computes the verdict.
    pub fn new(findings: Vec<Finding>, generator: impl Into<String>) -> Self {
        let findings = finding::merge(findings);
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
}
