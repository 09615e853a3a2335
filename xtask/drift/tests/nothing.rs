//! What is no change is no finding; and what is one, is found.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use astro_api_drift::compare;
use serde_json::{Value, json};

use support::{
    checked_in,
    mutate::{self, Meaning},
};

/// How many mutations are tried, unless `DRIFT_MUTATIONS` says more.
const MUTATIONS: u64 = 4000;

#[track_caller]
fn nothing(old: &Value, new: &Value) {
    for (one, other) in [(old, new), (new, old)] {
        let findings = compare(one, other);
        assert!(findings.is_empty(), "{findings:#?}");
    }
}

#[test]
fn yaml_and_json() {
    let document = checked_in();
    let json = astro_api_codegen::parse(&serde_json::to_string_pretty(&document).unwrap());
    nothing(&document, &json.unwrap());
}

#[test]
fn everything_in_another_order() {
    let document = checked_in();
    let mut reversed = document.clone();
    mutate::reverse_all(&mut reversed);
    assert_ne!(document.to_string(), reversed.to_string());
    nothing(&document, &reversed);
}

/// Each `$ref` in a body, an answer or a property is replaced by what it leads to, and an `allOf` around it as well, once.
#[test]
fn components_written_in_place() {
    let document = checked_in();
    let mut inlined = document.clone();
    let count = mutate::inline(&document, &mut inlined["paths"])
        + mutate::inline(&document, &mut inlined["components"]["schemas"]);
    assert!(count > 500, "{count}");
    nothing(&document, &inlined);
}

/// Inline schemas of properties become components.
#[test]
fn schemas_moved_behind_references() {
    let document = checked_in();
    let mut moved = document.clone();
    let count = mutate::lift(&mut moved);
    assert!(count > 500, "{count}");
    nothing(&document, &moved);
}

/// Parameters, bodies and answers behind references, and parameters at the path, which belong to all of its operations.
#[test]
fn other_parts_moved_behind_references() {
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
    nothing(&document, &moved);
}

/// What is said though it goes without saying.
#[test]
fn defaults_spelled_out() {
    let document = checked_in();
    let mut spelled = document.clone();
    let count = mutate::spell_out(&mut spelled["paths"]);
    assert!(count > 100, "{count}");
    nothing(&document, &spelled);
}

/// Random changes of the whole document, one at a time: each is found, unless it is one of those that mean nothing. Those
/// are never found.
#[test]
fn nothing_is_passed_over() {
    let count = std::env::var("DRIFT_MUTATIONS").map_or(MUTATIONS, |n| n.parse().unwrap());
    let mut document = checked_in();
    mutate::enrich(&mut document);
    let places = mutate::places(&document);
    let mut tally = std::collections::BTreeMap::<(&str, bool), u64>::new();
    for seed in 0..count {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut changed = document.clone();
        let change = mutate::once(&mut changed, &places, &mut random);
        let findings = compare(&document, &changed);
        let is_found = !findings.is_empty();
        let expected = match change.meaning {
            Meaning::Something => true,
            Meaning::Nothing(_) => false,
        };
        assert_eq!(is_found, expected, "seed {seed}: {change:?}\n{findings:#?}");
        // Mirrored: what was new is gone, at the same place.
        if seed % 10 == 0 {
            let back = compare(&changed, &document);
            assert_eq!(
                !back.is_empty(),
                expected,
                "seed {seed}, mirrored: {change:?}"
            );
        }
        *tally.entry((change.kind, is_found)).or_default() += 1;
    }
    // Every kind of change was tried, and most were changes that mean something.
    assert!(tally.len() >= mutate::KINDS.len(), "{tally:?}");
    let found: u64 = tally.iter().filter(|((_, f), _)| *f).map(|(_, n)| n).sum();
    assert!(found * 10 > count * 7, "{tally:?}");
    println!("{count} mutations: {tally:?}");
}
