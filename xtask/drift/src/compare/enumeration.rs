//! Compares enums.

use serde_json::Value;

use super::{
    comparison::Comparison,
    direction::Direction,
    equality::missing_from,
    kind::SchemaKind,
    pair::{LocationPair, Pair, ValuePair},
    view::View,
};
use crate::rules;

impl<'a> Comparison<'a> {
    /// Compares the values of an enum one by one.
    pub(super) fn compare_enumeration(
        &mut self,
        direction: Direction,
        at: &LocationPair,
        values: ValuePair<'a>,
        views: &Pair<View<'a>>,
    ) {
        // An enum of numbers or booleans is a number or boolean in Rust.
        let is_type = SchemaKind::of(&views.old) == SchemaKind::Enum;
        let lists = values.map(|v| v.and_then(Value::as_array));
        let (Some(old), Some(new)) = (lists.old, lists.new) else {
            let rule = if values.new.is_some() {
                &rules::D12
            } else {
                &rules::D13
            };
            return self.compare_value(direction.choose(rule, &rules::D46), at, values);
        };
        let location = |index: usize, value: &Value| at.item(index, &value.to_string());
        for (index, removed) in missing_from(old, new) {
            let rule = if is_type && removed.is_string() {
                direction.choose(&rules::D10, &rules::D36)
            } else {
                direction.choose(&rules::D12, &rules::D46)
            };
            self.report(
                rule,
                &location(index, removed),
                ValuePair::only_old(removed),
            );
        }
        for (index, added) in missing_from(new, old) {
            let rule = if is_type && added.is_string() {
                direction.choose(&rules::D11, &rules::D35)
            } else {
                direction.choose(&rules::D13, &rules::D46)
            };
            self.report(rule, &location(index, added), ValuePair::only_new(added));
        }
    }
}
