//! The report for a terminal: the verdict, then one change a line, worst first.

use std::io;

use anstyle::{AnsiColor, Style};

use super::{
    Report, Severity,
    entry::Entry,
    summary,
    view::{LISTS_ALL, ReportView},
};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

pub(super) fn write(
    report: &Report,
    view: &ReportView<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    writeln!(out, "{}", summary::count(report, view))?;
    for sentence in summary::verdict(report) {
        writeln!(out, "{sentence}")?;
    }
    for note in &report.notes {
        writeln!(out, "note: {note}")?;
    }
    let mut severities = None;
    for entry in &view.entries {
        let own = Some((entry.wire(), entry.source()));
        if own != severities {
            let (wire, source) = (entry.wire(), entry.source());
            let [on_wire, on_source] = [style(wire), style(source)];
            writeln!(
                out,
                "\n{BOLD}wire{BOLD:#} {on_wire}{wire}{on_wire:#}, {BOLD}source{BOLD:#} {on_source}{source}{on_source:#}"
            )?;
            severities = own;
        }
        lines(entry, view.is_complete, out)?;
    }
    if !view.counted.is_empty() {
        writeln!(
            out,
            "\n{BOLD}without effect{BOLD:#}  {DIM}`{LISTS_ALL}` lists each place{DIM:#}"
        )?;
        for (rule, places) in view.counts() {
            writeln!(out, "  {rule:<38} {places}")?;
        }
    }
    Ok(())
}

/// A line for the change, and a second one for what does not fit or is needed only where the command may fail.
fn lines(entry: &Entry<'_>, is_complete: bool, out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, "  {}  {}", entry.rules(), summary::place(entry))?;
    let change = summary::change(entry);
    if !change.is_empty() {
        write!(out, "  {change}")?;
    }
    writeln!(out)?;
    let mut more: Vec<String> = Vec::new();
    more.extend(summary::groups(entry));
    let may_fail = entry.worst() >= Severity::Risk;
    if may_fail {
        more.extend(summary::used_by(entry).map(|users| format!("used by {users}")));
    }
    more.extend(summary::accepted(entry));
    // What an exception may have to name.
    if may_fail || entry.is_accepted() || is_complete {
        more.push(summary::fingerprints(entry));
    }
    if !more.is_empty() {
        writeln!(out, "      {DIM}{}{DIM:#}", more.join("; "))?;
    }
    Ok(())
}

fn style(severity: Severity) -> Style {
    match severity {
        Severity::None => DIM,
        Severity::Minor => AnsiColor::Green.on_default(),
        Severity::Risk => AnsiColor::Yellow.on_default(),
        Severity::Break => AnsiColor::Red.on_default().bold(),
    }
}
