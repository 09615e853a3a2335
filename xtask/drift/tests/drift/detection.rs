//! Meaningless changes give no finding, and all others give at least one.

use std::collections::BTreeMap;

use astro_api_drift::compare;
use astro_api_mutations::{self as mutations, Meaning};
use serde_json::{Value, json};

use crate::support::checked_in;

/// The number of mutations to try, unless `DRIFT_MUTATIONS` is set.
const MUTATIONS: u64 = 3000;

#[track_caller]
fn assert_no_findings(old: &Value, new: &Value) {
    for (one, other) in [(old, new), (new, old)] {
        let findings = compare(one, other);
        assert!(findings.is_empty(), "{findings:#?}");
    }
}

#[test]
fn yaml_and_json_of_the_same_document_give_no_finding() {
    let document = checked_in();
    let json = astro_api_codegen::parse(&serde_json::to_string_pretty(&document).unwrap());
    assert_no_findings(&document, &json.unwrap());
}

#[test]
fn reordered_members_give_no_finding() {
    let document = checked_in();
    let mut reversed = document.clone();
    mutations::reverse_all(&mut reversed);
    assert_ne!(document.to_string(), reversed.to_string());
    assert_no_findings(&document, &reversed);
}

/// Each `$ref` in a body, a response or a property is replaced by its target, and an `allOf` around it as well, once.
#[test]
fn inlined_references_give_no_finding() {
    let document = checked_in();
    let mut inlined = document.clone();
    let count = mutations::inline(&document, &mut inlined["paths"])
        + mutations::inline(&document, &mut inlined["components"]["schemas"]);
    assert!(count > 500, "{count}");
    assert_no_findings(&document, &inlined);
}

/// Inline schemas of properties become components.
#[test]
fn extracted_schemas_are_reported_as_new_types_only() {
    let document = checked_in();
    let mut moved = document.clone();
    let count = mutations::extract_schemas(&mut moved);
    assert!(count > 500, "{count}");
    for (one, other) in [(&document, &moved), (&moved, &document)] {
        let findings = compare(one, other);
        // A component that is a text or a list has a type of its own.
        assert!(findings.iter().all(|f| f.rule == "D72"), "{findings:#?}");
        assert!(!findings.is_empty());
    }
}

/// Parameters, bodies and responses move behind references, and parameters to the path, where they apply to all
/// operations.
#[test]
fn extracted_parameters_bodies_and_responses_give_no_finding() {
    let document = checked_in();
    let mut moved = document.clone();
    let mut components = json!({ "responses": {}, "requestBodies": {}, "parameters": {} });
    let mut shared = 0;
    let paths = moved["paths"].as_object_mut().unwrap();
    for (number, item) in paths.values_mut().enumerate() {
        let mut lists = Vec::new();
        for (method, operation) in item.as_object_mut().unwrap() {
            let name = format!("{method}{number}");
            let mut put = |kind: &str, name: &str, value: &mut Value| {
                components[kind][name] = value.clone();
                *value = json!({ "$ref": format!("#/components/{kind}/{name}") });
            };
            for (status, response) in operation["responses"].as_object_mut().unwrap() {
                put("responses", &format!("{name}.{status}"), response);
            }
            if let Some(body) = operation.get_mut("requestBody") {
                put("requestBodies", &name, body);
            }
            let list = operation
                .get_mut("parameters")
                .and_then(Value::as_array_mut);
            for (index, parameter) in list.into_iter().flatten().enumerate() {
                put("parameters", &format!("{name}.{index}"), parameter);
            }
            lists.push(operation.get("parameters").cloned());
        }
        if let [Some(_)] = lists.as_slice() {
            let only = item.as_object_mut().unwrap().values_mut().next().unwrap();
            let list = only.as_object_mut().unwrap().remove("parameters").unwrap();
            item["parameters"] = list;
            shared += 1;
        }
    }
    assert!(shared > 5, "{shared}");
    for (kind, all) in components.as_object().unwrap() {
        moved["components"][kind] = all.clone();
    }
    assert_no_findings(&document, &moved);
}

/// Defaults are written explicitly.
#[test]
fn explicit_defaults_give_no_finding() {
    let document = checked_in();
    let mut explicit = document.clone();
    let count = mutations::write_defaults(&mut explicit["paths"]);
    assert!(count > 100, "{count}");
    assert_no_findings(&document, &explicit);
}

/// Random changes of the whole document, one at a time: each is reported, except those without meaning, which are never
/// reported.
#[test]
fn every_random_change_is_reported() {
    let count = std::env::var("DRIFT_MUTATIONS").map_or(MUTATIONS, |n| n.parse().unwrap());
    let mut document = checked_in();
    mutations::enrich(&mut document);
    let containers = mutations::containers(&document);
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let tallies: Vec<Tally> = std::thread::scope(|scope| {
        let (document, containers) = (&document, &containers);
        let work = |first: u64| {
            scope.spawn(move || {
                let mut tally = Tally::new();
                let mut changed = document.clone();
                for seed in (first..count).step_by(threads as usize) {
                    let outcome = check_mutation(document, &mut changed, containers, seed);
                    *tally.entry(outcome).or_default() += 1;
                }
                tally
            })
        };
        let all: Vec<_> = (0..threads).map(work).collect();
        all.into_iter().map(|t| t.join().unwrap()).collect()
    });
    let mut tally = Tally::new();
    for (outcome, number) in tallies.into_iter().flatten() {
        *tally.entry(outcome).or_default() += number;
    }
    // Every kind of change was tried, and most of them have a meaning.
    for kind in mutations::KINDS {
        assert!(tally.keys().any(|(k, _)| *k == kind), "{kind}: {tally:?}");
    }
    let found: u64 = tally.iter().filter(|((_, f), _)| *f).map(|(_, n)| n).sum();
    assert!(found * 10 > count * 7, "{tally:?}");
}

/// The number of times that each kind of change was reported, and not reported.
type Tally = BTreeMap<(&'static str, bool), u64>;

/// Applies a change, looks for a finding, and undoes the change.
fn check_mutation(
    document: &Value,
    changed: &mut Value,
    containers: &[String],
    seed: u64,
) -> (&'static str, bool) {
    let mut random = fastrand::Rng::with_seed(seed);
    let change = mutations::mutate(changed, containers, &mut random);
    let expected = change.meaning == Meaning::Significant;
    let findings = compare(document, changed);
    assert_eq!(
        !findings.is_empty(),
        expected,
        "seed {seed}: {change:?}\n{findings:#?}"
    );
    // The reverse change is reported as well.
    if seed.is_multiple_of(10) {
        let findings = compare(changed, document);
        assert_eq!(!findings.is_empty(), expected, "seed {seed}: {change:?}");
    }
    let outcome = (change.kind, expected);
    change.undo(changed);
    outcome
}
