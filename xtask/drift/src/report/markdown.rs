//! The report for a pull request: the verdict, then a table of the breaks and risks, and the rest folded away.

use std::{collections::BTreeMap, io};

use super::{
    entry::Entry,
    severity::Severity,
    summary,
    verdict::Report,
    view::{LISTS_ALL, ReportView},
};

/// How many bytes the rows of the tables may have. GitHub accepts 65,536 characters in a comment, and the comment may
/// say more than the report.
const MAX_ROWS: usize = 42_000;
/// How many bytes the notes may have.
const MAX_NOTES: usize = 8_000;
/// How many characters a location or the operations of a row may have.
const MAX_CELL: usize = 600;

pub(super) fn write(
    report: &Report,
    view: &ReportView<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    writeln!(
        out,
        "## Schema drift: {}, version bump {}\n",
        report.verdict.released.sentence(),
        report.verdict.bump
    )?;
    if let Some(generator) = summary::generator(report) {
        writeln!(out, "- {}", escaped(&generator))?;
    }
    writeln!(
        out,
        "- {}.",
        summary::capital(&summary::count(report, view))
    )?;
    notes(report, out)?;
    let (open, rest): (Vec<_>, Vec<_>) = view
        .entries
        .iter()
        .partition(|e| !e.is_accepted() && e.worst() >= Severity::Risk);
    let mut budget = Budget::default();
    if !open.is_empty() {
        writeln!(out)?;
        table(&open, &mut budget, out)?;
    }
    if !rest.is_empty() {
        writeln!(
            out,
            "\n<details><summary>{} that need no action</summary>\n",
            summary::entries(rest.len())
        )?;
        table(&rest, &mut budget, out)?;
        writeln!(out, "\n</details>")?;
    }
    if !budget.omitted.is_empty() {
        let counts: Vec<String> = budget
            .omitted
            .iter()
            .rev()
            .map(|(severity, entries)| format!("{entries} {severity}"))
            .collect();
        writeln!(
            out,
            "\nLeft out, the least severe first, since a comment is limited in size: {}. `--format json` lists all.",
            counts.join(", ")
        )?;
    }
    if !view.counted.is_empty() {
        let counts: Vec<String> = view
            .counts()
            .map(|(rule, locations)| format!("{rule} at {locations}"))
            .collect();
        writeln!(
            out,
            "\nWithout effect (`{LISTS_ALL}` lists each location): {}.",
            counts.join(", ")
        )?;
    }
    Ok(())
}

fn notes(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let mut budget = MAX_NOTES;
    for (index, note) in report.notes.iter().enumerate() {
        let line = format!("- {}", escaped(&summary::cut(note, MAX_CELL)));
        let Some(rest) = budget.checked_sub(line.len()) else {
            let more = report.notes.len() - index;
            return writeln!(out, "- {more} more notes; `--format json` lists all.");
        };
        budget = rest;
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The size of the rows so far, and what has no budget.
#[derive(Default)]
struct Budget {
    used: usize,
    /// How many entries are left out, by their severity.
    omitted: BTreeMap<Severity, usize>,
}

/// A table of as many entries as there is room for. Once one is left out, so are those after it.
fn table(entries: &[&Entry<'_>], budget: &mut Budget, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(
        out,
        "| wire | source | rule | where | change | used by | fingerprint |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|")?;
    for entry in entries {
        let row = row(entry);
        budget.used += row.len();
        if budget.used > MAX_ROWS {
            budget.used = MAX_ROWS;
            *budget.omitted.entry(entry.worst()).or_default() += 1;
        } else {
            writeln!(out, "{row}")?;
        }
    }
    Ok(())
}

fn row(entry: &Entry<'_>) -> String {
    let accepted =
        summary::accepted(entry).map(|text| format!(" ({})", summary::cut(&text, MAX_CELL)));
    let mut location = code(&summary::cut(&summary::location(entry), MAX_CELL));
    if let Some(groups) = summary::groups(entry) {
        location.push_str(&format!(": {}", code(&summary::cut(&groups, MAX_CELL))));
    }
    let used_by = summary::used_by(entry).unwrap_or_default();
    format!(
        "| {} | {} | {}{} | {} | {} | {} | {} |",
        bold(entry.wire()),
        bold(entry.source()),
        entry.rules(),
        escaped(&accepted.unwrap_or_default()),
        location,
        code(&summary::cut(&summary::change(entry), MAX_CELL)),
        escaped(&summary::cut(&used_by, MAX_CELL)),
        fingerprints(entry),
    )
}

/// The fingerprints that a row has room for.
fn fingerprints(entry: &Entry<'_>) -> String {
    const MAX: usize = 12;
    let all = entry.findings();
    let mut shown: Vec<String> = all
        .iter()
        .take(MAX)
        .map(|f| format!("`{}`", f.fingerprint))
        .collect();
    if all.len() > MAX {
        shown.push(format!("and {} more", all.len() - MAX));
    }
    shown.join(" ")
}

fn bold(severity: Severity) -> String {
    match severity {
        Severity::Break | Severity::Risk => format!("**{severity}**"),
        other => other.to_string(),
    }
}

/// A code span in a cell of a table.
fn code(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    // CommonMark requires a fence that is longer than any run of back-ticks inside.
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    let text = text.replace('|', "\\|").replace(['\n', '\r'], " ");
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Escapes text of the document, so that it becomes neither markup nor a mention.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '@' => out.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
