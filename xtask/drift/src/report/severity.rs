//! The severity of a finding, and its consequences.

use std::fmt;

use serde::Serialize;

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
