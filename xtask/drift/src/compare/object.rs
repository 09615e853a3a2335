//! Compares the properties of an object.

use astro_api_openapi_model::{Document, TOTAL_COUNT, page_collection};
use serde_json::{Map, Value, json};

use super::{
    comparison::Comparison,
    direction::{Direction, NullableIn},
    equality::identical,
    kind::SchemaKind,
    pair::{LocationPair, Pair, ValuePair, keys},
    presence::{Presence, Property},
    view::View,
};
use crate::{report::Severity, rules};

impl<'a> Comparison<'a> {
    pub(super) fn compare_object(
        &mut self,
        direction: Direction,
        at: &LocationPair,
        views: &Pair<View<'a>>,
    ) {
        let values = views.map_ref(|v| v.get("properties"));
        if values.any(|v| v.is_some_and(|v| !v.is_object())) {
            self.compare_value(&rules::N01, &at.child("properties"), values);
        } else {
            let properties = values.map(|v| v.and_then(Value::as_object));
            let first = self.findings.len();
            for name in keys(properties) {
                let at = at.child("properties").child(name);
                let values = properties.map(|p| p.and_then(|p| p.get(name)));
                let before = self.findings.len();
                self.compare_property(direction, name, &at, values, views);
                if self.findings.len() > before && self.is_tag(name, views) {
                    let added = self.findings.iter_mut().skip(before);
                    added.for_each(|(_, finding)| finding.set_source(Severity::None));
                }
            }
            if self.findings.len() > first && self.becomes_map(properties, views) {
                let added = self.findings.iter_mut().skip(first);
                added.for_each(|(_, finding)| finding.set_source(Severity::Break));
            }
            self.compare_undeclared_required(at, properties, views);
        }
        self.compare_additional(direction, at, views);
    }

    fn compare_property(
        &mut self,
        direction: Direction,
        name: &str,
        at: &LocationPair,
        values: ValuePair<'a>,
        views: &Pair<View<'a>>,
    ) {
        let (old, new) = match (values.old, values.new) {
            (Some(old), Some(new)) => (old, new),
            (Some(old), None) => {
                let response = if self.has_no_zero_value(name, old, &views.old) {
                    &rules::D54
                } else if views.old.requires(name) {
                    &rules::D30
                } else {
                    &rules::D31
                };
                return self.report(
                    direction.choose(&rules::D09, response),
                    at,
                    ValuePair::only_old(old),
                );
            }
            (None, Some(new)) => {
                let view = View::of(self.docs.new, new);
                let mut rule = match direction.is_request() {
                    true => {
                        let is_required = views.new.requires(name);
                        self.added_property(direction, views, is_required, &view)
                    }
                    false => *direction.choose(&rules::D08, &rules::D34),
                };
                // A required property that is not declared is a member for any value.
                if views.old.requires(name) && rule.source > Severity::None {
                    let source = match SchemaKind::of(&view) {
                        SchemaKind::Any => Severity::None,
                        _ => Severity::Break,
                    };
                    rule = rule.with_severities(rule.wire, source);
                }
                return self.report(&rule, at, ValuePair::only_new(new));
            }
            (None, None) => return,
        };
        if views.old.requires(name) == views.new.requires(name) && identical(old, new) {
            return;
        }
        let inner = Pair {
            old: View::of(self.docs.old, old),
            new: View::of(self.docs.new, new),
        };
        // The generator drops `nullable` of a component itself; but a component that replaces an inline schema means
        // the same as before.
        let is_extracted = inner.old.component.is_some() != inner.new.component.is_some();
        let presence = |own: &View<'a>, outer: &View<'a>| {
            let is_nullable = match is_extracted {
                true => own.is_true("nullable"),
                false => own.local("nullable") == Some(&Value::Bool(true)),
            };
            Presence::new(outer.requires(name), is_nullable, own)
        };
        let presences = Pair {
            old: presence(&inner.old, &views.old),
            new: presence(&inner.new, &views.new),
        };
        let one_way = match direction.is_request() {
            true => "readOnly",
            false => "writeOnly",
        };
        let property = Property {
            has_no_zero_value: self.has_no_zero_value(name, old, &views.old),
            is_of_page: is_of_page(self.docs.old, name, &views.old)
                && is_of_page(self.docs.new, name, &views.new)
                && direction == Direction::Response,
            has_default: inner.new.get("default").is_some(),
            is_transmitted: !inner.new.is_true(one_way),
        };
        self.compare_presence(direction, at, views, presences, property);
        self.compare_schema_in(
            direction,
            NullableIn::Property,
            at,
            ValuePair::both(old, new),
        );
    }

    /// Returns whether the released client fails without a property of a response.
    fn has_no_zero_value(&self, name: &str, schema: &'a Value, owner: &View<'a>) -> bool {
        let docs = self.docs;
        let is_page_member = is_of_page(docs.old, name, owner);
        let is_required = owner.requires(name);
        is_page_member
            || is_required
                && (name == "id"
                    || SchemaKind::of(&View::of(docs.old, schema)) == SchemaKind::Union)
    }

    /// Compares the required names that are not properties.
    fn compare_undeclared_required(
        &mut self,
        at: &LocationPair,
        properties: Pair<Option<&'a Map<String, Value>>>,
        views: &Pair<View<'a>>,
    ) {
        let at = at.child("required");
        let values = views.map_ref(|v| v.get("required"));
        let is_list = |v: Option<&Value>| {
            v.is_none_or(|v| v.as_array().is_some_and(|l| l.iter().all(Value::is_string)))
        };
        if !values.all(|v| is_list(*v)) {
            return self.compare_value(&rules::N01, &at, values);
        }
        let undeclared = |view: &View<'a>, properties: Option<&'a Map<String, Value>>| {
            let all = view.get("required").and_then(Value::as_array);
            let names = all.into_iter().flatten().filter_map(Value::as_str);
            let undeclared = names.filter(|name| properties.is_none_or(|p| !p.contains_key(*name)));
            json!(undeclared.collect::<std::collections::BTreeSet<&str>>())
        };
        // A removed property covers its name in the list.
        let known = |name: &Value| {
            let name = name.as_str().unwrap_or_default();
            properties.old.is_some_and(|p| p.contains_key(name))
                || properties.new.is_some_and(|p| p.contains_key(name))
        };
        let mut lists = Pair {
            old: undeclared(&views.old, properties.old),
            new: undeclared(&views.new, properties.new),
        };
        for list in [&mut lists.old, &mut lists.new] {
            if let Some(list) = list.as_array_mut() {
                list.retain(|name| !known(name));
            }
        }
        self.compare_value(&rules::N01, &at, ValuePair::both(&lists.old, &lists.new));
    }

    /// Compares `additionalProperties`. With a schema, they are the member `extra` of the type.
    fn compare_additional(
        &mut self,
        direction: Direction,
        at: &LocationPair,
        views: &Pair<View<'a>>,
    ) {
        let at = at.child("additionalProperties");
        let values = views.map_ref(|v| v.get("additionalProperties"));
        let is_schema = |v: Option<&Value>| v.is_some_and(Value::is_object);
        if is_schema(values.old) && is_schema(values.new) {
            return self.compare_schema(direction, &at, values);
        }
        let has_extra = values.map(is_schema);
        let source = match (has_extra.old, has_extra.new) {
            (true, false) => Severity::Break,
            // It replaces `with_extra`.
            (false, true) if self.directions(direction, views).old.in_requests => Severity::Break,
            (false, true) => Severity::Minor,
            _ => Severity::None,
        };
        let is_closed = values.map(|v| v == Some(&Value::Bool(false)));
        let takes_less = has_extra.new || is_closed.new;
        let wire = match direction.is_request() {
            true if takes_less && !is_closed.old => Severity::Risk,
            // Members without a type may occur.
            false if has_extra.old && !is_closed.new => Severity::Risk,
            _ => Severity::None,
        };
        let rule = direction.choose(&rules::D25, &rules::D73);
        let rule = rule.with_severities(wire.min(rule.wire), source.min(rule.source));
        self.compare_value_or(&rule, &at, values, json!(true));
    }
}

/// Returns whether a property is the list of a page, or its total.
fn is_of_page<'a>(document: Document<'a>, name: &str, owner: &View<'a>) -> bool {
    let schema = document.schema(owner.node());
    page_collection(&schema).is_some_and(|list| list == name || name == TOTAL_COUNT)
}
