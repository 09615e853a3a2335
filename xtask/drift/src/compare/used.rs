//! Components that no operation leads to.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Comparison, Two};
use crate::{report::Place, rules};

impl Comparison<'_> {
    /// Compares what no operation leads to, in the document that it is in. Neither the generator nor the client looks at
    /// it, so that one finding for each is enough.
    pub(super) fn unused_components(&mut self) {
        let used = self.docs.map(used);
        let base = Place::root().child("components");
        let kinds = self
            .docs
            .map(|doc| doc.get("components").and_then(Value::as_object));
        for kind in super::keys(kinds) {
            // Compared in full already.
            if kind == "securitySchemes" {
                continue;
            }
            let all = kinds.map(|k| k.and_then(|k| k.get(kind)).and_then(Value::as_object));
            for name in super::keys(all) {
                let place = base.child(kind).child(name);
                // Used in one of the documents: those who use it there have been compared.
                let is_used = |set: &BTreeSet<String>| set.contains(&place.pointer());
                if is_used(&used.old) || is_used(&used.new) {
                    continue;
                }
                let at = Two {
                    old: place.clone(),
                    new: place.clone(),
                };
                self.leaf(&rules::N02, &at, all.map(|a| a.and_then(|a| a.get(name))));
            }
        }
    }
}

/// The pointers of all components that the operations lead to.
fn used(document: &Value) -> BTreeSet<String> {
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
                // A mapping of a discriminator refers as well, by the same text or by the bare name.
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
