//! The report as annotations of a GitHub workflow.

use std::io;

use super::{
    Report, Severity,
    entry::Entry,
    summary,
    view::{LISTS_ALL, ReportView},
};

pub(super) fn write(
    report: &Report,
    view: &ReportView<'_>,
    file: &str,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let verdict = summary::verdict(report).join(" ");
    writeln!(
        out,
        "::notice title=Schema drift::{}",
        data(&format!("{}. {verdict}", summary::count(report, view)))
    )?;
    for note in &report.notes {
        writeln!(out, "::warning ::{}", data(note))?;
    }
    for entry in &view.entries {
        writeln!(
            out,
            "::{} file={},title={}::{}",
            level(entry),
            property(file),
            property(&entry.rules()),
            data(&message(entry)),
        )?;
    }
    for (rule, places) in view.counts() {
        writeln!(
            out,
            "::notice title={}::{}",
            property(&rule),
            data(&format!(
                "without effect, in {places}; `{LISTS_ALL}` lists each"
            ))
        )?;
    }
    Ok(())
}

fn level(entry: &Entry<'_>) -> &'static str {
    match (entry.is_accepted(), entry.worst()) {
        (false, Severity::Break) => "error",
        (false, Severity::Risk) => "warning",
        _ => "notice",
    }
}

fn message(entry: &Entry<'_>) -> String {
    let mut parts = vec![
        summary::place(entry),
        format!("wire {}, source {}", entry.wire(), entry.source()),
    ];
    parts.extend(Some(summary::change(entry)).filter(|c| !c.is_empty()));
    parts.extend(summary::groups(entry));
    parts.extend(summary::used_by(entry).map(|users| format!("used by {users}")));
    parts.extend(summary::accepted(entry));
    parts.push(summary::fingerprints(entry));
    parts.join("; ")
}

/// What stands behind the `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The value of a property of the command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
