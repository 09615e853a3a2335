//! Compares request bodies.

use super::{
    comparison::Comparison,
    direction::Direction,
    pair::{LocationPair, ValuePair},
    parameters::{added_rule, is_required},
};
use crate::rules;

impl<'a> Comparison<'a> {
    pub(super) fn compare_request_body(&mut self, at: &LocationPair, values: ValuePair<'a>) {
        let values = values.resolved(self.docs);
        match (values.old, values.new) {
            (Some(old), None) => self.report(&rules::D09, at, ValuePair::only_old(old)),
            (None, Some(new)) => self.report(
                added_rule(is_required(new), false),
                at,
                ValuePair::only_new(new),
            ),
            _ => {
                self.compare_members(at, values, |this, key, at, values| match key {
                    "description" => this.compare_value(&rules::S06, at, values),
                    "required" => this.compare_required(at, values, false),
                    "content" => this.compare_content(Direction::Request, at, values),
                    _ => this.unclassified(key, at, values),
                });
            }
        }
    }
}
