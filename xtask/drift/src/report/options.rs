//! The options of the commands that write a report.

use clap::ValueEnum;

use super::{severity::Severity, verdict::Report};

/// The formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a terminal
    Text,
    /// For programs
    Json,
    /// For a comment on a pull request
    Markdown,
    // As in https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
    /// Annotations of a GitHub workflow
    Github,
}

/// The minimum severity that fails the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// A break
    Break,
    /// A risk or a break
    Risk,
    /// Any finding
    Any,
    /// No finding fails the run
    None,
}

impl FailOn {
    /// Returns whether that report fails the run. Accepted findings do not count.
    pub fn fails(self, report: &Report) -> bool {
        match self {
            Self::Break => report.has(Severity::Break),
            Self::Risk => report.has(Severity::Risk),
            Self::Any => report.has(Severity::None),
            Self::None => false,
        }
    }
}
