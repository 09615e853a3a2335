//! Refusals of the generator are findings, or notes if it refused both documents.

use std::collections::BTreeMap;

use astro_api_codegen::Source;
use astro_api_drift::{
    compare, generator,
    report::{Format, Report},
};
use astro_api_openapi_model::{Document, merge_all_of};
use serde_json::{Value, json};

use crate::{
    report::rendered,
    support::{
        case::cases,
        pairs::{self, DIRECTIONS, Direction},
    },
};

/// Each refusal has a line with its location and its whole reason.
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
        text.contains("The generator refuses the new document at 6 locations.\n"),
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
        "refuses the new document at 6 locations, 3 of them as in the old one"
    );
    // An inserted parameter moves the location, but the refusal is the same one.
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

/// The comparison treats an `allOf` as one object exactly if the generator makes a struct of it.
#[test]
fn all_of_is_merged_if_the_generator_merges_it() {
    let sections = cases().into_iter().flat_map(|c| [c.old, c.new]);
    let documents = sections.map(|side| side.document);
    let grid = DIRECTIONS.into_iter().flat_map(pairs::objects);
    let thing = json!({ "$ref": "#/components/schemas/Thing" });
    let not_merged = [
        json!([{ "type": "string" }, { "maxLength": 3 }]),
        json!([{ "$ref": "#/components/schemas/Other" }, { "minProperties": 1 }]),
        json!([{ "$ref": "#/components/schemas/Other" }, { "type": "object" }, { "not": { "required": ["x"] } }]),
        json!([{ "$ref": "#/components/schemas/Kind" }, { "enum": ["a"] }]),
    ];
    let not_merged = not_merged.map(|parts| {
        let schema = json!({ "allOf": parts });
        pairs::document_using(Direction::Response, &thing, &[("Thing", schema)])
    });
    let mut merged = BTreeMap::new();
    let grid = grid.map(|(_, document)| document);
    for document in documents.chain(grid).chain(not_merged) {
        let text = document.to_string();
        let source = Source {
            document: &text,
            names: None,
        };
        let Ok(code) = astro_api_codegen::generate(source) else {
            continue;
        };
        let types = code.facts.types;
        let code: String = code.files.into_values().collect();
        let model = Document::new(&document);
        for (name, schema) in model.schemas() {
            let parts = schema.child("allOf").into_iter();
            let parts: Vec<_> = parts.flat_map(|parts| parts.items()).collect();
            let is_reference = matches!(parts.as_slice(), [only] if only.text("$ref").is_some());
            if parts.is_empty() || is_reference || !types.contains(name) {
                continue;
            }
            // Progenitor merges more, but its structs are exhaustive.
            let is_struct = code.contains(&format!("#[non_exhaustive]\npub struct {name} {{"));
            let is_merged = merge_all_of(model, schema.value).is_some();
            assert_eq!(is_merged, is_struct, "{name}: {}", schema.value);
            *merged.entry(is_merged).or_insert(0) += 1;
        }
    }
    assert!(merged[&true] > 10 && merged[&false] > 1, "{merged:?}");
}
