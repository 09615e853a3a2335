//! The report for a pull request: the verdict, then a table for all that hurts, and the rest folded away.

use std::io;

use super::{Finding, Report, Severity, summary};

pub(super) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "## Schema drift: {}\n", summary::count(report))?;
    for sentence in summary::verdict(report) {
        writeln!(out, "- {}", escaped(&sentence))?;
    }
    for note in &report.notes {
        writeln!(out, "- {}", escaped(note))?;
    }
    let (hurt, rest): (Vec<_>, Vec<_>) = report
        .findings
        .iter()
        .partition(|f| f.accepted.is_none() && f.worst() >= Severity::Risk);
    if !hurt.is_empty() {
        writeln!(out)?;
        table(&hurt, out)?;
    }
    if !rest.is_empty() {
        writeln!(
            out,
            "\n<details><summary>{} that ask for nothing</summary>\n",
            rest.len()
        )?;
        table(&rest, out)?;
        writeln!(out, "\n</details>")?;
    }
    Ok(())
}

fn table(findings: &[&Finding], out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(
        out,
        "| rule | wire | source | where | change | used by | fingerprint |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|")?;
    for finding in findings {
        let accepted = finding
            .accepted
            .as_ref()
            .map(|a| format!(" (accepted until {}: {})", a.until, a.reason));
        writeln!(
            out,
            "| {} {}{} | {} | {} | {}, {} | {} | {} | `{}` |",
            finding.rule,
            finding.name,
            escaped(&accepted.unwrap_or_default()),
            bold(finding.wire),
            bold(finding.source),
            code(&finding.group()),
            code(&finding.pointer),
            code(&summary::change(finding)),
            escaped(&summary::used_by(finding).unwrap_or_default()),
            finding.fingerprint,
        )?;
    }
    Ok(())
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
