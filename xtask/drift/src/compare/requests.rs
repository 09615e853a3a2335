//! Compares request bodies.

use super::{
    At, Comparison, Direction, Values, only_new, only_old,
    parameters::{added, is_required},
    view::resolved,
};
use crate::rules;

impl<'a> Comparison<'a> {
    pub(super) fn request_body(&mut self, at: &At, values: Values<'a>) {
        let docs = self.docs;
        let old = values.old.map(|v| resolved(docs.old, v));
        let new = values.new.map(|v| resolved(docs.new, v));
        match (old, new) {
            (Some(old), None) => self.report(&rules::D09, at, only_old(old)),
            (None, Some(new)) => self.report(added(is_required(new), false), at, only_new(new)),
            _ => {
                let values = super::Two { old, new };
                self.members(at, values, |this, key, at, values| match key {
                    "description" => this.leaf(&rules::S06, at, values),
                    "required" => this.requiredness(at, values, false),
                    "content" => this.content(Direction::Request, at, values),
                    _ => this.unclassified(key, at, values),
                });
            }
        }
    }
}
