//! The parts of unions and of `allOf`, matched between the documents.

use astro_api_openapi_model::{Document, is_extension};
use serde_json::Value;

use super::{
    comparison::Comparison,
    direction::Direction,
    equality::equal,
    kind::SchemaKind,
    pair::{LocationPair, Pair, ValuePair},
    view::View,
};
use crate::rules::{self, Rule};

/// Schema members that are documentation and not part of the type.
const DOCUMENTATION: [&str; 4] = ["title", "description", "example", "externalDocs"];

/// A part of a union or `allOf`.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    index: usize,
    value: &'a Value,
    /// The component, or else the title or the text of the part: its identity.
    pub(super) key: String,
}

/// The matching of the parts of two documents.
#[derive(Debug, Default)]
pub(super) struct Matching<'a> {
    pub(super) same: Vec<(Part<'a>, Part<'a>)>,
    pub(super) removed: Vec<Part<'a>>,
    pub(super) added: Vec<Part<'a>>,
}

impl<'a> Comparison<'a> {
    pub(super) fn compare_parts(
        &mut self,
        direction: Direction,
        [removed, added]: [&'static Rule; 2],
        at: &LocationPair,
        values: ValuePair<'a>,
    ) {
        let lists = values.map(|v| v.and_then(Value::as_array));
        let (Some(old), Some(new)) = (lists.old, lists.new) else {
            // `oneOf` instead of `anyOf`, or no list at all.
            return self.compare_value(&rules::N01, at, values);
        };
        let matching = self.matching(Pair { old, new });
        let location = |old: &Part<'a>, new: &Part<'a>| Pair {
            old: at.old.item(old.index, &old.key),
            new: at.new.item(new.index, &new.key),
        };
        for part in &matching.removed {
            self.report(
                removed,
                &location(part, part),
                ValuePair::only_old(part.value),
            );
        }
        for part in &matching.added {
            self.report(
                added,
                &location(part, part),
                ValuePair::only_new(part.value),
            );
        }
        for (old, new) in &matching.same {
            self.compare_schema(
                direction,
                &location(old, new),
                ValuePair::both(old.value, new.value),
            );
        }
    }

    /// Returns whether two lists have the same parts, of the same kinds.
    pub(super) fn has_same_parts(&self, values: ValuePair<'a>) -> bool {
        let lists = values.map(|v| v.and_then(Value::as_array).map(Vec::as_slice));
        let Pair {
            old: Some(old),
            new: Some(new),
        } = lists
        else {
            return false;
        };
        let matching = self.matching(Pair { old, new });
        let kind = |document, part: &Part<'a>| SchemaKind::of(&View::of(document, part.value));
        let mut same = matching.same.iter();
        matching.removed.is_empty()
            && matching.added.is_empty()
            && same.all(|(old, new)| kind(self.docs.old, old) == kind(self.docs.new, new))
    }

    pub(super) fn matching(&self, lists: Pair<&'a [Value]>) -> Matching<'a> {
        let old = parts(self.docs.old, lists.old);
        let mut new = parts(self.docs.new, lists.new);
        let mut matching = Matching::default();
        for part in old {
            match new.iter().position(|n| n.key == part.key) {
                Some(index) => matching.same.push((part, new.remove(index))),
                None => matching.removed.push(part),
            }
        }
        matching.added = new;
        // A single unmatched part on both sides is the same one with another name or content.
        if let ([_], [_]) = (matching.removed.as_slice(), matching.added.as_slice()) {
            let removed = matching.removed.pop();
            matching.same.extend(removed.zip(matching.added.pop()));
        }
        matching
    }
}

fn parts<'a>(document: Document<'a>, list: &'a [Value]) -> Vec<Part<'a>> {
    let mut all: Vec<Part<'a>> = Vec::new();
    for (index, value) in list.iter().enumerate() {
        let view = View::of(document, value);
        let title = view.get("title").and_then(Value::as_str);
        let key = match (view.component, title) {
            (Some(name), _) => name.to_owned(),
            (None, Some(title)) => title.to_owned(),
            (None, None) => {
                let value = without_documentation(value);
                let equal_part = all
                    .iter()
                    .find(|p| equal(&without_documentation(p.value), &value));
                equal_part.map_or_else(|| value.to_string(), |p| p.key.clone())
            }
        };
        all.push(Part { index, value, key });
    }
    all
}

/// Returns a schema without documentation, nested schemas and vendor extensions.
fn without_documentation(schema: &Value) -> Value {
    let Value::Object(members) = schema else {
        return schema.clone();
    };
    let each = |value: &Value| match value {
        Value::Array(items) => items.iter().map(without_documentation).collect(),
        other => without_documentation(other),
    };
    let kept = members
        .iter()
        .filter(|(key, _)| !DOCUMENTATION.contains(&key.as_str()) && !is_extension(key));
    let bare = kept.map(|(key, value)| {
        let value = match (key.as_str(), value) {
            ("properties", Value::Object(all)) => all
                .iter()
                .map(|(name, value)| (name.clone(), without_documentation(value)))
                .collect(),
            ("items" | "additionalProperties" | "not" | "oneOf" | "anyOf" | "allOf", value) => {
                each(value)
            }
            (_, value) => value.clone(),
        };
        (key.clone(), value)
    });
    bare.collect()
}
