//! The findings that a report for people lists, joins or counts.

use astro_api_drift::{
    compare,
    report::{Accepted, Finding, Format, Report, Severity},
    rules,
};
use astro_api_openapi_model::Location;
use serde_json::{Value, json};

use super::{finding, rendered, rendered_in_full};

/// Creates a document that returns the schemas `A` and `B` and accepts `C`, each with the property `name` and the
/// members of `more`.
fn three_schemas(more: &Value) -> Value {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let content = |name: &str| json!({ "application/json": { "schema": reference(name) } });
    let mut properties = json!({ "name": { "type": "string" } });
    properties
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let schema = json!({ "type": "object", "properties": properties });
    json!({
        "openapi": "3.0.3",
        "paths": {
            "/a": { "get": { "responses": { "200": { "description": "", "content": content("A") } } } },
            "/b": { "post": {
                "requestBody": { "content": content("C") },
                "responses": { "200": { "description": "", "content": content("B") } },
            } },
        },
        "components": { "schemas": { "A": schema, "B": schema, "C": schema } },
    })
}

/// The same change in several schemas is one entry, in whatever direction they are used.
#[test]
fn equal_changes_are_one_entry() {
    let old = three_schemas(&json!({}));
    let new =
        three_schemas(&json!({ "site": { "type": "string" }, "size": { "type": "integer" } }));
    let report = Report::new(compare(&old, &new), "ok");
    assert_eq!(report.findings.len(), 6);
    let text = rendered(&report, Format::Text);
    assert!(
        text.contains("\n6 findings in 2 entries: 6 minor.\n"),
        "{text}"
    );
    let rules = "D34 response-field-added, D08 request-optional-added";
    let location = "in 3 schemas: properties/site";
    let line = format!("  {rules}  {location}");
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|l| *l == line);
    let at = at.unwrap_or_else(|| panic!("{line}: {text}"));
    assert_eq!(lines[at + 1], "      + {\"type\":\"string\"}", "{text}");
    assert!(lines[at + 2].contains("A, B, C"), "{text}");
    for (format, entry) in [
        (Format::Markdown, "| none | minor | D34"),
        (Format::Github, "::notice file"),
    ] {
        let text = rendered(&report, format);
        let entries: Vec<&str> = text.lines().filter(|l| l.starts_with(entry)).collect();
        assert_eq!(entries.len(), 2, "{text}");
        // Every fingerprint is listed, since an exception names a single finding.
        let marks = report.findings.iter().map(|f| &f.fingerprint);
        assert!(marks.into_iter().all(|m| text.contains(m)), "{text}");
    }
    let all = rendered_in_full(&report, Format::Text);
    assert!(all.contains("\n6 findings: 6 minor.\n"), "{all}");
    assert!(all.contains("schema B: properties/size"), "{all}");
}

/// The worst entry comes first, and the verdict before it.
#[test]
fn worst_finding_comes_first() {
    let at = |name: &str| Location::root().child(name);
    let finding = |rule, severities| {
        Finding::new(
            rule,
            "made-up",
            severities,
            &at(rule),
            Option::None,
            Some(json!(1)),
        )
    };
    use Severity::{Break, Minor, None, Risk};
    let findings = vec![
        finding("X01", [None, Minor]),
        finding("X02", [Risk, None]),
        finding("X03", [None, Break]),
        finding("X04", [Break, None]),
    ];
    let report = Report::new(findings, "ok");
    let order: Vec<&str> = report.findings.iter().map(|f| f.rule).collect();
    assert_eq!(order, ["X04", "X03", "X02", "X01"]);
    for format in [Format::Text, Format::Json, Format::Markdown, Format::Github] {
        let text = rendered(&report, format);
        let find = |what: &str| text.find(what).unwrap_or_else(|| panic!("{what}: {text}"));
        let verdict = match format {
            Format::Json => "{\n  \"verdict\"",
            Format::Text => "Released crates break.\n",
            Format::Markdown => "## Schema drift: released crates break, version bump major\n",
            Format::Github => "::error title=Schema drift::Released crates break. ",
        };
        assert!(text.starts_with(verdict), "{text}");
        let locations: Vec<usize> = order.iter().map(|rule| find(rule)).collect();
        assert!(locations.is_sorted(), "{text}");
    }
}

/// Types have no location in the document: their names share a line.
#[test]
fn types_without_a_location_are_one_entry() {
    let named = |name: &str| rules::D28.finding(&Location::root(), None, Some(json!(name)));
    let report = Report::new(vec![named("Tern"), named("Auk"), named("Gull")], "ok");
    let text = rendered(&report, Format::Text);
    for name in ["Auk", "Gull", "Tern"] {
        assert!(text.contains(name), "{text}");
    }
    assert_eq!(text.matches("D28").count(), 1, "{text}");
}

/// Creates findings without effect; a document with rewritten descriptions has hundreds_of_findings of them.
fn hundreds_of_findings() -> Vec<Finding> {
    let at = |index: usize| Location::root().child(&format!("place{index}"));
    let none = [Severity::None; 2];
    let finding = |rule, name, index| Finding::new(rule, name, none, &at(index), None, None);
    let mut findings: Vec<Finding> = (0..412).map(|i| finding("X06", "words", i)).collect();
    findings.push(finding("X02", "one-word", 0));
    findings.push(Finding::new(
        "X07",
        "addition",
        [Severity::None, Severity::Minor],
        &at(0),
        None,
        None,
    ));
    findings
}

/// Changes without effect do not hide others, and are not lost either.
#[test]
fn findings_without_effect_are_counted() {
    let report = Report::new(hundreds_of_findings(), "ok");
    let addition = report.findings.iter().find(|f| f.rule == "X07").unwrap();
    let addition = addition.fingerprint.clone();
    for (format, expected) in [
        (
            Format::Text,
            [
                "without effect  `cargo xtask drift --all` lists each location",
                "  X02 one-word                           1 location",
                "  X06 words                              412 locations",
            ],
        ),
        (
            Format::Markdown,
            [
                "Without effect (`cargo xtask drift --all` lists each location): X02 one-word at 1 location, X06 words at 412 locations.",
                "<details><summary>1 entry that need no action</summary>",
                "## Schema drift: released crates keep working, version bump minor",
            ],
        ),
        (
            Format::Github,
            [
                "::notice title=Schema drift, without effect::X02 one-word at 1 location, X06 words at 412 locations. `cargo xtask drift --all` lists each location.",
                "::notice title=Schema drift::Released crates keep working. Version bump due: minor. The generator accepts the new document. 414 findings: 1 minor, 413 without effect.",
                "::notice file=openapi/a%2Cb.yaml,title=X07 addition::wire none, source minor; document: place0; fingerprint FINGERPRINT",
            ],
        ),
    ] {
        // With colours, which the command strips if they are not wanted.
        let text = rendered(&report, format)
            .replace("\u{1b}[0m", "")
            .replace("\u{1b}[1m", "")
            .replace("\u{1b}[2m", "");
        let lines: Vec<&str> = text.lines().collect();
        for line in expected {
            let line = line.replace("FINGERPRINT", &addition);
            assert!(lines.contains(&line.as_str()), "{line}: {text}");
        }
        assert!(
            text.contains("X07 addition") && !text.contains("place300"),
            "{text}"
        );
    }
    for format in [Format::Text, Format::Markdown, Format::Github] {
        let all = rendered_in_full(&report, format);
        assert!(
            all.contains("place300") && !all.contains("412 locations"),
            "{all}"
        );
    }
    let json: Value = serde_json::from_str(&rendered(&report, Format::Json)).unwrap();
    assert_eq!(json["findings"].as_array().unwrap().len(), 414);
}

/// Findings in responses must be corrected, and accepted ones are shown, whatever their effect.
#[test]
fn seen_and_accepted_findings_are_listed() {
    let mut seen = finding([Severity::None; 2]);
    seen.seen = Some(2);
    let mut accepted = finding([Severity::None; 2]);
    accepted.accepted = Some(Accepted {
        reason: "So it is.".to_owned(),
        until: "2027-01-31".to_owned(),
    });
    for one in [seen, accepted] {
        let text = rendered(&Report::new(vec![one], "ok"), Format::Text);
        assert!(
            text.contains("document: info/a/b~c") && !text.contains("lists each location"),
            "{text}"
        );
    }
}

/// A finding about the whole document has no pointer.
#[test]
fn finding_about_the_whole_document_has_no_pointer() {
    let risk = [Severity::Risk; 2];
    let found = Finding::new("X01", "made-up", risk, &Location::root(), None, None);
    let report = Report::new(vec![found], "ok");
    let markdown = rendered(&report, Format::Markdown);
    assert!(markdown.contains("| `document` |"), "{markdown}");
    let github = rendered(&report, Format::Github);
    assert!(github.contains("; document; fingerprint"), "{github}");
}
