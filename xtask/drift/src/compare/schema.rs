//! Compares schemas.

use serde_json::{Value, json};

use super::{
    At, Comparison, Owner, Pair, Two, Values, both, limits::LIMITS, same::settled, types::Kind,
    view::View,
};
use crate::rules::{self, Rule};

/// The direction in which a schema is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    Request,
    /// In a parameter, whose values are written as text.
    Parameter,
    Response,
    /// In the response of a failure.
    Failure,
    /// In a response that is returned as bytes, which the client does not parse.
    Unread,
}

impl Direction {
    /// Returns the same for parts that the client does not parse.
    pub(super) fn unread(self) -> Self {
        match self {
            Self::Failure => Self::Failure,
            _ => Self::Unread,
        }
    }

    pub(super) fn is_request(self) -> bool {
        matches!(self, Self::Request | Self::Parameter)
    }

    /// Returns the rule for this direction.
    pub(super) fn choose(self, request: &'static Rule, response: &'static Rule) -> &'static Rule {
        match self {
            Self::Request | Self::Parameter => request,
            Self::Response => response,
            Self::Failure => &rules::D48,
            Self::Unread => &rules::N02,
        }
    }
}

/// The place where `nullable` is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Null {
    /// In the object that has the property.
    Elsewhere,
    /// In the schema itself, which is a list item or stands alone.
    Here,
    /// Nowhere: the generator drops it from components.
    Component,
}

impl<'a> Comparison<'a> {
    pub(super) fn schema(&mut self, direction: Direction, at: &At, values: Values<'a>) {
        self.schema_in(direction, Null::Here, at, values);
    }

    pub(super) fn schema_in(
        &mut self,
        direction: Direction,
        null: Null,
        at: &At,
        values: Values<'a>,
    ) {
        let (Some(old), Some(new)) = (values.old, values.new) else {
            // A missing schema accepts any value.
            let is_any = |document: &Value, schema: Option<&'a Value>| {
                schema.is_none_or(|s| Kind::of(&View::of(document, s)) == Kind::Any)
            };
            if is_any(self.docs.old, values.old) && is_any(self.docs.new, values.new) {
                let is_component = [(self.docs.old, values.old), (self.docs.new, values.new)]
                    .into_iter()
                    .filter_map(|(document, schema)| Some(View::of(document, schema?)))
                    .any(|view| view.component.is_some());
                let rule = match is_component {
                    true => direction.choose(&rules::D72, &rules::D72),
                    false => &rules::N02,
                };
                return self.leaf(rule, at, values);
            }
            let rule = match values.old {
                None => direction.choose(&rules::D10, &rules::D38),
                Some(_) => direction.choose(&rules::D24, &rules::D37),
            };
            return self.leaf(rule, at, values);
        };
        if settled(old, new) {
            return;
        }
        if !old.is_object() || !new.is_object() {
            return self.leaf(direction.choose(&rules::D10, &rules::D37), at, values);
        }
        let views = Two {
            old: View::at(self.docs.old, old, &at.old),
            new: View::at(self.docs.new, new, &at.new),
        };
        self.type_name(direction, at, values, &views);
        if views.old.component.is_some() && views.new.component.is_some() {
            let mut keys: Vec<&str> = views.old.beside().chain(views.new.beside()).collect();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                let values = match key {
                    "nullable" => views.map_ref(|v| v.here(key)),
                    _ => views.map_ref(|v| v.get(key)),
                };
                self.member(direction, null, key, &at.child(key), values, &views);
            }
            self.pair(direction, Null::Component, views.map_ref(View::alone));
        } else if views.old.component.is_some() || views.new.component.is_some() {
            let null = match views.old.is_reference && views.new.is_reference {
                true => Null::Component,
                false => null,
            };
            self.pair(direction, null, views);
        } else {
            self.bodies(direction, null, &views);
        }
    }

    /// Queues two schemas for comparison, once for all references to them.
    fn pair(&mut self, direction: Direction, null: Null, views: Two<View<'a>>) {
        let key = (
            views.old.place.pointer(),
            views.new.place.pointer(),
            direction,
        );
        let index = match self.by_key.get(&key) {
            Some(index) => *index,
            None => {
                let name = views.new.component.or(views.old.component);
                self.pairs.push(Pair {
                    schema: name.unwrap_or_default().to_owned(),
                    views,
                    direction,
                    null,
                });
                self.by_key.insert(key, self.pairs.len() - 1);
                self.pairs.len() - 1
            }
        };
        match &self.owner {
            Owner::Document => {}
            Owner::Operation(operation) => {
                self.roots
                    .entry(operation.clone())
                    .or_default()
                    .insert(index);
            }
            Owner::Pair(outer) => {
                self.inner.entry(*outer).or_default().insert(index);
            }
        }
    }

    /// Compares two schemas of any kind.
    pub(super) fn bodies(&mut self, direction: Direction, null: Null, views: &Two<View<'a>>) {
        let at = views.map_ref(|v| v.place.clone());
        let kinds = views.map_ref(Kind::of);
        if self.flat(direction, null, &at, &kinds, views) {
            return;
        }
        if let Some(rule) = self.type_changed(direction, &kinds, views) {
            let [old, new] = [&kinds.old, &kinds.new].map(|k| json!(k.name()));
            return self.report(rule, &at, both(&old, &new));
        }
        self.object(direction, &at, views);
        let mut keys: Vec<&str> = views.old.keys().chain(views.new.keys()).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let values = views.map_ref(|v| v.get(key));
            self.member(direction, null, key, &at.child(key), values, views);
        }
    }

    /// Compares one member of two schemas of the same kind.
    fn member(
        &mut self,
        direction: Direction,
        null: Null,
        key: &str,
        at: &At,
        values: Values<'a>,
        views: &Two<View<'a>>,
    ) {
        match key {
            // Compared together with the other one.
            "properties" | "required" | "additionalProperties" => {}
            // A dangling reference.
            "$ref" => self.leaf(direction.choose(&rules::D10, &rules::D37), at, values),
            "format" => self.leaf(direction.choose(&rules::D29, &rules::D50), at, values),
            "enum" => self.enumeration(direction, at, values, views),
            // The generator reads it if there is no `enum`.
            "x-extensible-enum" => {
                let has_enum = |view: &View<'a>| view.keys().any(|key| key == "enum");
                if !has_enum(&views.old) && !has_enum(&views.new) {
                    self.enumeration(direction, at, values, views);
                }
            }
            "nullable" => self.nullable(direction, null, at, values),
            "items" => self.schema(direction, at, values),
            "oneOf" | "anyOf" => self.union(direction, key, at, values, views),
            "allOf" => self.sum(direction, at, values),
            "discriminator" => self.discriminator(direction, at, values, views),
            "default" => self.leaf(direction.choose(&rules::D19, &rules::D55), at, values),
            "title" | "description" | "example" | "externalDocs" => {
                self.leaf(&rules::S06, at, values);
            }
            "deprecated" => self.leaf_or(&rules::D60, at, values, json!(false)),
            "readOnly" | "writeOnly" => {
                let rule = direction.choose(&rules::D71, &rules::N02);
                self.leaf_or(rule, at, values, json!(false));
            }
            // The generator reads it for properties only.
            "x-secret" if null == Null::Elsewhere => self.leaf(&rules::S08, at, values),
            // Of two schemas of the same kind, one states explicitly what the other implies.
            "type" | "xml" => self.leaf(&rules::N02, at, values),
            limit if LIMITS.contains(&limit) => self.limit(direction, limit, at, values),
            _ => self.unclassified(key, at, values),
        }
    }

    fn nullable(&mut self, direction: Direction, null: Null, at: &At, values: Values<'a>) {
        let may_be = values.map(|v| v == Some(&Value::Bool(true)));
        let rule = match (null, direction) {
            (Null::Elsewhere, _) => return,
            (Null::Component, Direction::Response) if may_be.new => &rules::D52,
            (Null::Component, _) => direction.choose(&rules::D53, &rules::D53),
            (Null::Here, _) if may_be.new => direction.choose(&rules::D15, &rules::D37),
            (Null::Here, _) => direction.choose(&rules::D14, &rules::D33),
        };
        self.leaf_or(rule, at, values, json!(false));
    }
}

impl<T> Two<T> {
    pub(super) fn map_ref<'t, U>(&'t self, f: impl Fn(&'t T) -> U) -> Two<U> {
        Two {
            old: f(&self.old),
            new: f(&self.new),
        }
    }
}
