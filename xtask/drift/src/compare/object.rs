//! Compares the properties of an object.

use std::cell::OnceCell;

use serde_json::{Map, Value, json};

use super::{
    At, Comparison, Direction, Two, Values, only_new, only_old,
    pages::collection,
    presence::{Presence, Property},
    same::settled,
    schema::Null,
    types::Kind,
    uses::Uses,
    view::View,
};
use crate::{report::Severity, rules};

impl<'a> Comparison<'a> {
    pub(super) fn object(&mut self, direction: Direction, at: &At, views: &Two<View<'a>>) {
        let values = views.map_ref(|v| v.get("properties"));
        if values.old.is_some_and(|v| !v.is_object()) || values.new.is_some_and(|v| !v.is_object())
        {
            self.leaf(&rules::N01, &at.child("properties"), values);
        } else {
            let properties = values.map(|v| v.and_then(Value::as_object));
            let first = self.found.len();
            for name in super::keys(properties) {
                let at = at.child("properties").child(name);
                let values = properties.map(|p| p.and_then(|p| p.get(name)));
                let before = self.found.len();
                self.property(direction, name, &at, values, views);
                if self.found.len() > before && self.is_tag(name, views) {
                    let found = self.found.iter_mut().skip(before);
                    found.for_each(|(_, finding)| finding.set_source(Severity::None));
                }
            }
            if self.found.len() > first && self.becomes_map(properties, views) {
                let found = self.found.iter_mut().skip(first);
                found.for_each(|(_, finding)| finding.set_source(Severity::Break));
            }
            self.required(at, properties, views);
        }
        self.additional(direction, at, views);
    }

    fn property(
        &mut self,
        direction: Direction,
        name: &str,
        at: &At,
        values: Values<'a>,
        views: &Two<View<'a>>,
    ) {
        let (old, new) = match (values.old, values.new) {
            (Some(old), Some(new)) => (old, new),
            (Some(old), None) => {
                let response = if self.has_no_zero(name, old, &views.old) {
                    &rules::D54
                } else if views.old.requires(name) {
                    &rules::D30
                } else {
                    &rules::D31
                };
                return self.report(direction.choose(&rules::D09, response), at, only_old(old));
            }
            (None, Some(new)) => {
                let rule = match direction.is_request() {
                    true => {
                        let view = View::of(self.docs.new, new);
                        let is_required = views.new.requires(name);
                        self.added_property(direction, views, is_required, &view)
                    }
                    false => *direction.choose(&rules::D08, &rules::D34),
                };
                return self.report(&rule, at, only_new(new));
            }
            (None, None) => return,
        };
        if views.old.requires(name) == views.new.requires(name) && settled(old, new) {
            return;
        }
        let inner = Two {
            old: View::of(self.docs.old, old),
            new: View::of(self.docs.new, new),
        };
        // The generator drops `nullable` of a component itself; but a component that replaces an inline schema means
        // the same as before.
        let is_moved = inner.old.component.is_some() != inner.new.component.is_some();
        let presence = |own: &View<'a>, outer: &View<'a>| {
            let is_nullable = match is_moved {
                true => own.says("nullable"),
                false => own.here("nullable") == Some(&Value::Bool(true)),
            };
            Presence::new(outer.requires(name), is_nullable, own)
        };
        let presences = Two {
            old: presence(&inner.old, &views.old),
            new: presence(&inner.new, &views.new),
        };
        let one_way = match direction.is_request() {
            true => "readOnly",
            false => "writeOnly",
        };
        let property = Property {
            has_no_zero: self.has_no_zero(name, old, &views.old),
            is_of_page: is_of_page(self.docs.old, name, &views.old)
                && is_of_page(self.docs.new, name, &views.new)
                && direction == Direction::Response,
            has_default: inner.new.get("default").is_some(),
            travels: !inner.new.says(one_way),
        };
        self.presence(direction, at, views, presences, property);
        self.schema_in(direction, Null::Elsewhere, at, super::both(old, new));
    }

    /// Returns whether a variant of a tagged union has members in only one of the documents: without any, its type is a
    /// map.
    fn becomes_map(
        &self,
        properties: Two<Option<&'a Map<String, Value>>>,
        owners: &Two<View<'a>>,
    ) -> bool {
        let has_only_tag = properties.map(|p| {
            let mut names = p.into_iter().flatten().map(|(name, _)| name);
            names.all(|name| self.is_tag(name, owners))
        });
        has_only_tag.old != has_only_tag.new && self.union_tags(owners).old.is_some()
    }

    /// Returns whether a property is the tag of a union, and its owner is only used as a variant: its type has no such
    /// member.
    fn is_tag(&self, name: &str, owners: &Two<View<'a>>) -> bool {
        let tags = self.union_tags(owners);
        tags.old == Some(name) && tags.new == Some(name)
    }

    /// Returns the tags of the unions in which the owners are only used as variants.
    fn union_tags(&self, owners: &Two<View<'a>>) -> Two<Option<&'a str>> {
        let tag = |document, uses: &'a OnceCell<Uses>, owner: &View<'a>| {
            let uses = uses.get_or_init(|| Uses::of(document));
            let pointer = owner.place.pointer();
            let component = pointer.strip_prefix("/components/schemas/")?;
            uses.tags.get(component).map(String::as_str)
        };
        Two {
            old: tag(self.docs.old, self.used.old, &owners.old),
            new: tag(self.docs.new, self.used.new, &owners.new),
        }
    }

    /// Returns whether the released client fails without a property of a response.
    fn has_no_zero(&self, name: &str, schema: &Value, owner: &View<'a>) -> bool {
        let docs = self.docs;
        let is_page_member = is_of_page(docs.old, name, owner);
        let is_required = owner.requires(name);
        is_page_member
            || is_required && (name == "id" || Kind::of(&View::of(docs.old, schema)) == Kind::Union)
    }

    /// Compares the required names that are not properties.
    fn required(
        &mut self,
        at: &At,
        properties: Two<Option<&'a Map<String, Value>>>,
        views: &Two<View<'a>>,
    ) {
        let at = at.child("required");
        let values = views.map_ref(|v| v.get("required"));
        let is_list = |v: Option<&Value>| {
            v.is_none_or(|v| v.as_array().is_some_and(|l| l.iter().all(Value::is_string)))
        };
        if !is_list(values.old) || !is_list(values.new) {
            return self.leaf(&rules::N01, &at, values);
        }
        let strange = |view: &View<'a>, properties: Option<&'a Map<String, Value>>| {
            let all = view.get("required").and_then(Value::as_array);
            let names = all.into_iter().flatten().filter_map(Value::as_str);
            let strange = names.filter(|name| properties.is_none_or(|p| !p.contains_key(*name)));
            json!(strange.collect::<std::collections::BTreeSet<&str>>())
        };
        // A removed property covers its name in the list.
        let known = |name: &Value| {
            let name = name.as_str().unwrap_or_default();
            properties.old.is_some_and(|p| p.contains_key(name))
                || properties.new.is_some_and(|p| p.contains_key(name))
        };
        let mut lists = Two {
            old: strange(&views.old, properties.old),
            new: strange(&views.new, properties.new),
        };
        for list in [&mut lists.old, &mut lists.new] {
            if let Some(list) = list.as_array_mut() {
                list.retain(|name| !known(name));
            }
        }
        self.leaf(&rules::N01, &at, super::both(&lists.old, &lists.new));
    }

    /// Compares `additionalProperties`. With a schema, they are the member `extra` of the type.
    fn additional(&mut self, direction: Direction, at: &At, views: &Two<View<'a>>) {
        let at = at.child("additionalProperties");
        let values = views.map_ref(|v| v.get("additionalProperties"));
        let is_schema = |v: Option<&Value>| v.is_some_and(Value::is_object);
        if is_schema(values.old) && is_schema(values.new) {
            return self.schema(direction, &at, values);
        }
        let has_extra = values.map(is_schema);
        let source = match (has_extra.old, has_extra.new) {
            (true, false) => Severity::Break,
            // It replaces `with_extra`.
            (false, true) if self.travels(direction, views).old.in_requests => Severity::Break,
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
        let rule = rule.judged(wire.min(rule.wire), source.min(rule.source));
        self.leaf_or(&rule, &at, values, json!(true));
    }
}

/// Returns whether a property is the list of a page, or its total.
fn is_of_page(document: &Value, name: &str, owner: &View<'_>) -> bool {
    collection(document, owner).is_some_and(|list| list == name || name == "totalCount")
}
