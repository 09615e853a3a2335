//! The report for a pull request: the verdict, then a table for all that hurts, and the rest folded away.

use std::io;

use super::{
    Report, Severity,
    entry::Entry,
    summary,
    view::{LISTS_ALL, ReportView},
};

/// How many bytes the rows of the tables may have. GitHub takes 65536 in all, and whoever posts a report may have something
/// to say beside it.
const LONGEST_ROWS: usize = 48_000;

pub(super) fn write(
    report: &Report,
    view: &ReportView<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    writeln!(out, "## Schema drift: {}\n", summary::count(report, view))?;
    for sentence in summary::verdict(report) {
        writeln!(out, "- {}", escaped(&sentence))?;
    }
    for note in &report.notes {
        writeln!(out, "- {}", escaped(note))?;
    }
    let (hurt, rest): (Vec<_>, Vec<_>) = view
        .entries
        .iter()
        .partition(|e| !e.is_accepted() && e.worst() >= Severity::Risk);
    let mut room = LONGEST_ROWS;
    if !hurt.is_empty() {
        writeln!(out)?;
        table(&hurt, &mut room, out)?;
    }
    if !rest.is_empty() {
        writeln!(
            out,
            "\n<details><summary>{} that ask for nothing</summary>\n",
            rest.len()
        )?;
        table(&rest, &mut room, out)?;
        writeln!(out, "\n</details>")?;
    }
    if !view.counted.is_empty() {
        let counts: Vec<String> = view
            .counts()
            .map(|(rule, places)| format!("{rule} in {places}"))
            .collect();
        writeln!(
            out,
            "\nWithout effect (`{LISTS_ALL}` lists each place): {}.",
            counts.join(", ")
        )?;
    }
    Ok(())
}

/// A table of as many entries as there is room for.
fn table(entries: &[&Entry<'_>], room: &mut usize, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(
        out,
        "| rule | wire | source | where | change | used by | fingerprint |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|")?;
    for (index, entry) in entries.iter().enumerate() {
        let row = row(entry);
        let Some(left) = room.checked_sub(row.len()) else {
            *room = 0;
            return writeln!(
                out,
                "\nThere is no room here for {} more; `--format json` has them all.",
                entries.len() - index
            );
        };
        *room = left;
        writeln!(out, "{row}")?;
    }
    Ok(())
}

fn row(entry: &Entry<'_>) -> String {
    let accepted = summary::accepted(entry).map(|text| format!(" ({text})"));
    let mut place = code(&summary::place(entry));
    if let Some(groups) = summary::groups(entry) {
        place.push_str(&format!(": {}", code(&groups)));
    }
    let fingerprints: Vec<String> = entry
        .findings()
        .iter()
        .map(|f| format!("`{}`", f.fingerprint))
        .collect();
    format!(
        "| {}{} | {} | {} | {} | {} | {} | {} |",
        entry.rules(),
        escaped(&accepted.unwrap_or_default()),
        bold(entry.wire()),
        bold(entry.source()),
        place,
        code(&summary::change(entry)),
        escaped(&summary::used_by(entry).unwrap_or_default()),
        fingerprints.join(" "),
    )
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
    // Longer than any run of back-ticks inside, as CommonMark wants it.
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    let text = text.replace('|', "\\|").replace(['\n', '\r'], " ");
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Text of others, which must not become markup, nor mention anybody.
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
