//! Compares the types of schemas, and whether one reads the values of the other.

use astro_api_openapi_model::Document;
use serde_json::Value;

use super::{
    comparison::Comparison,
    direction::Direction,
    equality::missing_from,
    kind::SchemaKind,
    limits::LIMITS,
    pair::{LocationPair, Pair, ValuePair},
    view::View,
};
use crate::{
    report::Severity,
    rules::{self, Rule},
};

impl<'a> Comparison<'a> {
    /// Returns the rule for a changed type, if it changed.
    pub(super) fn type_changed(
        &self,
        direction: Direction,
        kinds: &Pair<SchemaKind>,
        views: &Pair<View<'a>>,
    ) -> Option<Rule> {
        if kinds.old == kinds.new {
            return None;
        }
        let is_generalized = match direction {
            _ if direction.is_parameter() => self.accepts_text_of(&kinds.old, &views.new),
            _ => kinds.new.includes(&kinds.old),
        };
        let request = match is_generalized {
            true => &rules::D24,
            false => &rules::D10,
        };
        let response = match kinds.old.deserializes(&kinds.new) {
            true => &rules::D38,
            false => &rules::D37,
        };
        let rule = direction.choose(request, response);
        Some(match direction {
            Direction::Parameter if self.becomes_list(kinds, views) => {
                rule.with_severities(rule.wire, Severity::Minor)
            }
            _ => *rule,
        })
    }

    /// Returns whether a value becomes a list of such values. A setter of a list accepts a single value, too.
    fn becomes_list(&self, kinds: &Pair<SchemaKind>, views: &Pair<View<'a>>) -> bool {
        let items = views.new.get("items");
        kinds.new == SchemaKind::Array
            && views.new.component.is_none()
            && kinds.old.is_scalar()
            && items.is_some_and(|items| {
                let items = View::of(self.docs.new, items);
                let values = |view: &View<'a>| view.get("enum").and_then(Value::as_array);
                let is_variant_gone = match (values(&views.old), values(&items)) {
                    (Some(old), Some(new)) => missing_from(old, new).next().is_some(),
                    _ => false,
                };
                kinds.old == SchemaKind::of(&items)
                    && views.old.component == items.component
                    && !is_variant_gone
            })
    }

    /// Returns whether a parameter accepts values written for another type. A single value is a list of one, and all
    /// are texts.
    fn accepts_text_of(&self, old: &SchemaKind, new: &View<'a>) -> bool {
        if new.keys().any(|key| LIMITS.contains(&key)) {
            return false;
        }
        match SchemaKind::of(new) {
            kind if kind == *old || kind.includes(old) => true,
            SchemaKind::String => old.is_scalar(),
            SchemaKind::Array => {
                let items = new.get("items").map(|i| View::of(self.docs.new, i));
                old.is_scalar() && items.is_none_or(|items| self.accepts_text_of(old, &items))
            }
            _ => false,
        }
    }

    /// Reports a renamed type with the same values. The generator reports the added and removed types.
    pub(super) fn compare_type_names(
        &mut self,
        direction: Direction,
        at: &LocationPair,
        values: ValuePair<'a>,
        views: &Pair<View<'a>>,
    ) {
        let names = views.map_ref(|v| v.component);
        let kinds = views.map_ref(SchemaKind::of);
        // An object parameter has no type: its properties are separate parameters.
        let is_split = direction.is_parameter() && kinds.new == SchemaKind::Object;
        if is_split || matches!(direction, Direction::ErrorResponse | Direction::Unparsed) {
            return;
        }
        let is_in = |document: Document<'a>, name: &str| document.component(name).is_some();
        let is_other = match (names.old, names.new) {
            (Some(old), Some(new)) => {
                old != new && (is_in(self.docs.new, old) || is_in(self.docs.old, new))
            }
            (None, None) => false,
            _ => kinds.new.is_unnamed(),
        };
        if is_other && kinds.old == kinds.new {
            self.report(&rules::D72, at, values);
        }
    }
}
