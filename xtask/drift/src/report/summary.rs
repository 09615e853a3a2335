//! What all formats for people say in the same words.

use serde_json::Value;

use super::{
    Finding, GENERATOR_OK, Report,
    entry::{Entry, is_name},
    view::ReportView,
};
use crate::rules;

/// How much of a value is shown.
const LONGEST_VALUE: usize = 60;
/// How many operations and places are named.
const LONGEST_LIST: usize = 3;
/// How many names without a place are named.
const LONGEST_NAMES: usize = 24;

/// `old → new`, each cut to a readable length, and how often that was seen; nothing where there is nothing to say.
pub(super) fn change(entry: &Entry<'_>) -> String {
    let findings = entry.findings();
    let Some(finding) = findings.first() else {
        return String::new();
    };
    let change = match (&finding.old, &finding.new) {
        (None, None) => String::new(),
        (None, Some(new)) => format!("+ {}", added(entry, new)),
        (Some(old), None) => format!("- {}", added(entry, old)),
        (Some(old), Some(new)) => format!("{} → {}", value(old), value(new)),
    };
    match finding.seen {
        None => change,
        Some(times) => format!("{change} (seen {times}×)").trim_start().to_owned(),
    }
}

/// What came or went: a value, or the names of several things that have no place.
fn added(entry: &Entry<'_>, only: &Value) -> String {
    let findings = entry.findings();
    if findings.len() < 2 || !findings.iter().all(|f| is_name(f)) {
        return value(only);
    }
    let names = findings
        .iter()
        .filter_map(|f| f.old.as_ref().or(f.new.as_ref()));
    let names: Vec<&str> = names.filter_map(Value::as_str).collect();
    list(&names, LONGEST_NAMES)
}

fn value(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// Where a change is: what it is filed under, if that is one thing, and the way from there.
pub(super) fn place(entry: &Entry<'_>) -> String {
    let path = entry.path().trim_start_matches('/');
    let mut parts = match entry.groups().as_slice() {
        [only] => vec![only.clone()],
        _ => vec![entry.places()],
    };
    parts.extend((!path.is_empty()).then(|| path.replace("~1", "/").replace("~0", "~")));
    parts.join(": ")
}

/// What a change is filed under, where that is several things.
pub(super) fn groups(entry: &Entry<'_>) -> Option<String> {
    let groups = entry.groups();
    let names: Vec<&str> = groups
        .iter()
        .map(|g| g.strip_prefix("schema ").unwrap_or(g))
        .collect();
    (names.len() > 1).then(|| list(&names, LONGEST_LIST))
}

/// The operations that a change reaches, unless it is filed under them.
pub(super) fn used_by(entry: &Entry<'_>) -> Option<String> {
    let all = entry.used_by();
    (!all.is_empty()).then(|| list(&all, LONGEST_LIST))
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

/// What an exception names: one fingerprint for each place.
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

/// The verdict in a sentence for each of its three answers.
pub(super) fn verdict(report: &Report) -> [String; 3] {
    let verdict = &report.verdict;
    [
        format!("{}.", capital(verdict.released.sentence())),
        format!("Version bump due: {}.", verdict.bump),
        if verdict.generator == GENERATOR_OK {
            "The generator takes the new document.".to_owned()
        } else {
            format!("The generator: {}", verdict.generator)
        },
    ]
}

/// `30 findings in 14 entries, 1 of them accepted, 2 of them unclassified`.
pub(super) fn count(report: &Report, view: &ReportView<'_>) -> String {
    let count = |is: fn(&Finding) -> bool| report.findings.iter().filter(|f| is(f)).count();
    let all = report.findings.len();
    if all == 0 {
        return "no findings".to_owned();
    }
    let findings = if all == 1 { "finding" } else { "findings" };
    let mut text = format!("{all} {findings}");
    let listed: usize = view.entries.iter().map(|e| e.findings().len()).sum();
    let entries = match view.entries.len() {
        1 => "1 entry".to_owned(),
        entries => format!("{entries} entries"),
    };
    if listed == all && all > view.entries.len() {
        text.push_str(&format!(" in {entries}"));
    } else if listed > view.entries.len() {
        text.push_str(&format!(", {listed} of them in {entries}"));
    }
    for (number, word) in [
        (count(|f| f.accepted.is_some()), "accepted"),
        (count(|f| f.rule == rules::N01.id), rules::N01.name),
    ] {
        if number > 0 {
            text.push_str(&format!(", {number} of them {word}"));
        }
    }
    text
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}
