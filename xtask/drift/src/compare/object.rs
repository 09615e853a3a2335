//! The properties of an object.

use serde_json::{Map, Value, json};

use super::{
    At, Comparison, Direction, Two, Values, only_new, only_old, pages::collection,
    parameters::added, same::settled, schema::Null, types::Kind, view::View,
};
use crate::rules::{self, Rule};

/// What the type of a field says of its being there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Presence {
    is_required: bool,
    is_nullable: bool,
    is_list: bool,
}

impl Presence {
    /// Whether the field of an answer is a plain `T`: a list that may be missing is one, too.
    fn is_bare(self) -> bool {
        (self.is_required || self.is_list) && !self.is_nullable
    }
}

impl<'a> Comparison<'a> {
    pub(super) fn object(&mut self, direction: Direction, at: &At, views: &Two<View<'a>>) {
        let values = views.map_ref(|v| v.get("properties"));
        if values.old.is_some_and(|v| !v.is_object()) || values.new.is_some_and(|v| !v.is_object())
        {
            self.leaf(&rules::N01, &at.child("properties"), values);
        } else {
            let properties = values.map(|v| v.and_then(Value::as_object));
            for name in super::keys(properties) {
                let at = at.child("properties").child(name);
                let values = properties.map(|p| p.and_then(|p| p.get(name)));
                self.property(direction, name, &at, values, views);
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
                let has_default = View::of(self.docs.new, new).get("default").is_some();
                let rule = added(views.new.requires(name), has_default);
                return self.report(direction.choose(rule, &rules::D34), at, only_new(new));
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
        // What a component says of itself is dropped; but a component that takes the place of what was written here says
        // the same as before.
        let is_moved = inner.old.component.is_some() != inner.new.component.is_some();
        let presence = |own: &View<'a>, outer: &View<'a>| Presence {
            is_required: outer.requires(name),
            is_nullable: if is_moved {
                own.says("nullable")
            } else {
                own.here("nullable") == Some(&Value::Bool(true))
            },
            is_list: Kind::of(own) == Kind::Array,
        };
        let presences = Two {
            old: presence(&inner.old, &views.old),
            new: presence(&inner.new, &views.new),
        };
        let lost = self.has_no_zero(name, old, &views.old);
        let has_default = inner.new.get("default").is_some();
        self.presence(direction, at, presences, lost, has_default);
        self.schema_in(direction, Null::Elsewhere, at, super::both(old, new));
    }

    fn presence(
        &mut self,
        direction: Direction,
        at: &At,
        presences: Two<Presence>,
        has_no_zero: bool,
        has_default: bool,
    ) {
        let required = presences.map(|p| p.is_required);
        let nullable = presences.map(|p| p.is_nullable);
        let may_lack = presences.map(|p| !p.is_required || p.is_nullable);
        match direction {
            Direction::Request => {
                let rule = if required.new {
                    added(true, has_default)
                } else {
                    &rules::D15
                };
                self.flag(rule, "required", at, required);
                let rule = if nullable.new {
                    &rules::D15
                } else {
                    &rules::D14
                };
                self.flag(rule, "nullable", at, nullable);
            }
            Direction::Response => {
                let bare = presences.map(Presence::is_bare);
                let rule: &Rule = if has_no_zero && may_lack.new && !may_lack.old {
                    &rules::D54
                } else if bare.old && !bare.new {
                    &rules::D32
                } else if !bare.old && bare.new {
                    &rules::D33
                } else {
                    &rules::D53
                };
                self.flag(rule, "required", at, required);
                self.flag(rule, "nullable", at, nullable);
            }
            Direction::Failure | Direction::Unread => {
                let rule = direction.choose(&rules::D53, &rules::D53);
                self.flag(rule, "required", at, required);
                self.flag(rule, "nullable", at, nullable);
            }
        }
    }

    /// Reports something that is true or false of a property.
    fn flag(&mut self, rule: &Rule, name: &str, at: &At, values: Two<bool>) {
        if values.old != values.new {
            let [old, new] = [values.old, values.new].map(|v| json!({ name: v }));
            self.report(rule, at, super::both(&old, &new));
        }
    }

    /// Whether the released client cannot do without a property of an answer.
    fn has_no_zero(&self, name: &str, schema: &Value, owner: &View<'a>) -> bool {
        let docs = self.docs;
        let is_page_member = collection(docs.old, owner).is_some_and(|list| list == name)
            || name == "totalCount" && collection(docs.old, owner).is_some();
        let is_required = owner.requires(name);
        is_page_member
            || is_required && (name == "id" || Kind::of(&View::of(docs.old, schema)) == Kind::Union)
    }

    /// Names that are required without being properties.
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
        // A name whose property is gone is part of that.
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

    fn additional(&mut self, direction: Direction, at: &At, views: &Two<View<'a>>) {
        let at = at.child("additionalProperties");
        let values = views.map_ref(|v| v.get("additionalProperties"));
        let is_schema = |v: Option<&Value>| v.is_some_and(Value::is_object);
        if is_schema(values.old) && is_schema(values.new) {
            self.schema(direction, &at, values);
        } else {
            let rule = direction.choose(&rules::D25, &rules::D25);
            self.leaf_or(rule, &at, values, json!(true));
        }
    }
}
