//! A report fits where it is shown.

use astro_api_drift::report::{Finding, Format, Report, Severity};
use astro_api_openapi_model::Location;
use serde_json::json;

use super::rendered;

/// Creates five hundred findings with long values, of which the last three hundred are breaks.
fn report_of_500_findings() -> Report {
    let at = |index: usize| Location::root().child(&format!("location{index}"));
    let finding = |index| {
        let severity = if index < 200 {
            Severity::Minor
        } else {
            Severity::Break
        };
        let new = Some(json!("x".repeat(90)));
        Finding::new("X01", "made-up", [severity; 2], &at(index), None, new)
    };
    Report::new((0..500).map(finding).collect(), "ok")
}

/// GitHub rejects comments of more than 65,536 characters. The least severe findings are left out first.
#[test]
fn markdown_fits_into_a_comment() {
    let mut report = report_of_500_findings();
    report.notes = (0..500)
        .map(|i| format!("{i} {}", "y".repeat(900)))
        .collect();
    let markdown = rendered(&report, Format::Markdown);
    assert!(
        (45_000..60_000).contains(&markdown.len()),
        "{}",
        markdown.len()
    );
    let rows = |severity: &str| {
        let start = format!("| {severity} |");
        markdown.lines().filter(|l| l.starts_with(&start)).count()
    };
    let [breaks, minors] = [rows("**break**"), rows("minor")];
    assert!(breaks > 150 && minors == 0, "{markdown}");
    let left_out = format!("in size: {} break, 200 minor.", 300 - breaks);
    assert!(markdown.contains(&left_out), "{left_out}: {markdown}");
    assert!(markdown.contains(" more notes; "), "{markdown}");
}

/// One long row does not displace the others.
#[test]
fn rows_of_markdown_are_bounded() {
    let long = "z".repeat(70_000);
    let location = Location::root().child(&long);
    let mut huge = Finding::new(
        "X01",
        "made-up",
        [Severity::Break; 2],
        &location,
        Some(json!(long)),
        None,
    );
    huge.used_by = vec![long.clone(), long];
    let small = Finding::new(
        "X02",
        "made-up",
        [Severity::Minor; 2],
        &Location::root(),
        None,
        None,
    );
    let markdown = rendered(&Report::new(vec![huge, small], "ok"), Format::Markdown);
    assert!(markdown.len() < 5_000, "{}", markdown.len());
    assert!(markdown.contains("X01") && markdown.contains("X02"));
}

/// GitHub shows ten annotations of a level; the verdict is one of them.
#[test]
fn annotations_are_limited() {
    let github = rendered(&report_of_500_findings(), Format::Github);
    let count = |level: &str| github.lines().filter(|l| l.starts_with(level)).count();
    assert_eq!([count("::error "), count("::notice ")], [10, 10]);
    assert!(
        github.contains("481 entries not annotated, the least severe;"),
        "{github}"
    );
}

/// A terminal has about a hundred columns. Only a single word may be longer.
#[test]
fn lines_of_text_fit_a_terminal() {
    let words = "a value of several words ".repeat(12);
    let users = |count: usize| -> Vec<String> {
        let user = |i| format!("GET /organizations/{{organizationId}}/things-with-long-names/{i}");
        (0..count).map(user).collect()
    };
    let findings = (0..9).map(|i| {
        let location = Location::root().child(&format!("location{i}"));
        let values = [json!(words[i * 7..].to_owned()), json!(words)].map(Some);
        let [old, new] = values;
        let mut finding = Finding::new("X01", "made-up", [Severity::Break; 2], &location, old, new);
        finding.used_by = users(i);
        finding
    });
    let mut report = Report::new(findings.collect(), format!("refuses {words}"));
    report.notes.push(words.clone());
    let text = rendered(&report, Format::Text);
    for line in text.lines() {
        let mut plain = line.to_owned();
        for colour in ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[31m"] {
            plain = plain.replace(colour, "");
        }
        assert!(plain.chars().count() <= 100, "{plain}");
    }
    // Wrapping loses no text.
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(joined.contains(words.trim()), "{joined}");
}
