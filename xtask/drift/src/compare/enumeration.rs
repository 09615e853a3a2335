//! Compares enums.

use serde_json::Value;

use super::{
    At, Comparison, Direction, Two, Values, only_new, only_old, same::lacking, types::Kind,
    view::View,
};
use crate::rules;

impl<'a> Comparison<'a> {
    /// Compares the values of an enum one by one.
    pub(super) fn enumeration(
        &mut self,
        direction: Direction,
        at: &At,
        values: Values<'a>,
        views: &Two<View<'a>>,
    ) {
        // An enum of numbers or booleans is a number or boolean in Rust.
        let is_type = Kind::of(&views.old) == Kind::Enumeration;
        let lists = values.map(|v| v.and_then(Value::as_array));
        let (Some(old), Some(new)) = (lists.old, lists.new) else {
            let rule = if values.new.is_some() {
                &rules::D12
            } else {
                &rules::D13
            };
            return self.leaf(direction.choose(rule, &rules::D46), at, values);
        };
        let named = |index: usize, value: &Value| Two {
            old: at.old.item(index, &value.to_string()),
            new: at.new.item(index, &value.to_string()),
        };
        for (index, gone) in lacking(old, new) {
            let rule = if is_type && gone.is_string() {
                direction.choose(&rules::D10, &rules::D36)
            } else {
                direction.choose(&rules::D12, &rules::D46)
            };
            self.report(rule, &named(index, gone), only_old(gone));
        }
        for (index, added) in lacking(new, old) {
            let rule = if is_type && added.is_string() {
                direction.choose(&rules::D11, &rules::D35)
            } else {
                direction.choose(&rules::D13, &rules::D46)
            };
            self.report(rule, &named(index, added), only_new(added));
        }
    }
}
