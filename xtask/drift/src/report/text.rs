//! The report for a terminal: one finding a line, under what it belongs to.

use std::io;

use anstyle::{AnsiColor, Style};

use super::{
    Finding, Report, Severity,
    shown::{LISTS_ALL, Shown},
    summary,
};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

pub(super) fn write(report: &Report, shown: &Shown<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut group = String::new();
    for finding in &shown.listed {
        let own = finding.group();
        if own != group {
            if !group.is_empty() {
                writeln!(out)?;
            }
            writeln!(out, "{BOLD}{own}{BOLD:#}")?;
            group = own;
        }
        line(finding, out)?;
    }
    if !shown.listed.is_empty() {
        writeln!(out)?;
    }
    if !shown.counted.is_empty() {
        writeln!(
            out,
            "{BOLD}without effect{BOLD:#}  {DIM}`{LISTS_ALL}` lists each place{DIM:#}"
        )?;
        for (rule, places) in shown.counts() {
            writeln!(out, "  {rule:<38} {places}")?;
        }
        writeln!(out)?;
    }
    for note in &report.notes {
        writeln!(out, "note: {note}")?;
    }
    writeln!(out, "{}", summary::count(report))?;
    for sentence in summary::verdict(report) {
        writeln!(out, "{sentence}")?;
    }
    Ok(())
}

fn line(finding: &Finding, out: &mut dyn io::Write) -> io::Result<()> {
    let (wire, source) = (style(finding.wire), style(finding.source));
    write!(
        out,
        "  {} {:<34} wire {wire}{:<5}{wire:#} source {source}{:<5}{source:#} {}",
        finding.rule, finding.name, finding.wire, finding.source, finding.pointer
    )?;
    let change = summary::change(finding);
    if !change.is_empty() {
        write!(out, "  {change}")?;
    }
    if let Some(users) = summary::used_by(finding) {
        write!(out, "  {DIM}used by {users}{DIM:#}")?;
    }
    if let Some(accepted) = &finding.accepted {
        write!(
            out,
            "  accepted until {}: {}",
            accepted.until, accepted.reason
        )?;
    }
    writeln!(out, "  {DIM}[{}]{DIM:#}", finding.fingerprint)
}

fn style(severity: Severity) -> Style {
    match severity {
        Severity::None => DIM,
        Severity::Minor => AnsiColor::Green.on_default(),
        Severity::Risk => AnsiColor::Yellow.on_default(),
        Severity::Break => AnsiColor::Red.on_default().bold(),
    }
}
