//! Schemas that no operation sends or receives are dropped, and the schemas of answers and requests told apart.

use std::collections::BTreeSet;

use serde_json::Value;

use self::reachable::{Direction, reachable};
use crate::{document, error::Result, names::Names};

pub(super) fn unreachable(document: &mut Value, _: &Names) -> Result<()> {
    let mut used = reachable(document, Direction::Requests);
    used.extend(reachable(document, Direction::Answers));
    document::schemas_mut(document)?.retain(|name, _| used.contains(name));
    Ok(())
}

/// Which schemas travel which way.
pub(crate) mod reachable {
    use super::{BTreeSet, Value, document};

    /// The way a schema travels.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(crate) enum Direction {
        /// In parameters and request bodies.
        Requests,
        /// In answers.
        Answers,
    }

    /// The component schemas that travel that way, directly or inside others.
    pub(crate) fn reachable(document: &Value, direction: Direction) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let items = document.get("paths").and_then(Value::as_object);
        for operation in items
            .into_iter()
            .flatten()
            .filter_map(|(_, item)| item.as_object())
            .flat_map(|item| {
                item.iter()
                    .filter(|(m, _)| document::METHODS.contains(&m.as_str()))
            })
            .map(|(_, operation)| operation)
        {
            let members: &[&str] = match direction {
                Direction::Requests => &["parameters", "requestBody"],
                Direction::Answers => &["responses"],
            };
            for member in members {
                if let Some(value) = operation.get(*member) {
                    collect(document, value, &mut found);
                }
            }
        }
        found
    }

    /// Adds the component schemas that `value` leads to.
    pub(crate) fn collect(document: &Value, value: &Value, found: &mut BTreeSet<String>) {
        if let Some(name) = document::referenced(value) {
            if found.insert(name.to_owned()) {
                let schemas = document.pointer("/components/schemas");
                if let Some(schema) = schemas.and_then(|s| s.get(name)) {
                    collect(document, schema, found);
                }
            }
            return;
        }
        match value {
            Value::Array(all) => all.iter().for_each(|v| collect(document, v, found)),
            Value::Object(all) => all.values().for_each(|v| collect(document, v, found)),
            _ => {}
        }
    }
}
