//! The report as annotations of a GitHub workflow.

use std::{collections::BTreeMap, io};

use super::{
    entry::Entry,
    severity::Severity,
    summary,
    verdict::Report,
    view::{LISTS_ALL, ReportView},
};

/// The number of annotations of a level that GitHub shows for one step. It drops those that come later.
const LIMIT: usize = 10;

pub(super) fn write(
    report: &Report,
    view: &ReportView<'_>,
    file: &str,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut budget = Budget::default();
    let level = verdict_level(report);
    budget.take(level);
    let has_notes = !report.notes.is_empty() && budget.take("warning");
    let has_counts = !view.counted.is_empty() && budget.take("notice");
    let annotated: Vec<&Entry<'_>> = view
        .entries
        .iter()
        .filter(|entry| view.is_complete || budget.take(entry_level(entry)))
        .collect();
    let mut verdict = summary::verdict(report);
    verdict.push(format!("{}.", summary::count(report, view)));
    let omitted = view.entries.len() - annotated.len();
    if omitted > 0 {
        verdict.push(format!(
            "{} not annotated, the least severe; `--format text` lists all.",
            summary::entries(omitted)
        ));
    }
    let verdict = data(&verdict.join(" "));
    writeln!(out, "::{level} title=Schema drift::{verdict}")?;
    if has_notes {
        let notes = data(&report.notes.join("\n"));
        writeln!(out, "::warning title=Schema drift, notes::{notes}")?;
    }
    for entry in annotated {
        writeln!(
            out,
            "::{} file={},title={}::{}",
            entry_level(entry),
            property(file),
            property(&entry.rules()),
            data(&message(entry)),
        )?;
    }
    if has_counts {
        let counts: Vec<String> = view
            .counts()
            .map(|(rule, locations)| format!("{rule} at {locations}"))
            .collect();
        let counts = format!("{}. `{LISTS_ALL}` lists each location.", counts.join(", "));
        writeln!(
            out,
            "::notice title=Schema drift, without effect::{}",
            data(&counts)
        )?;
    }
    Ok(())
}

/// The annotations written so far, by level.
#[derive(Default)]
struct Budget(BTreeMap<&'static str, usize>);

impl Budget {
    /// Returns whether there is room for one more.
    fn take(&mut self, level: &'static str) -> bool {
        let used = self.0.entry(level).or_default();
        *used += 1;
        *used <= LIMIT
    }
}

fn verdict_level(report: &Report) -> &'static str {
    if report.has(Severity::Break) {
        "error"
    } else if report.has(Severity::Risk) {
        "warning"
    } else {
        "notice"
    }
}

fn entry_level(entry: &Entry<'_>) -> &'static str {
    match (entry.is_accepted(), entry.worst()) {
        (false, Severity::Break) => "error",
        (false, Severity::Risk) => "warning",
        _ => "notice",
    }
}

fn message(entry: &Entry<'_>) -> String {
    let mut parts = vec![
        format!("wire {}, source {}", entry.wire(), entry.source()),
        summary::location(entry),
    ];
    parts.extend(Some(summary::change(entry)).filter(|c| !c.is_empty()));
    parts.extend(summary::groups(entry));
    parts.extend(summary::used_by(entry).map(|users| format!("used by {users}")));
    parts.extend(summary::accepted(entry));
    parts.push(summary::fingerprints(entry));
    parts.join("; ")
}

/// Escapes the text of an annotation.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes the value of a property of an annotation.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
