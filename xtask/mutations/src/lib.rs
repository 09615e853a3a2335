//! Changes of an OpenAPI document: equivalent ones, and random ones.
//!
//! For tests of `astro-api-drift`, which must detect them, and of `cargo xtask sync`, which must accept them.

#![allow(
    clippy::unwrap_used,
    reason = "only tests use it, and a test that cannot go on has failed"
)]

mod enrich;
mod equivalent;
mod meaning;

pub use enrich::enrich;
pub use equivalent::{extract_schemas, inline, reverse_all, write_defaults};
pub use meaning::Meaning;

use fastrand::Rng;
use serde_json::{Map, Value, json};

use meaning::meaning;

/// The keys of lists whose order has no meaning.
const SETS: [&str; 8] = [
    "required",
    "enum",
    "tags",
    "parameters",
    "oneOf",
    "anyOf",
    "allOf",
    "security",
];
/// Members whose values are data, in which everything has a meaning.
const DATA: [&str; 4] = ["example", "examples", "default", "x-permission"];

/// A change of a document.
#[derive(Debug)]
pub struct Change {
    /// One of [`KINDS`].
    pub kind: &'static str,
    /// The container that was changed.
    pub pointer: String,
    /// The key or index of the changed member.
    pub detail: String,
    /// Whether the change has a meaning.
    pub meaning: Meaning,
    before: Value,
}

impl Change {
    /// Undoes the change.
    ///
    /// # Panics
    /// Panics if the document is not the one that was changed.
    pub fn undo(self, document: &mut Value) {
        *document.pointer_mut(&self.pointer).unwrap() = self.before;
    }
}

/// The kinds of random changes.
pub const KINDS: [&str; 8] = [
    "remove", "add", "append", "change", "retype", "rename", "swap", "shuffle",
];

/// Returns the pointers of all containers of a document.
pub fn containers(document: &Value) -> Vec<String> {
    fn collect(value: &Value, pointer: &str, pointers: &mut Vec<String>) {
        match value {
            Value::Object(members) if !members.is_empty() => {
                pointers.push(pointer.to_owned());
                for (key, member) in members {
                    let step = key.replace('~', "~0").replace('/', "~1");
                    collect(member, &format!("{pointer}/{step}"), pointers);
                }
            }
            Value::Array(items) if !items.is_empty() => {
                pointers.push(pointer.to_owned());
                for (index, item) in items.iter().enumerate() {
                    collect(item, &format!("{pointer}/{index}"), pointers);
                }
            }
            _ => {}
        }
    }
    let mut pointers = Vec::new();
    collect(document, "", &mut pointers);
    pointers
}

/// Makes one random change.
///
/// # Panics
/// Panics if a container is not in the document.
pub fn mutate(document: &mut Value, containers: &[String], random: &mut Rng) -> Change {
    loop {
        let pointer = random.choice(containers).unwrap();
        let kind = *random.choice(KINDS).as_ref().unwrap();
        let before = document.pointer(pointer).unwrap().clone();
        let container = document.pointer_mut(pointer).unwrap();
        let done = match container {
            Value::Object(members) => in_object(members, kind, random),
            Value::Array(items) => in_array(items, kind, random),
            _ => None,
        };
        let after = document.pointer(pointer).unwrap();
        // Compare as text, since equality of values ignores the order of members.
        let texts = [&before, after].map(Value::to_string);
        let is_changed = texts[0] != texts[1];
        if let (Some(detail), true) = (done, is_changed) {
            let meaning = meaning(pointer, &before, after);
            return Change {
                kind,
                pointer: pointer.clone(),
                detail,
                meaning,
                before,
            };
        }
        *document.pointer_mut(pointer).unwrap() = before;
    }
}

fn in_object(members: &mut Map<String, Value>, kind: &str, random: &mut Rng) -> Option<String> {
    let keys: Vec<String> = members.keys().cloned().collect();
    let key = random.choice(&keys)?.clone();
    match kind {
        "remove" => {
            members.shift_remove(&key);
        }
        "add" => {
            members.insert("addedMember".to_owned(), any_value(random));
            return Some("addedMember".to_owned());
        }
        "change" => {
            let value = members.get_mut(&key)?;
            *value = other_value(value, random)?;
        }
        "retype" => {
            members.insert(key.clone(), any_value(random));
        }
        "rename" => {
            let pairs = std::mem::take(members).into_iter();
            *members = pairs
                .map(|(k, v)| {
                    if k == key {
                        (format!("{k}X"), v)
                    } else {
                        (k, v)
                    }
                })
                .collect();
        }
        "shuffle" => {
            let mut pairs: Vec<(String, Value)> = std::mem::take(members).into_iter().collect();
            random.shuffle(&mut pairs);
            members.extend(pairs);
        }
        _ => return None,
    }
    Some(key)
}

fn in_array(items: &mut Vec<Value>, kind: &str, random: &mut Rng) -> Option<String> {
    let index = random.usize(..items.len());
    match kind {
        "remove" => {
            items.remove(index);
        }
        "append" => items.push(any_value(random)),
        "change" => items[index] = other_value(&items[index], random)?,
        "retype" => items[index] = any_value(random),
        "swap" => items.swap(index, 0),
        _ => return None,
    }
    Some(index.to_string())
}

fn any_value(random: &mut Rng) -> Value {
    let number = random.u16(..);
    match random.u8(..5) {
        0 => json!(format!("text {number}")),
        1 => json!(number),
        2 => json!(random.bool()),
        3 => json!({ "key": number }),
        _ => json!([number]),
    }
}

/// Returns another value of the same type.
fn other_value(value: &Value, random: &mut Rng) -> Option<Value> {
    Some(match value {
        Value::String(text) => json!(format!("{text}{}", random.lowercase())),
        Value::Number(number) => json!(number.as_f64()? + f64::from(random.u8(1..))),
        Value::Bool(is) => json!(!is),
        _ => return None,
    })
}
