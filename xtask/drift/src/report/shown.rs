//! What a report for people lists, and what it only counts.

use std::collections::BTreeMap;

use super::{Finding, Report, Severity};

/// The command that lists what is only counted.
pub(super) const LISTS_ALL: &str = "cargo xtask drift --all";

/// The findings of a report, as people are shown them.
pub(super) struct Shown<'a> {
    /// Those that get a line each.
    pub(super) listed: Vec<&'a Finding>,
    /// How many there are of each rule, by its id and its name, that get none.
    pub(super) counted: BTreeMap<(&'static str, &'static str), usize>,
}

impl<'a> Shown<'a> {
    pub(super) fn all(report: &'a Report) -> Self {
        Self {
            listed: report.findings.iter().collect(),
            counted: BTreeMap::new(),
        }
    }

    /// Without what has no effect, which is hundreds of lines where somebody else wrote all descriptions.
    pub(super) fn folded(report: &'a Report) -> Self {
        let (folded, listed): (Vec<_>, Vec<_>) =
            report.findings.iter().partition(|f| has_no_effect(f));
        let mut counted = BTreeMap::new();
        for finding in folded {
            *counted.entry((finding.rule, finding.name)).or_default() += 1;
        }
        Self { listed, counted }
    }

    /// A line for each rule that is only counted: `S06 documentation-changed`, `412 places`.
    pub(super) fn counts(&self) -> impl Iterator<Item = (String, String)> {
        self.counted.iter().map(|((rule, name), times)| {
            let places = if *times == 1 { "place" } else { "places" };
            (format!("{rule} {name}"), format!("{times} {places}"))
        })
    }
}

/// Whether neither released crates nor programs notice. What was seen in an answer contradicts the document, and is there
/// to be corrected even if nobody notices.
fn has_no_effect(finding: &Finding) -> bool {
    finding.worst() == Severity::None && finding.seen.is_none() && finding.accepted.is_none()
}
