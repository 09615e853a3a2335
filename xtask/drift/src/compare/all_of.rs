//! Compares an `allOf` of objects as one object.

use super::{
    comparison::Comparison,
    direction::{Direction, NullableIn},
    kind::SchemaKind,
    merged::merge_all,
    pair::{LocationPair, Pair},
    view::View,
};
use crate::rules;

impl<'a> Comparison<'a> {
    /// Compares an `allOf` with one of other parts, or with an object, as merged objects. Returns `false` if either
    /// cannot be merged.
    pub(super) fn compare_merged(
        &mut self,
        direction: Direction,
        nullable_in: NullableIn,
        at: &LocationPair,
        kinds: &Pair<SchemaKind>,
        views: &Pair<View<'a>>,
    ) -> bool {
        let is_object = |kind: &SchemaKind| {
            matches!(
                kind,
                SchemaKind::AllOf | SchemaKind::Object | SchemaKind::FreeObject
            )
        };
        let has_all_of = kinds.old == SchemaKind::AllOf || kinds.new == SchemaKind::AllOf;
        if !has_all_of || !is_object(&kinds.old) || !is_object(&kinds.new) {
            return false;
        }
        let values = views.map_ref(|v| v.get("allOf"));
        if self.has_same_parts(values) {
            return false;
        }
        let docs = self.docs;
        let objects = Pair {
            old: views
                .old
                .merged(self.merged.old.get_or_init(|| merge_all(docs.old))),
            new: views
                .new
                .merged(self.merged.new.get_or_init(|| merge_all(docs.new))),
        };
        let Pair {
            old: Some(old),
            new: Some(new),
        } = objects
        else {
            return false;
        };
        let before = self.findings.len();
        self.compare_bodies(direction, nullable_in, &Pair { old, new });
        if self.findings.len() == before {
            self.report(&rules::N02, &at.child("allOf"), values);
        }
        true
    }
}
