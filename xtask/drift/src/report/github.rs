//! The report as annotations of a GitHub workflow.

use std::io;

use super::{
    Finding, Report, Severity,
    shown::{LISTS_ALL, Shown},
    summary,
};

pub(super) fn write(
    report: &Report,
    shown: &Shown<'_>,
    file: &str,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    for finding in &shown.listed {
        writeln!(
            out,
            "::{} file={},title={}::{}",
            level(finding),
            property(file),
            property(&format!("{} {}", finding.rule, finding.name)),
            data(&message(finding)),
        )?;
    }
    for (rule, places) in shown.counts() {
        writeln!(
            out,
            "::notice title={}::{}",
            property(&rule),
            data(&format!(
                "without effect, in {places}; `{LISTS_ALL}` lists each"
            ))
        )?;
    }
    for note in &report.notes {
        writeln!(out, "::warning ::{}", data(note))?;
    }
    let verdict = summary::verdict(report).join(" ");
    writeln!(
        out,
        "::notice title=Schema drift::{}",
        data(&format!("{}. {verdict}", summary::count(report)))
    )
}

fn level(finding: &Finding) -> &'static str {
    match (finding.accepted.is_some(), finding.worst()) {
        (false, Severity::Break) => "error",
        (false, Severity::Risk) => "warning",
        _ => "notice",
    }
}

fn message(finding: &Finding) -> String {
    let mut parts = vec![
        finding.place().join(": "),
        format!("wire {}, source {}", finding.wire, finding.source),
    ];
    parts.extend(Some(summary::change(finding)).filter(|c| !c.is_empty()));
    parts.extend(summary::used_by(finding).map(|users| format!("used by {users}")));
    parts.extend(
        finding
            .accepted
            .iter()
            .map(|a| format!("accepted until {}: {}", a.until, a.reason)),
    );
    parts.push(format!("fingerprint {}", finding.fingerprint));
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
