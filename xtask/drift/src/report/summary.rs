//! The sentences and values that the formats for people share.

use serde_json::Value;

use super::{
    entry::{Entry, is_name, is_refusal},
    finding::Finding,
    severity::Severity,
    verdict::{GENERATOR_NOT_RUN, GENERATOR_OK, Report},
    view::ReportView,
};
use crate::rules;

/// How many characters of a value are shown.
const MAX_VALUE: usize = 60;
/// How many operations and locations are named.
const MAX_LIST: usize = 3;
/// How many names without a location are named.
const MAX_NAMES: usize = 24;

/// `old → new`, each cut to a readable length, and how often that was seen. The reason of a refusal is whole. Empty if
/// neither value is known.
pub(super) fn change(entry: &Entry<'_>) -> String {
    let findings = entry.findings();
    let Some(finding) = findings.first() else {
        return String::new();
    };
    let change = match (&finding.old, &finding.new) {
        (None, None) => String::new(),
        (None, Some(Value::String(reason))) if is_refusal(finding) => reason.clone(),
        (None, Some(new)) => format!("+ {}", added(entry, new)),
        (Some(old), None) => format!("- {}", added(entry, old)),
        (Some(old), Some(new)) => format!("{} → {}", value(old), value(new)),
    };
    match finding.seen {
        None => change,
        Some(times) => format!("{change} (seen {times}×)").trim_start().to_owned(),
    }
}

/// A value that is added or removed, or the names of several such types.
fn added(entry: &Entry<'_>, only: &Value) -> String {
    let findings = entry.findings();
    if findings.len() < 2 || !findings.iter().all(|f| is_name(f)) {
        return value(only);
    }
    let names = findings
        .iter()
        .filter_map(|f| f.old.as_ref().or(f.new.as_ref()));
    let names: Vec<&str> = names.filter_map(Value::as_str).collect();
    list(&names, MAX_NAMES)
}

fn value(value: &Value) -> String {
    cut(&value.to_string(), MAX_VALUE)
}

/// The text, cut to that many characters.
pub(super) fn cut(text: &str, max: usize) -> String {
    match text.char_indices().nth(max) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The location of a change: its schema or operation, if there is only one, and the path within it.
pub(super) fn location(entry: &Entry<'_>) -> String {
    let path = entry.path().trim_start_matches('/');
    let mut parts = match entry.groups().as_slice() {
        [only] => vec![only.clone()],
        _ => vec![entry.locations()],
    };
    parts.extend((!path.is_empty()).then(|| path.replace("~1", "/").replace("~0", "~")));
    parts.join(": ")
}

/// The schemas and operations of a change, if there are several.
pub(super) fn groups(entry: &Entry<'_>) -> Option<String> {
    let groups = entry.groups();
    let names: Vec<&str> = groups
        .iter()
        .map(|g| g.strip_prefix("schema ").unwrap_or(g))
        .collect();
    (names.len() > 1).then(|| list(&names, MAX_LIST))
}

/// The operations that use what is changed, unless the change is within an operation.
pub(super) fn used_by(entry: &Entry<'_>) -> Option<String> {
    let all = entry.used_by();
    (!all.is_empty()).then(|| list(&all, MAX_LIST))
}

fn list(all: &[&str], longest: usize) -> String {
    let mut text = all[..all.len().min(longest)].join(", ");
    if all.len() > longest {
        text.push_str(&format!(" and {} more", all.len() - longest));
    }
    text
}

/// Until when a change is accepted, and why.
pub(super) fn accepted(entry: &Entry<'_>) -> Option<String> {
    let accepted = entry.findings().first()?.accepted.as_ref()?;
    Some(format!(
        "accepted until {}: {}",
        accepted.until, accepted.reason
    ))
}

/// The fingerprints of a change, one for each location. An exception names one.
pub(super) fn fingerprints(entry: &Entry<'_>) -> String {
    let all: Vec<&str> = entry
        .findings()
        .iter()
        .map(|f| f.fingerprint.as_str())
        .collect();
    let word = if all.len() == 1 {
        "fingerprint"
    } else {
        "fingerprints"
    };
    format!("{word} {}", all.join(" "))
}

/// The verdict in three sentences.
pub(super) fn verdict(report: &Report) -> Vec<String> {
    let verdict = &report.verdict;
    let released = format!("{}.", capital(verdict.released.sentence()));
    let bump = format!("Version bump due: {}.", verdict.bump);
    [released, bump]
        .into_iter()
        .chain(generator(report))
        .collect()
}

/// Whether the generator accepts the new document, if there is one.
pub(super) fn generator(report: &Report) -> Option<String> {
    match report.verdict.generator.as_str() {
        GENERATOR_NOT_RUN => None,
        GENERATOR_OK => Some("The generator accepts the new document.".to_owned()),
        problem => Some(format!("The generator {}.", problem.trim_end_matches('.'))),
    }
}

/// `30 findings in 14 entries: 1 break, 29 minor; 1 accepted, 2 unclassified`.
pub(super) fn count(report: &Report, view: &ReportView<'_>) -> String {
    let all = report.findings.len();
    if all == 0 {
        return "no findings".to_owned();
    }
    let mut text = if all == 1 {
        "1 finding".to_owned()
    } else {
        format!("{all} findings")
    };
    let listed: usize = view.entries.iter().map(|e| e.findings().len()).sum();
    if listed > view.entries.len() {
        let entries = entries(view.entries.len());
        text.push_str(&if listed == all {
            format!(" in {entries}")
        } else {
            format!(", {listed} of them in {entries}")
        });
    }
    let count = |is: &dyn Fn(&Finding) -> bool, word: &str| {
        let count = report.findings.iter().filter(|f| is(f)).count();
        (count > 0).then(|| format!("{count} {word}"))
    };
    let severities = [
        (Severity::Break, "break"),
        (Severity::Risk, "risk"),
        (Severity::Minor, "minor"),
        (Severity::None, "without effect"),
    ];
    let by_severity = severities.map(|(severity, word)| count(&|f| f.worst() == severity, word));
    let by_severity: Vec<String> = by_severity.into_iter().flatten().collect();
    text.push_str(&format!(": {}", by_severity.join(", ")));
    let special = [
        count(&|f| f.accepted.is_some(), "accepted"),
        count(&|f| f.rule == rules::N01.id, rules::N01.name),
    ];
    let special: Vec<String> = special.into_iter().flatten().collect();
    if !special.is_empty() {
        text.push_str(&format!("; {}", special.join(", ")));
    }
    text
}

/// `1 entry`, `14 entries`.
pub(super) fn entries(count: usize) -> String {
    match count {
        1 => "1 entry".to_owned(),
        count => format!("{count} entries"),
    }
}

pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}
