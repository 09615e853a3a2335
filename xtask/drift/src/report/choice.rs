//! What the commands that report let one choose.

use clap::ValueEnum;

use super::{Report, Severity};

/// The ways of writing a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a terminal
    Text,
    /// For programs
    Json,
    /// For a pull request
    Markdown,
    // As in https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
    /// Annotations of a GitHub workflow
    Github,
}

/// When a command fails because of what it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Something breaks
    Break,
    /// Something may break
    Risk,
    /// There is any finding
    Any,
    /// Never
    None,
}

impl FailOn {
    /// Whether that report fails. What somebody has accepted does not count.
    pub fn fails(self, report: &Report) -> bool {
        match self {
            Self::Break => report.has(Severity::Break),
            Self::Risk => report.has(Severity::Risk),
            Self::Any => report.has(Severity::None),
            Self::None => false,
        }
    }
}
