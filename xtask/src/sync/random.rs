//! Random changes of the document are taken in as they are, and nothing beside them is touched.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{collections::BTreeMap, fs, path::Path};

use astro_api_drift::{compare, report::Finding};
use astro_api_mutations as mutations;
use serde_json::Value;

use super::{alike, merge, parts, references};
use crate::bundle;

/// How many documents are tried, unless `SYNC_MUTATIONS` says more.
const CASES: u64 = 60;
/// Of how many cases one is also written to the parts, which takes longer.
const WRITTEN: u64 = 10;

/// The checked-in document.
fn ours() -> Value {
    let path = crate::root().join(crate::generate::SPEC);
    astro_api_codegen::parse(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The document in forms that mean the same, which others could publish.
fn forms(ours: &Value) -> [Value; 4] {
    let [mut reversed, mut inlined, mut lifted] = [ours.clone(), ours.clone(), ours.clone()];
    mutations::reverse_all(&mut reversed);
    mutations::inline(ours, &mut inlined["paths"]);
    mutations::inline(ours, &mut inlined["components"]["schemas"]);
    mutations::lift(&mut lifted);
    [ours.clone(), reversed, inlined, lifted]
}

#[test]
fn the_same_in_another_form_is_what_we_have() {
    let ours = ours();
    for (number, form) in forms(&ours).iter().enumerate() {
        let merged = merge::merge(&ours, form);
        assert_eq!(merged.to_string(), ours.to_string(), "form {number}");
    }
}

#[test]
fn changes_are_taken_in_and_nothing_else_is_touched() {
    let count = std::env::var("SYNC_MUTATIONS").map_or(CASES, |n| n.parse().unwrap());
    let ours = ours();
    let forms = forms(&ours);
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    std::thread::scope(|scope| {
        let (ours, forms) = (&ours, &forms);
        for first in 0..threads {
            scope.spawn(move || {
                for seed in (first..count).step_by(threads as usize) {
                    one_case(ours, &forms[seed as usize % forms.len()], seed);
                }
            });
        }
    });
}

fn one_case(ours: &Value, form: &Value, seed: u64) {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut newer = form.clone();
    let mut changes = Vec::new();
    for _ in 0..random.usize(1..=4) {
        // What is not even a document of OpenAPI any more is refused before anything is joined.
        let mut places = mutations::places(&newer);
        places.retain(|place| place.matches('/').count() > 2);
        changes.push(mutations::once(&mut newer, &places, &mut random));
    }
    let merged = merge::merge(ours, &newer);
    let lost: Vec<_> = compare(&newer, &merged)
        .into_iter()
        .filter(|finding| alike::matters(finding) && !is_order(finding))
        .collect();
    assert!(lost.is_empty(), "seed {seed}: {changes:#?}\n{lost:#?}");
    let (before, after) = (prose(ours), prose(&merged));
    for (place, text) in &before {
        let now = after.get(place).unwrap_or(text);
        assert_eq!(text, now, "seed {seed}: {place} {changes:#?}");
    }
    untouched(ours, form, &merged, &changes, seed);
    if seed.is_multiple_of(WRITTEN) {
        let joined = written(&merged);
        assert!(joined == merged, "seed {seed}: {changes:#?}");
    }
}

/// A list with something in it that does not belong there, such as a parameter without a place, means its order too.
fn is_order(finding: &Finding) -> bool {
    let [old, new] = [&finding.old, &finding.new].map(|v| v.as_ref().and_then(Value::as_array));
    let (Some(old), Some(new)) = (old, new) else {
        return false;
    };
    finding.rule == "N01" && old.len() == new.len() && old.iter().all(|item| new.contains(item))
}

/// What no change is in stands as it stood, to the letter and in its order. Where the newer document has schemas in place
/// that ours refers to, a change of one of them divides the two.
fn untouched(ours: &Value, form: &Value, merged: &Value, changes: &[mutations::Change], seed: u64) {
    let schemas = ours["components"]["schemas"].as_object().unwrap();
    let is_other_form = !std::ptr::eq(form, ours) && form != ours;
    let is_divided = |value: &Value| {
        let reached = references::closure(references::named_in(value), schemas);
        let places = reached
            .iter()
            .map(|name| format!("/components/schemas/{name}"));
        is_other_form
            && places.into_iter().any(|place| {
                changes
                    .iter()
                    .any(|change| change.pointer.starts_with(&place))
            })
    };
    for section in ["/paths", "/components/schemas"] {
        let all = ours.pointer(section).unwrap().as_object().unwrap();
        for (name, value) in all {
            let place = format!("{section}/{}", name.replace('~', "~0").replace('/', "~1"));
            let is_changed = |change: &mutations::Change| {
                // Of the section itself, only those members that the change names; and all of a part that moved here.
                change.pointer == section
                    || change.pointer == place
                    || change.pointer.starts_with(&format!("{place}/"))
                    || change.pointer.starts_with(&format!("{place}_"))
            };
            if changes.iter().any(is_changed) || is_divided(value) {
                continue;
            }
            let Some(now) = merged.pointer(&place) else {
                continue;
            };
            assert_eq!(
                value.to_string(),
                now.to_string(),
                "seed {seed}: {place} {changes:#?}"
            );
        }
    }
}

/// All descriptions and summaries by their places, in which the items of a list go by what tells them apart.
fn prose(document: &Value) -> BTreeMap<String, &str> {
    fn walk<'d>(value: &'d Value, place: &str, found: &mut BTreeMap<String, &'d str>) {
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    let place = format!("{place}/{key}");
                    match (key.as_str(), member) {
                        ("description" | "summary", Value::String(text)) => {
                            found.insert(place, text);
                        }
                        ("example" | "default", _) => {}
                        _ => walk(member, &place, found),
                    }
                }
            }
            Value::Array(items) => {
                for item in items {
                    let name = ["in", "name", "url", "$ref"].map(|key| item[key].as_str());
                    walk(item, &format!("{place}/{name:?}"), found);
                }
            }
            _ => {}
        }
    }
    let mut found = BTreeMap::new();
    walk(document, "", &mut found);
    found
}

/// The document that the parts make once the merged one is written to them.
fn written(merged: &Value) -> Value {
    let ours = crate::root().join(bundle::PARTS);
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(&ours).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    for (path, text) in parts::rewritten(folder.path(), merged).unwrap() {
        write(&path, &text);
    }
    astro_api_codegen::parse(&bundle::join(folder.path()).unwrap()).unwrap()
}

fn write(path: &Path, text: &str) {
    if text.is_empty() {
        fs::remove_file(path).unwrap();
    } else {
        fs::write(path, text).unwrap();
    }
}
