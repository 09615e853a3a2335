//! The parts of the document as texts, in which only what has changed is written anew.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value};

use super::yaml;
use crate::{bundle, references, while_doing};

/// The part for the schemas of several resources.
const SHARED: &str = "shared.yaml";

/// A member of an object, with its text.
struct Entry {
    key: String,
    value: Value,
    text: String,
}

/// A part of the document.
struct Part {
    path: PathBuf,
    paths: Vec<Entry>,
    schemas: Vec<Entry>,
}

/// The texts of the files that a document changes, by their paths. Where a file holds nothing any more, the text is empty.
pub(super) fn rewritten(
    folder: &Path,
    document: &Value,
) -> Result<BTreeMap<PathBuf, String>, String> {
    let empty = Map::new();
    let paths = document["paths"].as_object().unwrap_or(&empty);
    let schemas = document["components"]["schemas"]
        .as_object()
        .unwrap_or(&empty);
    let mut parts = Vec::new();
    for path in bundle::parts(folder)? {
        parts.push(Part::read(path)?);
    }
    for part in &mut parts {
        update(&mut part.paths, paths);
        update(&mut part.schemas, schemas);
    }
    for (path, item) in paths {
        if !parts.iter().any(|part| has(&part.paths, path)) {
            let file = folder.join(file_of(item));
            part_at(&mut parts, file)
                .paths
                .push(Entry::new(path, item, 2));
        }
    }
    let mut new: Vec<&String> = schemas
        .keys()
        .filter(|name| !parts.iter().any(|part| has(&part.schemas, name)))
        .collect();
    // A schema goes where it is used; what uses it may be new itself, so it is asked for until nothing moves.
    while let Some(index) = new
        .iter()
        .position(|name| parts.iter().any(|part| part.uses(name)))
        .or_else(|| (!new.is_empty()).then_some(0))
    {
        let name = new.remove(index);
        let mut users = parts.iter().filter(|part| part.uses(name));
        let file = match (users.next(), users.next()) {
            (Some(only), None) => only.path.clone(),
            _ => folder.join(SHARED),
        };
        part_at(&mut parts, file)
            .schemas
            .push(Entry::new(name, &schemas[name], 2));
    }
    let mut texts: BTreeMap<PathBuf, String> = parts
        .iter()
        .map(|part| (part.path.clone(), part.text()))
        .collect();
    let frame = folder.join(bundle::FRAME);
    let text = frame_text(&read(&frame)?, document)
        .map_err(while_doing(format!("read {}", frame.display())))?;
    texts.insert(frame, text);
    texts.retain(|path, text| fs::read_to_string(path).unwrap_or_default() != *text);
    Ok(texts)
}

impl Part {
    fn read(path: PathBuf) -> Result<Self, String> {
        let text = read(&path)?;
        let cut = |text: String| {
            entries(&text, 2).map_err(while_doing(format!("read {}", path.display())))
        };
        let (paths, schemas) = bundle::sections(&path, &text)?;
        Ok(Self {
            paths: cut(paths)?,
            schemas: cut(schemas)?,
            path,
        })
    }

    fn text(&self) -> String {
        let section = |name: &str, entries: &[Entry]| {
            let text: String = entries.iter().map(|entry| entry.text.as_str()).collect();
            if text.is_empty() {
                text
            } else {
                format!("{name}:\n{text}")
            }
        };
        section("paths", &self.paths) + &section("schemas", &self.schemas)
    }

    /// Whether anything in it refers to that schema.
    fn uses(&self, schema: &str) -> bool {
        let all = self.paths.iter().chain(&self.schemas);
        all.into_iter().any(|entry| {
            references::named_in(&entry.value)
                .iter()
                .any(|name| name == schema)
        })
    }
}

impl Entry {
    fn new(key: &str, value: &Value, column: usize) -> Self {
        let member = Map::from_iter([(key.to_owned(), value.clone())]);
        Self {
            key: key.to_owned(),
            value: value.clone(),
            text: yaml::members(&member, column),
        }
    }
}

fn has(entries: &[Entry], key: &str) -> bool {
    entries.iter().any(|entry| entry.key == key)
}

/// Writes anew what has changed, and takes out what is gone.
fn update(entries: &mut Vec<Entry>, members: &Map<String, Value>) {
    entries.retain_mut(|entry| match members.get(&entry.key) {
        None => false,
        Some(value) => {
            if *value != entry.value {
                *entry = Entry::new(&entry.key, value, 2);
            }
            true
        }
    });
}

/// Cuts the members of an object apart, whose keys stand at this column.
fn entries(text: &str, column: usize) -> Result<Vec<Entry>, String> {
    let is_key = |line: &str| {
        let rest = line.get(column..);
        line.chars().take(column).all(|c| c == ' ')
            && rest.is_some_and(|rest| !rest.starts_with([' ', '#', '-']) && !rest.is_empty())
    };
    let mut texts: Vec<String> = Vec::new();
    for line in text.lines() {
        match texts.last_mut() {
            Some(text) if !is_key(line) => text.push_str(&format!("{line}\n")),
            _ => texts.push(format!("{line}\n")),
        }
    }
    let read = |text: String| {
        let member: Map<String, Value> = yaml_serde::from_str(&text).map_err(|e| e.to_string())?;
        let (key, value) = member.into_iter().next().ok_or("a member without a key")?;
        Ok(Entry { key, value, text })
    };
    texts.into_iter().map(read).collect()
}

/// The frame, which holds all that is neither a path nor a schema.
fn frame_text(old: &str, document: &Value) -> Result<String, String> {
    let comments: String = old
        .lines()
        .take_while(|line| line.starts_with('#') || line.is_empty())
        .map(|line| format!("{line}\n"))
        .collect();
    let mut known = entries(old.get(comments.len()..).unwrap_or_default(), 0)?;
    let mut members = document.as_object().cloned().unwrap_or_default();
    members.shift_remove("paths");
    if let Some(components) = members.get_mut("components").and_then(Value::as_object_mut) {
        components.shift_remove("schemas");
    }
    known.retain_mut(|entry| match members.shift_remove(&entry.key) {
        None => false,
        Some(value) => {
            if value != entry.value {
                *entry = Entry::new(&entry.key, &value, 0);
            }
            true
        }
    });
    // The components come last, where the schemas join them.
    let end = known
        .iter()
        .position(|entry| entry.key == "components")
        .unwrap_or(known.len());
    let added = members.iter().map(|(key, value)| Entry::new(key, value, 0));
    known.splice(end..end, added);
    Ok(comments
        + &known
            .iter()
            .map(|entry| entry.text.as_str())
            .collect::<String>())
}

/// The part that a new path belongs to, by the tag of its first operation: `ApiToken` → `api-token.yaml`.
fn file_of(item: &Value) -> String {
    let operations = item.as_object().into_iter().flat_map(Map::values);
    let tag = operations
        .filter_map(|operation| operation["tags"][0].as_str())
        .next();
    let mut name = String::new();
    for c in tag.unwrap_or("shared").chars() {
        if c.is_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.extend(c.to_lowercase().filter(|c| c.is_alphanumeric()));
    }
    name + ".yaml"
}

fn part_at(parts: &mut Vec<Part>, path: PathBuf) -> &mut Part {
    let index = parts
        .iter()
        .position(|part| part.path == path)
        .unwrap_or_else(|| {
            parts.push(Part {
                path,
                paths: Vec::new(),
                schemas: Vec::new(),
            });
            parts.len() - 1
        });
    &mut parts[index]
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(while_doing(format!("read {}", path.display())))
}
