//! Compares components that no operation refers to.

use std::collections::BTreeSet;

use astro_api_openapi_model::Location;
use serde_json::Value;

use super::{
    comparison::Comparison,
    pair::{Pair, keys},
    references::collect_references,
};
use crate::rules;

impl Comparison<'_> {
    /// Compares unused components of either document. Neither the generator nor the client reads them, so one finding
    /// for each is enough.
    pub(super) fn compare_unused_components(&mut self) {
        let used = self.docs.map(|document| {
            let mut references = BTreeSet::new();
            if let Some(paths) = document.root().value.get("paths") {
                collect_references(document, paths, &mut references);
            }
            references
        });
        let base = Location::root().child("components");
        let kinds = self
            .docs
            .map(|document| document.root().object("components"));
        for kind in keys(kinds) {
            // Already compared in full.
            if kind == "securitySchemes" {
                continue;
            }
            let all = kinds.map(|k| k.and_then(|k| k.get(kind)).and_then(Value::as_object));
            for name in keys(all) {
                let location = base.child(kind).child(name);
                // Used in one of the documents: compared with the operations that use it.
                let reference = format!("#{location}");
                if used.any(|references| references.contains(reference.as_str())) {
                    continue;
                }
                let at = Pair::same(&location);
                self.compare_value(&rules::N02, &at, all.map(|a| a.and_then(|a| a.get(name))));
            }
        }
    }
}
