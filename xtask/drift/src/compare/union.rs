//! Compares unions, and `allOf` that cannot be merged.

use std::collections::BTreeMap;

use astro_api_openapi_model::{Document, SCHEMA_PREFIX};
use serde_json::Value;

use super::{
    comparison::Comparison,
    direction::Direction,
    pair::{LocationPair, Pair, ValuePair, sorted_once},
    parts::Part,
    view::View,
};
use crate::rules;

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
