//! Compares unions, and `allOf` that cannot be merged: schemas with several parts.

use std::collections::BTreeMap;

use astro_api_openapi_model::{Document, SCHEMA_PREFIX, is_extension};
use serde_json::Value;

use super::{
    comparison::Comparison,
    direction::Direction,
    equality::equal,
    kind::SchemaKind,
    pair::{LocationPair, Pair, ValuePair, sorted_once},
    view::View,
};
use crate::rules::{self, Rule};

/// Schema members that are documentation and not part of the type.
const DOCUMENTATION: [&str; 4] = ["title", "description", "example", "externalDocs"];

/// A part of a union or `allOf`.
#[derive(Debug, Clone)]
struct Part<'a> {
    index: usize,
    value: &'a Value,
    /// The component, or else the title or the text of the part: its identity.
    key: String,
}

/// The matching of the parts of two documents.
#[derive(Debug, Default)]
struct Matching<'a> {
    same: Vec<(Part<'a>, Part<'a>)>,
    removed: Vec<Part<'a>>,
    added: Vec<Part<'a>>,
}

impl<'a> Comparison<'a> {
    pub(super) fn compare_union(
        &mut self,
        direction: Direction,
        key: &str,
        at: &LocationPair,
        values: ValuePair<'a>,
        views: &Pair<View<'a>>,
    ) {
        let other = if key == "oneOf" { "anyOf" } else { "oneOf" };
        let others = views.map_ref(|v| v.get(other));
        // `oneOf` instead of `anyOf`: the lists are compared once.
        let values = match (values.old, values.new) {
            (Some(old), None) if others.new.is_some() => {
                let is_tagged = views.old.get("discriminator").is_some();
                let rule = match is_tagged {
                    true => direction.choose(&rules::N02, &rules::N02),
                    false => direction.choose(&rules::D24, &rules::D38),
                };
                self.report(
                    rule,
                    at,
                    Pair {
                        old: values.old,
                        new: others.new,
                    },
                );
                Pair {
                    old: Some(old),
                    new: others.new,
                }
            }
            (None, Some(_)) if others.old.is_some() => return,
            _ => values,
        };
        let rules = [
            direction.choose(&rules::D16, &rules::D40),
            direction.choose(&rules::D17, &rules::D39),
        ];
        self.compare_parts(direction, rules, at, values);
    }

    pub(super) fn compare_all_of(
        &mut self,
        direction: Direction,
        at: &LocationPair,
        values: ValuePair<'a>,
    ) {
        let rules = [
            direction.choose(&rules::D24, &rules::D37),
            direction.choose(&rules::D16, &rules::D37),
        ];
        self.compare_parts(direction, rules, at, values);
    }

    fn compare_parts(
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

    pub(super) fn compare_discriminator(
        &mut self,
        direction: Direction,
        at: &LocationPair,
        values: ValuePair<'a>,
        views: &Pair<View<'a>>,
    ) {
        let rule = direction.choose(&rules::D18, &rules::D18);
        if values.any(Option::is_none) {
            return self.report(rule, at, values);
        }
        let lists = views.map_ref(|v| {
            let parts = v.get("oneOf").or_else(|| v.get("anyOf"));
            parts
                .and_then(Value::as_array)
                .map_or(&[][..], Vec::as_slice)
        });
        let matching = self.matching(lists);
        let docs = self.docs;
        let all = Pair {
            old: mapping(docs.old, values.old, lists.old),
            new: mapping(docs.new, values.new, lists.new),
        };
        self.compare_members(at, values, |this, key, at, values| match key {
            "propertyName" => this.compare_value(rule, at, values),
            "mapping" => {}
            _ => this.unclassified(key, at, values),
        });
        let tags = all.old.keys().chain(all.new.keys());
        for tag in sorted_once(tags.map(String::as_str)) {
            let targets = all.map_ref(|m| m.get(tag));
            let is_part_of = |parts: &[Part<'a>], target: Option<&String>| {
                target.is_some_and(|t| parts.iter().any(|p| p.key == *t))
            };
            let is_same = match (targets.old, targets.new) {
                (Some(old), Some(new)) => {
                    old == new
                        || matching
                            .same
                            .iter()
                            .any(|(o, n)| o.key == *old && n.key == *new)
                }
                // An added or removed variant covers its tag.
                (Some(_), None) => is_part_of(&matching.removed, targets.old),
                (None, Some(_)) => is_part_of(&matching.added, targets.new),
                (None, None) => true,
            };
            if !is_same {
                let at = at.child("mapping").child(tag);
                let values = targets.map(|t| t.map(|t| Value::String(t.clone())));
                self.report(rule, &at, values.map_ref(Option::as_ref));
            }
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

    fn matching(&self, lists: Pair<&'a [Value]>) -> Matching<'a> {
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

/// Returns the schema of each tag: by the mapping, or else by the name of the component.
fn mapping<'a>(
    document: Document<'a>,
    discriminator: Option<&Value>,
    variants: &'a [Value],
) -> BTreeMap<String, String> {
    let explicit = discriminator.and_then(|d| d.get("mapping"));
    let explicit = explicit.and_then(Value::as_object);
    let mut all: BTreeMap<String, String> = explicit
        .into_iter()
        .flatten()
        .map(|(tag, target)| {
            let target = target
                .as_str()
                .map_or_else(|| target.to_string(), str::to_owned);
            let name = target.strip_prefix(SCHEMA_PREFIX);
            (tag.clone(), name.unwrap_or(&target).to_owned())
        })
        .collect();
    for variant in variants {
        let name = View::of(document, variant).component;
        if let Some(name) = name.filter(|n| !all.values().any(|v| v == n)) {
            all.insert(name.to_owned(), name.to_owned());
        }
    }
    all
}
