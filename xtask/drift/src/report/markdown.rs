//! The report for a pull request: the verdict, then a table for all that hurts, and the rest folded away.

use std::io;

use super::{
    Finding, Report, Severity,
    shown::{LISTS_ALL, Shown},
    summary,
};

/// How many bytes the rows of the tables may have. GitHub takes 65536 in all, and whoever posts a report may have something
/// to say beside it.
const LONGEST_ROWS: usize = 48_000;

pub(super) fn write(report: &Report, shown: &Shown<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "## Schema drift: {}\n", summary::count(report))?;
    for sentence in summary::verdict(report) {
        writeln!(out, "- {}", escaped(&sentence))?;
    }
    for note in &report.notes {
        writeln!(out, "- {}", escaped(note))?;
    }
    let (hurt, rest): (Vec<_>, Vec<_>) = shown
        .listed
        .iter()
        .partition(|f| f.accepted.is_none() && f.worst() >= Severity::Risk);
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
    if !shown.counted.is_empty() {
        let counts: Vec<String> = shown
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

/// A table of as many findings as there is room for.
fn table(findings: &[&Finding], room: &mut usize, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(
        out,
        "| rule | wire | source | where | change | used by | fingerprint |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|")?;
    for (index, finding) in findings.iter().enumerate() {
        let row = row(finding);
        let Some(left) = room.checked_sub(row.len()) else {
            *room = 0;
            return writeln!(
                out,
                "\nThere is no room here for {} more; `--format json` has them all.",
                findings.len() - index
            );
        };
        *room = left;
        writeln!(out, "{row}")?;
    }
    Ok(())
}

fn row(finding: &Finding) -> String {
    let accepted = finding
        .accepted
        .as_ref()
        .map(|a| format!(" (accepted until {}: {})", a.until, a.reason));
    let place: Vec<String> = finding.place().iter().map(|part| code(part)).collect();
    format!(
        "| {} {}{} | {} | {} | {} | {} | {} | `{}` |",
        finding.rule,
        finding.name,
        escaped(&accepted.unwrap_or_default()),
        bold(finding.wire),
        bold(finding.source),
        place.join(", "),
        code(&summary::change(finding)),
        escaped(&summary::used_by(finding).unwrap_or_default()),
        finding.fingerprint,
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
