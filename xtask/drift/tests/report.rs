//! The format of a report is stable: programs read it, and exceptions contain its fingerprints.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use astro_api_codegen::Source;
use astro_api_drift::{
    compare, generator,
    report::{Accepted, Bump, Finding, Format, Released, Report, Severity},
    rules,
};
use astro_api_openapi_model::Location;
use serde_json::{Value, json};

use support::checked_in;

fn finding(severities: [Severity; 2]) -> Finding {
    let place = Location::root().child("info").child("a/b~c");
    Finding::new("X01", "made-up", severities, &place, Some(json!(1)), None)
}

fn rendered(report: &Report, format: Format) -> String {
    let mut out = Vec::new();
    report.write(format, "openapi/a,b.yaml", &mut out).unwrap();
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

/// An exception stays valid with another compiler version and on another machine.
#[test]
fn fingerprints_are_stable() {
    assert_eq!(finding([Severity::Risk; 2]).fingerprint, "37705fdbe73aa19c");
    // The name and severity of a rule may change; its id may not.
    assert_eq!(
        finding([Severity::Risk; 2]).fingerprint,
        finding([Severity::None; 2]).fingerprint
    );
}

/// Inserting a parameter or a value before another one changes its pointer, but not its fingerprint.
#[test]
fn fingerprint_does_not_depend_on_position() {
    let old = checked_in();
    let change = |moved: bool| {
        let mut new = old.clone();
        let list = &mut new["paths"]["/organizations"]["get"]["parameters"];
        let list = list.as_array_mut().unwrap();
        list.last_mut().unwrap()["description"] = json!("Another text.");
        if moved {
            list.insert(
                0,
                json!({ "name": "new", "in": "query", "schema": { "type": "string" } }),
            );
        }
        let findings = compare(&old, &new);
        let found = findings.into_iter().find(|f| f.rule == "S06").unwrap();
        (found.pointer, found.fingerprint)
    };
    let [(at, mark), (moved_at, moved_mark)] = [change(false), change(true)];
    assert_ne!(at, moved_at);
    assert_eq!(mark, moved_mark);
}

/// A change of a schema is one finding, with all operations that it affects.
#[test]
fn schema_change_is_one_finding_with_its_operations() {
    let old = checked_in();
    let mut new = old.clone();
    new["components"]["schemas"]["Workspace"]["properties"]["name"]["type"] = json!("integer");
    let report = Report::new(compare(&old, &new), "ok");
    let [found] = report.findings.as_slice() else {
        panic!("{:#?}", report.findings);
    };
    assert_eq!(found.schema.as_deref(), Some("Workspace"));
    assert_eq!(found.operation, None);
    assert_eq!(
        found.pointer,
        "/components/schemas/Workspace/properties/name"
    );
    for user in [
        "GET /organizations/{organizationId}/workspaces",
        "GET /organizations/{organizationId}/workspaces/{workspaceId}",
        "POST /organizations/{organizationId}/workspaces",
    ] {
        assert!(
            found.used_by.iter().any(|u| u == user),
            "{user}: {:?}",
            found.used_by
        );
    }
    assert!(
        !found.used_by.iter().any(|u| u.contains("/teams")),
        "{:?}",
        found.used_by
    );
}

/// Each direction in which a schema is used has its own rule.
#[test]
fn schema_of_both_directions_triggers_a_rule_for_each() {
    let side = |schema: Value| {
        let content =
            json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } });
        json!({
            "openapi": "3.0.3",
            "paths": { "/a": { "post": {
                "requestBody": { "content": content },
                "responses": { "200": { "description": "", "content": content } },
            } } },
            "components": { "schemas": { "Thing": schema } },
        })
    };
    let thing = |values: Value| {
        side(
            json!({ "type": "object", "properties": { "a": { "type": "string", "enum": values } } }),
        )
    };
    let findings = compare(&thing(json!(["x", "y"])), &thing(json!(["x"])));
    let report = Report::new(findings, "ok");
    let rules: Vec<&str> = report.findings.iter().map(|f| f.rule).collect();
    assert_eq!(rules, ["D10", "D36"]);
}

/// The comparison of a recursive schema terminates.
#[test]
fn comparison_of_a_recursive_schema_terminates() {
    let side = |kind: &str| {
        json!({
            "openapi": "3.0.3",
            "paths": { "/a": { "get": { "responses": { "200": { "description": "", "content": {
                "application/json": { "schema": { "$ref": "#/components/schemas/Tree" } },
            } } } } } },
            "components": { "schemas": {
                "Tree": { "type": "object", "properties": {
                    "name": { "type": kind },
                    "children": { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } },
                } },
                "Loop": { "$ref": "#/components/schemas/Loop" },
            } },
        })
    };
    let findings = compare(&side("string"), &side("integer"));
    assert_eq!(findings.iter().map(|f| f.rule).collect::<Vec<_>>(), ["D37"]);
}

/// Text of the document cannot break out of a pull request comment, nor inject a workflow command.
#[test]
fn text_of_the_document_is_escaped() {
    let evil = "a\n::error::b | `c` ``d`` <img> @everyone %";
    let place = Location::root().child(evil);
    let mut found = Finding::new(
        "X01",
        "made-up",
        [Severity::Risk; 2],
        &place,
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

/// Creates findings without effect; a document with rewritten descriptions has hundreds of them.
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
    let place = "in 3 schemas: properties/site";
    let line = format!("  {rules}  {place}");
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
    let mut all = Vec::new();
    report.write_all(Format::Text, "a.yaml", &mut all).unwrap();
    let all = String::from_utf8(all).unwrap();
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
        let places: Vec<usize> = order.iter().map(|rule| find(rule)).collect();
        assert!(places.is_sorted(), "{text}");
    }
}

/// Types have no place in the document: their names share a line.
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
                "without effect  `cargo xtask drift --all` lists each place",
                "  X02 one-word                           1 place",
                "  X06 words                              412 places",
            ],
        ),
        (
            Format::Markdown,
            [
                "Without effect (`cargo xtask drift --all` lists each place): X02 one-word in 1 place, X06 words in 412 places.",
                "<details><summary>1 entry that need no action</summary>",
                "## Schema drift: released crates keep working, version bump minor",
            ],
        ),
        (
            Format::Github,
            [
                "::notice title=Schema drift, without effect::X02 one-word in 1 place, X06 words in 412 places. `cargo xtask drift --all` lists each place.",
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
        let mut all = Vec::new();
        report.write_all(format, "a.yaml", &mut all).unwrap();
        let all = String::from_utf8(all).unwrap();
        assert!(
            all.contains("place300") && !all.contains("412 places"),
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
            text.contains("document: info/a/b~c") && !text.contains("lists each place"),
            "{text}"
        );
    }
}

/// Creates five hundred findings with long values, of which the last three hundred are breaks.
fn report_of_500_findings() -> Report {
    let at = |index: usize| Location::root().child(&format!("place{index}"));
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
    let place = Location::root().child(&long);
    let mut huge = Finding::new(
        "X01",
        "made-up",
        [Severity::Break; 2],
        &place,
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
        let place = Location::root().child(&format!("place{i}"));
        let values = [json!(words[i * 7..].to_owned()), json!(words)].map(Some);
        let [old, new] = values;
        let mut finding = Finding::new("X01", "made-up", [Severity::Break; 2], &place, old, new);
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

/// Each refusal has a line with its place and its whole reason.
#[test]
fn refusals_are_listed_one_by_one() {
    let document = |cookies: &[&str]| {
        let mut paths = json!({});
        for path in ["/a", "/b", "/c"] {
            let parameters: Vec<Value> = cookies
                .iter()
                .map(|name| json!({ "name": name, "in": "cookie", "schema": { "type": "string" } }))
                .collect();
            paths[path] = json!({ "get": {
                "operationId": format!("Get{}", &path[1..]),
                "parameters": parameters,
                "responses": { "204": { "description": "" } },
            } });
        }
        json!({ "openapi": "3.0.3", "info": { "title": "T", "version": "1" }, "paths": paths })
            .to_string()
    };
    let check = |old: &str, new: &str| {
        let [old, new] = [old, new].map(|document| Source {
            document,
            names: Some("types: { Colour: [Nowhere.colour] }"),
        });
        generator::check(old, new)
    };
    let [accepted, one, two] = [document(&[]), document(&["x"]), document(&["x", "y"])];
    let new_refusals = check(&accepted, &two);
    let report = Report::new(new_refusals.findings, new_refusals.message);
    let text = rendered(&report, Format::Text);
    assert!(
        text.contains("The generator refuses the new document in 6 places.\n"),
        "{text}"
    );
    for path in ["/a", "/b", "/c"] {
        for index in [0, 1] {
            let line = format!(
                "  G03 unsupported-construct  GET {path}: parameters/{index}  is a cookie parameter, which is not supported\n"
            );
            assert!(
                text.contains(&line) || text.contains(&line[..70]),
                "{line}: {text}"
            );
        }
    }
    // A refusal that existed before is a note.
    let known = check(&one, &two);
    assert_eq!([known.findings.len(), known.notes.len()], [3, 4]);
    assert_eq!(
        known.message,
        "refuses the new document in 6 places, 3 of them as in the old one"
    );
    // An inserted parameter moves the place, but the refusal is the same one.
    let moved = document(&["x"]).replace(
        "\"parameters\":[",
        "\"parameters\":[{\"name\":\"n\",\"in\":\"query\",\"schema\":{\"type\":\"string\"}},",
    );
    assert_eq!(check(&one, &moved).findings, []);
    // A newly accepted document does not report names that were already out of date.
    let newly_accepted = check(&two, &accepted);
    assert_eq!(newly_accepted.findings, []);
    assert_eq!([newly_accepted.notes.len()], [7]);
}

/// The comparison reports a changed version of OpenAPI; the generator does not report it again.
#[test]
fn openapi_version_change_is_reported_once() {
    let document = |version: &str| json!({ "openapi": version, "info": { "title": "T", "version": "1" }, "paths": {} });
    let [old, new] = ["3.0.3", "3.1.0"].map(document);
    let mut findings = compare(&old, &new);
    let [old, new] = [old.to_string(), new.to_string()];
    let [old, new] = [&old, &new].map(|document| Source {
        document,
        names: None,
    });
    let checked = generator::check(old, new);
    findings.extend(checked.findings);
    let report = Report::new(findings, checked.message);
    let rules: Vec<&str> = report.findings.iter().map(|f| f.rule).collect();
    assert_eq!(rules, ["G01"]);
    let text = rendered(&report, Format::Text);
    assert!(
        text.contains("refuses the new document at #/openapi: is \"3.1.0\""),
        "{text}"
    );
}

/// A finding about the whole document has no pointer to show.
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
