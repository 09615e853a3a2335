//! What all formats for people say in the same words.

use serde_json::Value;

use super::{Finding, GENERATOR_OK, Report};

/// How much of a value is shown.
const LONGEST_VALUE: usize = 60;
/// How many operations are named.
const LONGEST_LIST: usize = 3;

/// `old → new`, each cut to a readable length, and how often that was seen; nothing where there is nothing to say.
pub(super) fn change(finding: &Finding) -> String {
    let change = match (&finding.old, &finding.new) {
        (None, None) => String::new(),
        (None, Some(new)) => format!("+ {}", value(new)),
        (Some(old), None) => format!("- {}", value(old)),
        (Some(old), Some(new)) => format!("{} → {}", value(old), value(new)),
    };
    match finding.seen {
        None => change,
        Some(times) => format!("{change} (seen {times}×)").trim_start().to_owned(),
    }
}

fn value(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// The operations that a finding reaches, unless it is filed under its only one.
pub(super) fn used_by(finding: &Finding) -> Option<String> {
    let all = &finding.used_by;
    if all.is_empty() || finding.schema.is_none() && finding.operation.is_some() {
        return None;
    }
    let mut text = all[..all.len().min(LONGEST_LIST)].join(", ");
    if all.len() > LONGEST_LIST {
        text.push_str(&format!(" and {} more", all.len() - LONGEST_LIST));
    }
    Some(text)
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

/// `3 findings, 1 of them accepted`.
pub(super) fn count(report: &Report) -> String {
    let all = report.findings.len();
    let accepted = report
        .findings
        .iter()
        .filter(|f| f.accepted.is_some())
        .count();
    let findings = if all == 1 { "finding" } else { "findings" };
    match (all, accepted) {
        (0, _) => "no findings".to_owned(),
        (_, 0) => format!("{all} {findings}"),
        _ => format!("{all} {findings}, {accepted} of them accepted"),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}
