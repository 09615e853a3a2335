//! Selects what a report for people lists, and what it only counts.

use std::collections::BTreeMap;

use super::{entry::Entry, finding::Finding, severity::Severity, verdict::Report};

/// The command that lists what is only counted.
pub(super) const LISTS_ALL: &str = "cargo xtask drift --all";

/// The findings of a report, as the formats for people show them.
pub(super) struct ReportView<'a> {
    /// The listed entries, worst first.
    pub(super) entries: Vec<Entry<'a>>,
    /// The number of findings that are not listed, by id and name of their rule.
    pub(super) counted: BTreeMap<(&'static str, &'static str), usize>,
    /// Whether each finding has an entry of its own.
    pub(super) is_complete: bool,
}

impl<'a> ReportView<'a> {
    /// An entry for each finding.
    pub(super) fn all(report: &'a Report) -> Self {
        Self {
            entries: Entry::each(report.findings.iter()),
            counted: BTreeMap::new(),
            is_complete: true,
        }
    }

    /// An entry for each change. Changes without effect are counted only: most are descriptions.
    pub(super) fn folded(report: &'a Report) -> Self {
        let (folded, listed): (Vec<_>, Vec<_>) =
            report.findings.iter().partition(|f| has_no_effect(f));
        let mut counted = BTreeMap::new();
        for finding in folded {
            *counted.entry((finding.rule, finding.name)).or_default() += 1;
        }
        Self {
            entries: Entry::joined(listed.into_iter()),
            counted,
            is_complete: false,
        }
    }

    /// A line for each rule that is only counted: `S06 documentation-changed`, `412 locations`.
    pub(super) fn counts(&self) -> impl Iterator<Item = (String, String)> {
        self.counted.iter().map(|((rule, name), times)| {
            let locations = if *times == 1 { "location" } else { "locations" };
            (format!("{rule} {name}"), format!("{times} {locations}"))
        })
    }
}

/// Returns whether neither released crates nor programs are affected. A finding in a response of the live API is listed
/// all the same: the document has to be corrected.
fn has_no_effect(finding: &Finding) -> bool {
    finding.worst() == Severity::None && finding.seen.is_none() && finding.accepted.is_none()
}
