//! A damaged document leads to code or to an error with the location, never to a panic.

use std::{panic, thread};

use astro_api_codegen::{Place, Source, generate};
use serde_json::{Value, json};

use crate::documents;

/// One location in this many is damaged, each in the next of four ways: all four ways for every kind of location, since
/// this number and four are coprime. Most of the time is spent on locating the error, so that more would take minutes
/// on a small machine without optimization.
const EVERY: usize = 13;

/// Returns the pointers to all locations below `value`.
fn collect_pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(all) => all.iter().map(|(k, v)| (escaped(k), v)).collect(),
        Value::Array(all) => all
            .iter()
            .enumerate()
            .map(|(i, v)| (i.to_string(), v))
            .collect(),
        _ => Vec::new(),
    };
    for (step, child) in children {
        let at = format!("{at}/{step}");
        found.push(at.clone());
        collect_pointers(child, &at, found);
    }
}

fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

/// Returns the document with a location removed or replaced.
fn damaged(document: &Value, at: &str, kind: usize) -> Value {
    let mut document = document.clone();
    let replacement = match kind {
        0 => {
            let (parent, step) = at.rsplit_once('/').unwrap();
            let step = step.replace("~1", "/").replace("~0", "~");
            match document.pointer_mut(parent).unwrap() {
                Value::Object(all) => drop(all.shift_remove(&step)),
                Value::Array(all) => drop(all.remove(step.parse().unwrap())),
                _ => unreachable!("a place has a parent that holds it"),
            }
            return document;
        }
        1 => Value::Null,
        2 => json!("damaged"),
        _ => json!(["damaged"]),
    };
    *document.pointer_mut(at).unwrap() = replacement;
    document
}

#[test]
fn damaged_document_is_an_error_with_its_location() {
    // A small document with at least one of everything; the checked-in one would take minutes.
    let document: Value = serde_json::from_str(&documents::as_json(&documents::library())).unwrap();
    let mut all = Vec::new();
    collect_pointers(&document, "", &mut all);
    let sample: Vec<(usize, &String)> = all.iter().enumerate().step_by(EVERY).collect();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let refused: usize = thread::scope(|scope| {
        let running: Vec<_> = sample
            .chunks(sample.len().div_ceil(threads))
            .map(|chunk| {
                scope.spawn(|| {
                    chunk
                        .iter()
                        .filter(|(number, at)| is_rejected(&document, at, number % 4))
                        .count()
                })
            })
            .collect();
        running.into_iter().map(|r| r.join().unwrap()).sum()
    });
    // Both must occur, or the damage is not as intended: most locations are descriptions and examples, which are not
    // needed.
    let taken = sample.len() - refused;
    assert!(
        refused > 20 && taken > 20,
        "{refused} refused, {taken} taken"
    );
}

/// Returns whether the damage is rejected; the message must have the location.
fn is_rejected(document: &Value, at: &str, kind: usize) -> bool {
    let text = serde_json::to_string(&damaged(document, at, kind)).unwrap();
    let source = Source {
        document: &text,
        names: None,
    };
    match panic::catch_unwind(|| generate(source)) {
        Ok(Ok(_)) => false,
        Ok(Err(error)) => {
            assert!(
                matches!(error.place(), Place::Document(_)),
                "damage {kind} at {at}: {error}"
            );
            true
        }
        Err(_) => panic!("damage {kind} at {at} makes the generator panic"),
    }
}
