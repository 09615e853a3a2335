//! Compares components that no operation refers to.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    comparison::Comparison,
    pair::{Pair, keys},
};
use crate::{report::Place, rules};

impl Comparison<'_> {
    /// Compares unused components of either document. Neither the generator nor the client reads them, so one finding
    /// for each is enough.
    pub(super) fn compare_unused_components(&mut self) {
        let used = self.docs.map(used_components);
        let base = Place::root().child("components");
        let kinds = self
            .docs
            .map(|doc| doc.get("components").and_then(Value::as_object));
        for kind in keys(kinds) {
            // Already compared in full.
            if kind == "securitySchemes" {
                continue;
            }
            let all = kinds.map(|k| k.and_then(|k| k.get(kind)).and_then(Value::as_object));
            for name in keys(all) {
                let location = base.child(kind).child(name);
                // Used in one of the documents: compared with the operations that use it.
                let pointer = location.pointer();
                if used.any(|set| set.contains(&pointer)) {
                    continue;
                }
                let at = Pair::same(&location);
                self.compare_value(&rules::N02, &at, all.map(|a| a.and_then(|a| a.get(name))));
            }
        }
    }
}

/// Returns the pointers of all components that the operations refer to.
fn used_components(document: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if let Some(paths) = document.get("paths") {
        collect(document, paths, &mut found);
    }
    found
}

fn collect(document: &Value, value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|i| collect(document, i, found)),
        Value::Object(members) => {
            for (key, member) in members {
                // The mapping of a discriminator is a reference, too, in the same form or as the bare name.
                let target = match member.as_str() {
                    Some(target) if key == "$ref" || target.starts_with("#/") => target,
                    _ => {
                        collect(document, member, found);
                        continue;
                    }
                };
                let pointer = target.trim_start_matches('#');
                if found.insert(pointer.to_owned())
                    && let Some(next) = document.pointer(pointer)
                {
                    collect(document, next, found);
                }
            }
        }
        _ => {}
    }
}
