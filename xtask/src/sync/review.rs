//! What a person has to do once a newer document is taken in.

use std::fmt::Write;

use astro_api_drift::report::{Bump, Finding, Report, Severity};
use serde_json::Value;

use super::trial::Outcome;

/// What to look at, the entry of the changelog, and the version that is due.
pub(super) fn text(ours: &Value, merged: &Value, report: &Report, tried: &Outcome) -> String {
    let mut text = String::from("To review:\n");
    let mut say = |line: std::fmt::Arguments<'_>| {
        // Writing to a text does not fail.
        let _ = writeln!(text, "{line}");
    };
    say(format_args!(
        "- `git diff openapi`: what the newer document changes"
    ));
    let mut foreign = Vec::new();
    added_prose(Some(ours), merged, "", &mut foreign);
    for pointer in &foreign {
        say(format_args!(
            "- {pointer}: write the description in your own words, in its part in openapi/v1"
        ));
    }
    for finding in &report.findings {
        if let (Some(schema), Some(Value::String(value))) = (enumeration(finding), &finding.new) {
            say(format_args!(
                "- {schema}/description: say what `{value}` means"
            ));
        }
    }
    if !tried.snapshots.is_empty() {
        say(format_args!(
            "- `cargo insta review` (from the crate `cargo-insta`):"
        ));
        for path in &tried.snapshots {
            say(format_args!("  - {}", path.display()));
        }
    }
    if let Some(command) = &tried.failed {
        say(format_args!(
            "- `{command}`: tests failed, see above, and not for their snapshots; mend what they say"
        ));
    }
    say(format_args!("\nFor CHANGELOG.md:"));
    let changes = report.findings.iter().filter(|f| f.source > Severity::None);
    let mut lines: Vec<String> = changes.map(entry).collect();
    lines.dedup();
    if lines.is_empty() {
        lines.push("- The documentation follows the API's newest document.".to_owned());
    }
    for line in lines {
        say(format_args!("{line}"));
    }
    let due = match report.verdict.bump {
        Bump::None => "no release is due".to_owned(),
        bump => format!("a {bump} version is due; before 1.0, count a major one as a minor one"),
    };
    say(format_args!("\nVersion: {due}."));
    text
}

/// A line of the changelog.
fn entry(finding: &Finding) -> String {
    let place = finding
        .operation
        .as_deref()
        .or(finding.schema.as_deref())
        .unwrap_or("the document");
    let breaks = match finding.source {
        Severity::Break => "**Breaking:** ",
        _ => "",
    };
    let what = finding.name.replace('-', " ");
    let last = finding.pointer.rsplit('/').next().unwrap_or_default();
    let name = match finding.new.as_ref().or(finding.old.as_ref()) {
        // A value of an enumeration, which stands at a number.
        Some(Value::String(value)) if enumeration(finding).is_some() => value.clone(),
        // A type or an operation, by its own name.
        Some(Value::String(name)) if last.is_empty() || finding.operation.is_some() => name.clone(),
        _ => last.replace("~1", "/").replace("~0", "~"),
    };
    format!("- {breaks}{place}: {what} (`{name}`)")
}

/// The schema whose enumeration has another value, by its pointer.
fn enumeration(finding: &Finding) -> Option<&str> {
    let (list, _) = finding.pointer.rsplit_once('/')?;
    list.strip_suffix("/enum")
}

/// The places of the descriptions that are not ours.
fn added_prose(ours: Option<&Value>, merged: &Value, at: &str, found: &mut Vec<String>) {
    match merged {
        Value::Object(members) => {
            for (key, value) in members {
                let place = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                let old = ours.and_then(|ours| ours.get(key));
                match (key.as_str(), value) {
                    ("description" | "summary", Value::String(_)) if old.is_none() => {
                        found.push(place)
                    }
                    ("example" | "default" | "enum", _) => {}
                    _ => added_prose(old, value, &place, found),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                // The same one, wherever it stood.
                let name = item["name"].as_str();
                let old = ours.and_then(Value::as_array).and_then(|old| match name {
                    Some(name) => old.iter().find(|old| old["name"] == name),
                    None => old.get(index),
                });
                added_prose(old, item, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}
