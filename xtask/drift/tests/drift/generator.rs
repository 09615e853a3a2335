//! Refusals of the generator are findings, or notes if it refused both documents.

use astro_api_codegen::Source;
use astro_api_drift::{
    compare, generator,
    report::{Format, Report},
};
use serde_json::{Value, json};

use crate::report::rendered;

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
    // A new_refusals accepted document does not report names that were already out of date.
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
