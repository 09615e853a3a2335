//! Changes of a document: some that mean nothing, and random ones.

use fastrand::Rng;
use serde_json::{Map, Value, json};

/// Lists whose order means nothing: the keys that hold them.
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
/// Members whose values are data, in which everything means something.
const DATA: [&str; 4] = ["example", "examples", "default", "x-permission"];

/// What a change of a document means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    Something,
    /// With the reason.
    Nothing(&'static str),
}

/// A change of a document.
#[derive(Debug)]
#[allow(dead_code, reason = "shown when a test fails")]
pub(crate) struct Change {
    pub(crate) kind: &'static str,
    pub(crate) pointer: String,
    pub(crate) detail: String,
    pub(crate) meaning: Meaning,
    before: Value,
}

impl Change {
    /// Takes the change back.
    pub(crate) fn undo(self, document: &mut Value) {
        *document.pointer_mut(&self.pointer).unwrap() = self.before;
    }
}

/// The kinds of random changes.
pub(crate) const KINDS: [&str; 8] = [
    "remove", "add", "append", "change", "retype", "rename", "swap", "shuffle",
];

/// Adds a little of what the checked-in document does without, so that random changes meet it.
pub(crate) fn enrich(document: &mut Value) {
    let list = &mut document["paths"]["/organizations"]["get"];
    list["callbacks"] = json!({ "done": { "{$request.query.url}": { "post": { "responses": { "200": { "description": "" } } } } } });
    list["externalDocs"] = json!({ "url": "https://docs.example", "description": "More." });
    list["deprecated"] = json!(true);
    list["security"] = json!([{ "JWT": [] }, { "Other": ["a", "b"] }]);
    list["servers"] = json!([{ "url": "https://other.example" }]);
    list["x-vendor"] = json!({ "deep": [1, { "deeper": true }] });
    list["responses"]["200"]["headers"] = json!({ "X-Rate": { "schema": { "type": "integer" } } });
    list["responses"]["200"]["links"] = json!({ "next": { "operationId": "ListOrganizations" } });
    let schemas = document["components"]["schemas"].as_object_mut().unwrap();
    schemas.insert(
        "Unused".to_owned(),
        json!({ "type": "object", "properties": { "a": { "type": "string" } } }),
    );
    let workspace = &mut schemas["Workspace"]["properties"];
    workspace["numbers"] = json!({ "type": "integer", "enum": [1, 2], "multipleOf": 2, "exclusiveMinimum": true, "minimum": 3 });
    workspace["sum"] = json!({ "allOf": [
        { "type": "object", "properties": { "a": { "type": "string", "pattern": "^a" } } },
        { "type": "object", "properties": { "b": { "type": "string", "nullable": true } } },
    ] });
    workspace["either"] = json!({ "anyOf": [{ "type": "string", "title": "T" }, { "type": "integer", "title": "I" }], "not": { "type": "boolean" } });
    workspace["map"] = json!({ "type": "object", "additionalProperties": { "type": "integer", "format": "int32" }, "maxProperties": 5 });
    workspace["marked"] = json!({ "type": "string", "readOnly": true, "xml": { "name": "m" }, "externalDocs": { "url": "https://d.example" } });
}

/// The pointers of all containers of a document.
pub(crate) fn places(document: &Value) -> Vec<String> {
    fn walk(value: &Value, pointer: &str, found: &mut Vec<String>) {
        match value {
            Value::Object(members) if !members.is_empty() => {
                found.push(pointer.to_owned());
                for (key, member) in members {
                    let step = key.replace('~', "~0").replace('/', "~1");
                    walk(member, &format!("{pointer}/{step}"), found);
                }
            }
            Value::Array(items) if !items.is_empty() => {
                found.push(pointer.to_owned());
                for (index, item) in items.iter().enumerate() {
                    walk(item, &format!("{pointer}/{index}"), found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(document, "", &mut found);
    found
}

/// Changes one thing at random.
pub(crate) fn once(document: &mut Value, places: &[String], random: &mut Rng) -> Change {
    loop {
        let pointer = random.choice(places).unwrap();
        let kind = *random.choice(KINDS).as_ref().unwrap();
        let before = document.pointer(pointer).unwrap().clone();
        let container = document.pointer_mut(pointer).unwrap();
        let done = match container {
            Value::Object(members) => in_object(members, kind, random),
            Value::Array(items) => in_array(items, kind, random),
            _ => None,
        };
        let after = document.pointer(pointer).unwrap();
        // As texts, since values are the same in any order of members.
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
            members.insert("addedMember".to_owned(), anything(random));
            return Some("addedMember".to_owned());
        }
        "change" => {
            let value = members.get_mut(&key)?;
            *value = other(value, random)?;
        }
        "retype" => {
            members.insert(key.clone(), anything(random));
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
        "append" => items.push(anything(random)),
        "change" => items[index] = other(&items[index], random)?,
        "retype" => items[index] = anything(random),
        "swap" => items.swap(index, 0),
        _ => return None,
    }
    Some(index.to_string())
}

fn anything(random: &mut Rng) -> Value {
    let number = random.u16(..);
    match random.u8(..5) {
        0 => json!(format!("text {number}")),
        1 => json!(number),
        2 => json!(random.bool()),
        3 => json!({ "key": number }),
        _ => json!([number]),
    }
}

/// Another value of the same type.
fn other(value: &Value, random: &mut Rng) -> Option<Value> {
    Some(match value {
        Value::String(text) => json!(format!("{text}{}", random.lowercase())),
        Value::Number(number) => json!(number.as_f64()? + f64::from(random.u8(1..))),
        Value::Bool(is) => json!(!is),
        _ => return None,
    })
}

/// The changes that mean nothing, each with its reason. Everything else means something.
fn meaning(pointer: &str, before: &Value, after: &Value) -> Meaning {
    // Equality of values does not look at the order of members.
    if before == after {
        return Meaning::Nothing("the order of members has no meaning in JSON");
    }
    let steps: Vec<&str> = pointer.split('/').collect();
    let is_data = steps
        .iter()
        .any(|s| DATA.contains(s) || s.starts_with("x-"));
    let last = steps.last().copied().unwrap_or_default();
    match (before, after) {
        (Value::Array(before), Value::Array(after))
            if !is_data && is_set(&steps, last) && same_items(before, after) =>
        {
            Meaning::Nothing("the order of this list has no meaning in OpenAPI")
        }
        (Value::Object(before), Value::Object(after)) if !is_data => {
            let differing: Vec<&String> = before
                .keys()
                .chain(after.keys())
                .filter(|k| before.get(*k) != after.get(*k))
                .collect();
            let is_default = |(key, value): (&String, Option<&Value>)| {
                value.is_none_or(|v| goes_without_saying(key, v))
            };
            let all = differing
                .iter()
                .all(|k| is_default((k, before.get(*k))) && is_default((k, after.get(*k))));
            if all && !is_names(&steps) {
                Meaning::Nothing("it says what goes without saying")
            } else {
                Meaning::Something
            }
        }
        _ => Meaning::Something,
    }
}

/// Whether the members of an object are names rather than keywords, so that `required` may be one of them.
fn is_names(steps: &[&str]) -> bool {
    matches!(
        steps.last().copied(),
        Some("properties" | "schemas" | "mapping" | "paths" | "responses" | "content")
    ) && !steps.ends_with(&["components", "properties"])
}

fn is_set(steps: &[&str], last: &str) -> bool {
    // The tags of the whole document are described in its order, but that order is for readers.
    SETS.contains(&last) && !(steps.len() == 2 && last == "parameters")
}

fn goes_without_saying(key: &str, value: &Value) -> bool {
    match key {
        "required" => value == &json!(false) || value == &json!([]),
        "deprecated" | "nullable" | "readOnly" | "writeOnly" | "uniqueItems"
        | "exclusiveMinimum" | "exclusiveMaximum" => value == &json!(false),
        "minLength" | "minItems" | "minProperties" => value == &json!(0),
        "additionalProperties" => value == &json!(true),
        "tags" | "parameters" | "security" => value == &json!([]),
        // How a query and a path are written unless they say otherwise.
        "style" => value == &json!("form"),
        "explode" => value == &json!(true),
        _ => false,
    }
}

fn same_items(before: &[Value], after: &[Value]) -> bool {
    before.len() == after.len() && before.iter().all(|b| after.contains(b))
}

/// Reverses all members, and all lists whose order means nothing.
pub(crate) fn reverse_all(value: &mut Value) {
    match value {
        Value::Object(members) => {
            let mut pairs: Vec<(String, Value)> = std::mem::take(members).into_iter().collect();
            pairs.reverse();
            for (key, value) in &mut pairs {
                if DATA.contains(&key.as_str()) {
                    continue;
                }
                if let (true, Value::Array(items)) = (SETS.contains(&key.as_str()), &mut *value) {
                    items.reverse();
                }
                reverse_all(value);
            }
            members.extend(pairs);
        }
        Value::Array(items) => items.iter_mut().for_each(reverse_all),
        _ => {}
    }
}

/// Replaces references by what they lead to, one level deep, and counts them. Those of unions stay: there, the name is
/// what a tag stands for.
pub(crate) fn inline(document: &Value, value: &mut Value) -> usize {
    match value {
        Value::Object(members) => {
            let target = members.get("$ref").and_then(Value::as_str);
            if let Some(target) = target {
                let target = document.pointer(target.trim_start_matches('#')).unwrap();
                if target.get("oneOf").is_some() {
                    return 0;
                }
                *value = target.clone();
                return 1;
            }
            let members = members.iter_mut().filter(|(key, _)| *key != "oneOf");
            members.map(|(_, v)| inline(document, v)).sum()
        }
        Value::Array(items) => items.iter_mut().map(|v| inline(document, v)).sum(),
        _ => 0,
    }
}

/// Moves the inline schemas of all properties behind references, and counts them.
pub(crate) fn lift(document: &mut Value) -> usize {
    let mut lifted = Map::new();
    let schemas = document["components"]["schemas"].as_object_mut().unwrap();
    for (owner, schema) in schemas.iter_mut() {
        let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
        for (name, property) in properties.into_iter().flatten() {
            if property.get("$ref").is_none() {
                let name = format!("{owner}_{name}");
                let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
                lifted.insert(name, std::mem::replace(property, reference));
            }
        }
    }
    let count = lifted.len();
    schemas.extend(lifted);
    count
}

/// Writes out what goes without saying, and counts where.
pub(crate) fn spell_out(value: &mut Value) -> usize {
    match value {
        Value::Object(members) => {
            let inner: usize = members.values_mut().map(spell_out).sum();
            let is_query = members.get("in").is_some_and(|i| i == "query");
            let is_operation = members.contains_key("operationId");
            let said: &[(&str, Value)] = if is_query {
                &[
                    ("style", json!("form")),
                    ("explode", json!(true)),
                    ("required", json!(false)),
                ]
            } else if is_operation {
                &[
                    ("deprecated", json!(false)),
                    ("security", json!([{ "JWT": [] }])),
                ]
            } else {
                &[]
            };
            for (key, value) in said {
                members.entry(*key).or_insert(value.clone());
            }
            inner + said.len()
        }
        Value::Array(items) => items.iter_mut().map(spell_out).sum(),
        _ => 0,
    }
}
