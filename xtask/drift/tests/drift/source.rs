//! The verdict of the rules for users' programs matches the public items of the generated code, for thousands of pairs.

use std::collections::BTreeSet;

use astro_api_codegen::{Source, generate};
use astro_api_drift::{compare, public_items::PublicItems, rules, source};
use astro_api_mutations as mutations;
use fastrand::Rng;
use serde_json::Value;

use crate::support::{self, pairs};

/// The number of random changes to try, unless `DRIFT_MUTATIONS` is set.
const TRIES: u64 = 300;

/// A document with the public items of its code; `None` if the generator refuses it.
struct Generated {
    document: Value,
    code: Option<(PublicItems, BTreeSet<String>)>,
}

impl Generated {
    fn from_document(document: Value) -> Self {
        let text = document.to_string();
        let source = Source {
            document: &text,
            names: None,
        };
        Self {
            document,
            code: generate(source)
                .ok()
                .map(|code| (PublicItems::read(&code.files).unwrap(), code.facts.types)),
        }
    }
}

/// Returns the error in the prediction for a pair, if any. Pairs that the generator refuses are not counted.
fn check_prediction(old: &Generated, new: &Generated, count: &mut usize) -> Option<String> {
    let (Some((old_items, old_types)), Some((new_items, new_types))) = (&old.code, &new.code)
    else {
        return None;
    };
    *count += 1;
    let changes = source::SourceChanges::between(old_items, new_items);
    let findings = compare(&old.document, &new.document);
    // Changes without a rule are not predicted.
    if findings.iter().any(|f| f.rule == rules::N01.id) {
        return None;
    }
    let predicted = source::predicted(&findings).max(support::types_changed(old_types, new_types));
    let rules: Vec<String> = findings
        .iter()
        .map(|f| format!("{} {}", f.rule, f.pointer))
        .collect();
    let right = [
        changes.severity(),
        without_capabilities(changes.clone()).severity(),
    ];
    (!right.contains(&predicted)).then(|| format!("{rules:?} predict {predicted}; {changes:?}"))
}

/// Returns the changes without methods and traits that are generated under certain conditions. The rules know the
/// conditions of pages only; the others are found by comparing the items.
fn without_capabilities(mut changes: source::SourceChanges) -> source::SourceChanges {
    for lines in [&mut changes.breaking, &mut changes.compatible] {
        lines.retain(|line| {
            !["::send_opt()", "::wait", ": HasStatus", ": SearchPage"]
                .iter()
                .any(|capability| line.contains(capability))
        });
    }
    changes
}

/// Returns whether a change leaves the document valid.
fn is_valid(change: &mutations::Change) -> bool {
    let last = change.pointer.rsplit('/').next().unwrap_or_default();
    let detail = change.detail.as_str();
    match change.kind {
        "retype" | "append" | "add" => false,
        "rename" => matches!(
            last,
            "properties" | "paths" | "schemas" | "mapping" | "content"
        ),
        "change" => {
            !matches!(
                detail,
                "type" | "in" | "$ref" | "openapi" | "format" | "action"
            ) && !matches!(last, "required" | "mapping")
        }
        "remove" => !matches!(detail, "type" | "in" | "openapi" | "items" | "propertyName"),
        _ => true,
    }
}

/// Compares each document with every other one, and counts the pairs.
fn check_all_pairs(families: impl IntoIterator<Item = Vec<(String, Value)>>, expected: usize) {
    let mut count = 0;
    let mut wrong = Vec::new();
    for documents in families {
        let all: Vec<(String, Generated)> = documents
            .into_iter()
            .map(|(label, document)| (label, Generated::from_document(document)))
            .collect();
        for (old_label, old) in &all {
            for (new_label, new) in &all {
                let fault = check_prediction(old, new, &mut count);
                wrong.extend(fault.map(|fault| format!("{old_label} -> {new_label}: {fault}")));
            }
        }
    }
    eprintln!("{count} pairs");
    assert!(wrong.is_empty(), "{} of {count}: {wrong:#?}", wrong.len());
    assert!(count >= expected, "only {count} pairs");
}

#[test]
fn properties() {
    check_all_pairs(pairs::DIRECTIONS.map(pairs::properties), 50_000);
}

#[test]
fn parameters() {
    check_all_pairs(["query", "path", "header"].map(pairs::parameters), 5000);
}

#[test]
fn bodies() {
    check_all_pairs(pairs::DIRECTIONS.map(pairs::bodies), 4000);
}

#[test]
fn objects() {
    check_all_pairs(pairs::DIRECTIONS.map(pairs::objects), 1500);
}

/// Random changes of a document that covers most features.
#[test]
fn source_verdicts_of_random_changes_are_predicted() {
    let tries = std::env::var("DRIFT_MUTATIONS").map_or(TRIES, |n| n.parse().unwrap());
    let document = pairs::everything();
    let old = Generated::from_document(document.clone());
    assert!(old.code.is_some());
    let containers = mutations::containers(&document);
    let mut count = 0;
    let mut wrong = Vec::new();
    for seed in 0..tries {
        let mut changed = document.clone();
        let change = mutations::mutate(&mut changed, &containers, &mut Rng::with_seed(seed));
        if !is_valid(&change) {
            continue;
        }
        let new = Generated::from_document(changed);
        for (old, new) in [(&old, &new), (&new, &old)] {
            let fault = check_prediction(old, new, &mut count);
            wrong.extend(fault.map(|fault| {
                format!(
                    "{seed} {} {} {}: {fault}",
                    change.kind, change.pointer, change.detail
                )
            }));
        }
    }
    eprintln!("{count} pairs of {tries} changes");
    assert!(wrong.is_empty(), "{} of {count}: {wrong:#?}", wrong.len());
    assert!(
        count as u64 > tries / 5,
        "only {count} pairs of {tries} changes"
    );
}
