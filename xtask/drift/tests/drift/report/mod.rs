//! The report: programs read its JSON, and no text of a document breaks its formats.

mod entries;
mod fingerprints;
mod limits;

use astro_api_drift::report::{Bump, Finding, Format, Released, Report, Severity};
use astro_api_openapi_model::Location;
use serde_json::{Value, json};

fn finding(severities: [Severity; 2]) -> Finding {
    let location = Location::root().child("info").child("a/b~c");
    Finding::new(
        "X01",
        "made-up",
        severities,
        &location,
        Some(json!(1)),
        None,
    )
}

pub(crate) fn rendered(report: &Report, format: Format) -> String {
    let mut out = Vec::new();
    report.write(format, "openapi/a,b.yaml", &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Writes the report with an entry for each finding.
fn rendered_in_full(report: &Report, format: Format) -> String {
    let mut out = Vec::new();
    report.write_all(format, "a.yaml", &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The members that other programs read.
#[test]
fn json_report_has_stable_members() {
    let report = Report::new(vec![finding([Severity::Risk, Severity::Break])], "ok");
    let rendered: Value = serde_json::from_str(&rendered(&report, Format::Json)).unwrap();
    let expected = json!({
        "findings": [{
            "rule": "X01", "name": "made-up", "wire": "risk", "source": "break",
            "operation": null, "schema": null, "pointer": "/info/a~1b~0c",
            "old": 1, "new": null, "used_by": [], "fingerprint": report.findings[0].fingerprint,
        }],
        "verdict": { "released": "at-risk", "bump": "major", "generator": "ok" },
        "notes": [],
    });
    assert_eq!(rendered, expected);
}

#[test]
fn verdict_follows_from_severities() {
    use Severity::{Break, Minor, None, Risk};
    for (severities, released, bump) in [
        ([None, None], Released::KeepsWorking, Bump::None),
        ([Risk, None], Released::AtRisk, Bump::Patch),
        ([None, Minor], Released::KeepsWorking, Bump::Minor),
        ([None, Risk], Released::KeepsWorking, Bump::Minor),
        ([Break, None], Released::Breaks, Bump::Patch),
        ([None, Break], Released::KeepsWorking, Bump::Major),
    ] {
        let verdict = Report::new(vec![finding(severities)], "ok").verdict;
        assert_eq!(
            (verdict.released, verdict.bump),
            (released, bump),
            "{severities:?}"
        );
    }
    let nothing = Report::new(Vec::new(), "ok");
    assert_eq!(nothing.verdict.bump, Bump::None);
    assert!(!nothing.has(Severity::None));
}

/// Text of the document cannot break out of a pull request comment, nor inject a workflow command.
#[test]
fn text_of_the_document_is_escaped() {
    let evil = "a\n::error::b | `c` ``d`` <img> @everyone %";
    let location = Location::root().child(evil);
    let mut found = Finding::new(
        "X01",
        "made-up",
        [Severity::Risk; 2],
        &location,
        None,
        Some(json!(evil)),
    );
    found.used_by = vec![evil.to_owned()];
    let mut report = Report::new(vec![found], evil);
    report.notes.push(evil.to_owned());
    let github = rendered(&report, Format::Github);
    for line in github.lines() {
        let command = line.strip_prefix("::").unwrap();
        assert!(
            ["warning ", "notice "]
                .iter()
                .any(|c| command.starts_with(c)),
            "{line}"
        );
    }
    assert!(github.contains("file=openapi/a%2Cb.yaml,"), "{github}");
    let markdown = rendered(&report, Format::Markdown);
    let rows = markdown.lines().filter(|l| l.contains("| X01"));
    assert_eq!(rows.count(), 1, "{markdown}");
    let outside_of_code: String = markdown.split("```").step_by(2).collect();
    assert!(!outside_of_code.contains("<img>"), "{outside_of_code}");
    assert!(!outside_of_code.contains("@everyone"), "{outside_of_code}");
}
