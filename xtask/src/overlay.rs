//! Overlays by the OpenAPI Overlay Specification 1.1: actions, each with a JSONPath and what to do there.
//!
//! Stricter than the specification: an action has to match something, and without a `description` it may only add words.
//! With one, it is a correction, and the description is its reason.

use std::{fs, path::Path};

use serde_json::Value;
use serde_json_path::JsonPath;

use crate::{
    canonical::Members::{self, Defined},
    while_doing,
};

/// The members that describe the API.
const WORDS: [&str; 7] = [
    "summary",
    "description",
    "example",
    "examples",
    "x-secret",
    "contact",
    "license",
];

/// What is to be said about actions that were applied.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    /// What addresses something that is not there, or does not fit it. It had no effect.
    pub(crate) lost: Vec<String>,
    /// The corrections that changed nothing.
    pub(crate) redundant: Vec<String>,
}

/// One action.
pub(crate) struct Action {
    /// What is to be said of it first: `FILE:LINE: TARGET`.
    place: String,
    pub(crate) json: Value,
    is_correction: bool,
}

/// Reads the overlays of a folder, in the order of their names.
pub(crate) fn read(root: &Path, folder: &str) -> Result<Vec<Action>, String> {
    let mut names: Vec<String> = fs::read_dir(root.join(folder))
        .and_then(|all| {
            all.map(|e| Ok(e?.file_name().to_string_lossy().into_owned()))
                .collect()
        })
        .map_err(while_doing(format!("read {folder}")))?;
    names.retain(|name| name.ends_with(".yaml"));
    names.sort();
    let mut actions = Vec::new();
    for name in names {
        let file = format!("{folder}/{name}");
        let text = fs::read_to_string(root.join(&file));
        actions.extend(parse(
            &text.map_err(while_doing(format!("read {file}")))?,
            &file,
        )?);
    }
    Ok(actions)
}

fn parse(text: &str, file: &str) -> Result<Vec<Action>, String> {
    let overlay: Value =
        yaml_serde::from_str(text).map_err(|e| format!("{file} is not YAML: {e}"))?;
    let version = overlay["overlay"]
        .as_str()
        .filter(|version| version.starts_with("1."));
    let (Some(_), Some(actions)) = (version, overlay["actions"].as_array()) else {
        return Err(format!(
            "{file} is no overlay: it needs `overlay: 1.1.0` and `actions`"
        ));
    };
    let mut lines = text.lines().enumerate();
    let one = |json: &Value| {
        let target = json["target"].as_str().unwrap_or_default();
        // The next line that says so.
        let line = lines.find_map(|(number, line)| {
            let said = line
                .trim_start_matches(['-', ' '])
                .strip_prefix("target:")?;
            (yaml_serde::from_str::<String>(said).ok()? == target).then_some(number + 1)
        });
        let place = format!("{file}:{}: {target}", line.unwrap_or_default());
        let is_correction = json["description"]
            .as_str()
            .is_some_and(|d| !d.trim().is_empty());
        for path in ["target", "copy"]
            .iter()
            .filter_map(|key| json[key].as_str())
        {
            JsonPath::parse(path).map_err(|e| format!("{place}: is no JSONPath: {e}"))?;
        }
        if !is_correction && json.get("update").is_none() {
            return Err(format!(
                "{place}: says neither words nor, in `description`, why it corrects"
            ));
        }
        Ok(Action {
            place,
            json: json.clone(),
            is_correction,
        })
    };
    actions.iter().map(one).collect()
}

/// Applies actions, one after the other. What one cannot do is passed over and reported.
pub(crate) fn apply(document: &mut Value, actions: &[Action]) -> Problems {
    let mut problems = Problems::default();
    for action in actions {
        let mut lost = Vec::new();
        if !action.apply(document, &mut lost) && lost.is_empty() && action.is_correction {
            problems.redundant.push(action.place.clone());
        }
        problems.lost.extend(
            lost.into_iter()
                .map(|why| format!("{}: {why}", action.place)),
        );
    }
    problems
}

impl Action {
    /// Applies this one, and says whether it changed anything.
    fn apply(&self, document: &mut Value, lost: &mut Vec<String>) -> bool {
        let target = self.json["target"].as_str().unwrap_or_default();
        let mut found = find(document, target);
        if self.json["remove"] == true {
            let parent = target.rfind(['[', '.']).map_or("", |end| &target[..end]);
            if found.is_empty() && find(document, parent).is_empty() {
                lost.push("matches nothing".to_owned());
            }
            // From the last one on, so that no index moves before it is used.
            found.reverse();
            found.iter().for_each(|pointer| remove(document, pointer));
            return !found.is_empty();
        }
        let update = match self.json["copy"]
            .as_str()
            .map(|source| find(document, source))
        {
            None => Some(&self.json["update"]),
            Some(source) => source.first().and_then(|pointer| document.pointer(pointer)),
        };
        let Some(update) = update.cloned().filter(|_| !found.is_empty()) else {
            lost.push("matches nothing".to_owned());
            return false;
        };
        let mut changed = false;
        for pointer in &found {
            if let Some(node) = document.pointer_mut(pointer) {
                let old = node.clone();
                self.merge(node, &update, Defined, "", lost);
                changed |= old != *node;
            }
        }
        changed
    }

    /// Merges as the specification says.
    fn merge(
        &self,
        old: &mut Value,
        new: &Value,
        members: Members,
        at: &str,
        lost: &mut Vec<String>,
    ) {
        match (old, new) {
            (Value::Object(old), Value::Object(new)) => {
                for (key, new) in new {
                    let at = format!("{at}/{key}");
                    let may_add =
                        self.is_correction || members == Defined && WORDS.contains(&key.as_str());
                    match old.get_mut(key) {
                        Some(old) if may_add || old.is_object() && new.is_object() => {
                            self.merge(old, new, members.below(key, new), &at, lost);
                        }
                        None if may_add => drop(old.insert(key.clone(), new.clone())),
                        Some(_) => {
                            lost.push(format!("{at} is a correction; say why in `description`"))
                        }
                        None => lost.push(format!("{at} matches nothing")),
                    }
                }
            }
            (Value::Array(old), Value::Array(new)) => old.extend(new.iter().cloned()),
            (Value::Array(old), new) if at.is_empty() => old.push(new.clone()),
            (old, new)
                if !old.is_object() && !old.is_array() && !new.is_object() && !new.is_array() =>
            {
                *old = new.clone();
            }
            _ => lost.push(format!("{at} is of another kind")),
        }
    }
}

/// Where a path leads to, as pointers.
fn find(document: &Value, path: &str) -> Vec<String> {
    let found = JsonPath::parse(path).map(|path| path.query_located(document));
    found
        .iter()
        .flat_map(|found| found.locations())
        .map(|at| at.to_json_pointer())
        .collect()
}

fn unescaped(key: &str) -> String {
    key.replace("~1", "/").replace("~0", "~")
}

fn remove(document: &mut Value, pointer: &str) {
    let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
    match document.pointer_mut(parent) {
        Some(Value::Object(object)) => drop(object.shift_remove(&unescaped(key))),
        Some(Value::Array(items)) => drop(key.parse().map(|index: usize| items.remove(index))),
        _ => {}
    }
}
