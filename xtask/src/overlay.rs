//! Applies overlays by the OpenAPI Overlay Specification 1.1: actions, each with a JSONPath and a change.
//!
//! Stricter than the specification: an action must match something, and without a `description` it may only add text.
//! With one, it is a correction, and the description is its reason.

use std::{collections::BTreeSet, path::Path};

use anyhow::{Context, Result, bail};
use fs_err as fs;
use serde_json::Value;
use serde_json_path::JsonPath;

use crate::canonical::Members::{self, Defined};

/// The members that describe the API.
const DESCRIPTIVE: [&str; 8] = [
    "summary",
    "description",
    "example",
    "examples",
    "x-extensible-enum",
    "x-secret",
    "contact",
    "license",
];

/// Problems of the applied actions.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    /// Actions without effect, because the target is missing or of another type.
    pub(crate) unmatched: Vec<String>,
    /// Corrections that changed nothing.
    pub(crate) redundant: Vec<String>,
}

/// One action.
pub(crate) struct Action {
    pub(crate) json: Value,
    /// `FILE:LINE: TARGET`, the prefix of all messages about it.
    location: String,
}

/// Reads the overlays of a folder, in the order of their file names.
pub(crate) fn read(root: &Path, folder: &str) -> Result<Vec<Action>> {
    let names = fs::read_dir(root.join(folder))?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned());
    let files: BTreeSet<String> = names.map(|name| format!("{folder}/{name}")).collect();
    let mut actions = Vec::new();
    for file in files.iter().filter(|file| file.ends_with(".yaml")) {
        actions.extend(parse(&fs::read_to_string(root.join(file))?, file)?);
    }
    Ok(actions)
}

fn parse(text: &str, file: &str) -> Result<Vec<Action>> {
    let overlay: Value = yaml_serde::from_str(text).with_context(|| file.to_owned())?;
    let version = overlay["overlay"].as_str().unwrap_or_default();
    let Some(actions) = overlay["actions"]
        .as_array()
        .filter(|_| version.starts_with("1."))
    else {
        bail!("{file} is not an overlay: it requires `overlay: 1.1.0` and `actions`");
    };
    let mut lines = text.lines().enumerate();
    let one = |json: &Value| {
        let target = json["target"].as_str().unwrap_or_default();
        // Find the next line with this target.
        let line = lines.find(|(_, line)| {
            let text = line.trim_start_matches(['-', ' ']).strip_prefix("target:");
            text.is_some_and(|text| {
                yaml_serde::from_str(text).is_ok_and(|text: String| text == target)
            })
        });
        let location = format!(
            "{file}:{}: {target}",
            line.map_or(0, |(number, _)| number + 1)
        );
        let action = Action {
            json: json.clone(),
            location,
        };
        let paths = [Some(target), json["copy"].as_str()].into_iter().flatten();
        match paths.map(JsonPath::parse).find_map(Result::err) {
            Some(e) => bail!("{}: invalid JSONPath: {e}", action.location),
            None if action.is_correction() || json.get("update").is_some() => Ok(action),
            None => bail!(
                "{}: a correction requires a `description` with the reason",
                action.location
            ),
        }
    };
    actions.iter().map(one).collect()
}

/// Applies the actions in order. Failed ones are skipped and reported.
pub(crate) fn apply(document: &mut Value, actions: &[Action]) -> Problems {
    let mut problems = Problems::default();
    for action in actions {
        let mut unmatched = Vec::new();
        if !action.apply(document, &mut unmatched) && unmatched.is_empty() && action.is_correction()
        {
            problems.redundant.push(action.location.clone());
        }
        problems.unmatched.extend(
            unmatched
                .iter()
                .map(|why| format!("{}: {why}", action.location)),
        );
    }
    problems
}

impl Action {
    fn is_correction(&self) -> bool {
        self.json["description"]
            .as_str()
            .is_some_and(|reason| !reason.trim().is_empty())
    }

    /// Applies the action, and returns whether it changed anything.
    fn apply(&self, document: &mut Value, unmatched: &mut Vec<String>) -> bool {
        let target = self.json["target"].as_str().unwrap_or_default();
        let found = find(document, target);
        if self.json["remove"] == true {
            let last = target
                .rfind("[?")
                .or(target.rfind(['[', '.']))
                .unwrap_or_default();
            if found.is_empty() && find(document, &target[..last]).is_empty() {
                unmatched.push("matches nothing".to_owned());
            }
            // Start with the last one, so that no index shifts before it is used.
            found
                .iter()
                .rev()
                .for_each(|pointer| remove(document, pointer));
            return !found.is_empty();
        }
        let source = self.json["copy"]
            .as_str()
            .map(|source| find(document, source));
        let update = match source.as_deref() {
            None => self.json.get("update"),
            Some([source]) => document.pointer(source),
            Some(_) => None,
        };
        let Some(update) = update.cloned().filter(|_| !found.is_empty()) else {
            unmatched.push("matches nothing".to_owned());
            return false;
        };
        let mut changed = false;
        for pointer in found {
            if let Some(node) = document.pointer_mut(&pointer) {
                let old = node.clone();
                self.merge(node, &update, Defined, "", unmatched);
                changed |= old != *node;
            }
        }
        changed
    }

    /// Merges as the specification defines.
    fn merge(
        &self,
        old: &mut Value,
        new: &Value,
        members: Members,
        at: &str,
        unmatched: &mut Vec<String>,
    ) {
        match (old, new) {
            (Value::Object(old), Value::Object(new)) => {
                for (key, new) in new {
                    let at = format!("{at}/{key}");
                    let is_descriptive = members == Defined && DESCRIPTIVE.contains(&key.as_str());
                    match old.get_mut(key) {
                        None if is_descriptive || self.is_correction() => {
                            old.insert(key.clone(), new.clone());
                        }
                        None => unmatched.push(format!("{at} matches nothing")),
                        Some(old) if is_descriptive || self.is_correction() || old.is_object() => {
                            self.merge(old, new, members.below(key, new), &at, unmatched);
                        }
                        Some(_) => unmatched.push(format!(
                            "{at} is a correction and requires a `description` with the reason"
                        )),
                    }
                }
            }
            (Value::Array(old), Value::Array(new)) => old.extend(new.iter().cloned()),
            (Value::Array(old), new) if at.is_empty() => old.push(new.clone()),
            (Value::Object(_) | Value::Array(_), _) | (_, Value::Object(_) | Value::Array(_)) => {
                unmatched.push(format!("{at} is of another kind"));
            }
            (old, new) => *old = new.clone(),
        }
    }
}

/// Returns the places that a JSONPath matches, as JSON pointers.
fn find(document: &Value, path: &str) -> Vec<String> {
    let Ok(path) = JsonPath::parse(path) else {
        return Vec::new();
    };
    path.query_located(document)
        .locations()
        .map(|at| at.to_json_pointer())
        .collect()
}

fn remove(document: &mut Value, pointer: &str) {
    let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
    match document.pointer_mut(parent) {
        Some(Value::Object(all)) => {
            drop(all.shift_remove(&key.replace("~1", "/").replace("~0", "~")))
        }
        Some(Value::Array(all)) => drop(key.parse().map(|index: usize| all.remove(index))),
        _ => {}
    }
}
