//! The same thing in both documents.

use astro_api_openapi_model::{Document, Location};
use serde_json::{Map, Value};

/// The same thing in both documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair<T> {
    pub(super) old: T,
    pub(super) new: T,
}

/// Both documents.
pub(super) type DocumentPair<'a> = Pair<Document<'a>>;

/// A location in both documents.
pub(super) type LocationPair = Pair<Location>;

/// A value in both documents; it may be missing in one.
pub(super) type ValuePair<'a> = Pair<Option<&'a Value>>;

impl<T> Pair<T> {
    pub(super) fn map<U>(self, f: impl Fn(T) -> U) -> Pair<U> {
        Pair {
            old: f(self.old),
            new: f(self.new),
        }
    }

    pub(super) fn map_ref<'t, U>(&'t self, f: impl Fn(&'t T) -> U) -> Pair<U> {
        Pair {
            old: f(&self.old),
            new: f(&self.new),
        }
    }

    /// Returns whether a condition holds for either.
    pub(super) fn any(&self, is: impl Fn(&T) -> bool) -> bool {
        is(&self.old) || is(&self.new)
    }

    /// Returns whether a condition holds for both.
    pub(super) fn all(&self, is: impl Fn(&T) -> bool) -> bool {
        is(&self.old) && is(&self.new)
    }

    /// Combines the halves of two pairs.
    pub(super) fn zip<U>(self, other: Pair<U>) -> Pair<(T, U)> {
        Pair {
            old: (self.old, other.old),
            new: (self.new, other.new),
        }
    }
}

impl<T: Clone> Pair<T> {
    /// The same value for both documents.
    pub(super) fn same(value: &T) -> Self {
        Self {
            old: value.clone(),
            new: value.clone(),
        }
    }
}

impl LocationPair {
    pub(super) fn child(&self, step: &str) -> Self {
        self.map_ref(|location| location.child(step))
    }

    /// Returns the location of a list item, by its position in the list of one document.
    pub(super) fn item(&self, index: usize, name: &str) -> Self {
        self.map_ref(|location| location.item(index, name))
    }
}

impl<'a> ValuePair<'a> {
    /// Resolves references.
    pub(super) fn resolved(self, docs: DocumentPair<'a>) -> Self {
        docs.zip(self)
            .map(|(document, value)| value.map(|v| document.resolve_value(v)))
    }

    /// A value of both documents.
    pub(super) fn both(old: &'a Value, new: &'a Value) -> Self {
        Self {
            old: Some(old),
            new: Some(new),
        }
    }

    /// A value of the old document only.
    pub(super) fn only_old(value: &'a Value) -> Self {
        Self {
            old: Some(value),
            new: None,
        }
    }

    /// A value of the new document only.
    pub(super) fn only_new(value: &'a Value) -> Self {
        Self {
            old: None,
            new: Some(value),
        }
    }
}

/// Returns the keys of either object, each once.
pub(super) fn keys(objects: Pair<Option<&Map<String, Value>>>) -> Vec<&str> {
    let all = objects.new.into_iter().chain(objects.old);
    sorted_once(all.flat_map(Map::keys).map(String::as_str))
}

/// Returns the items in order, each once.
pub(super) fn sorted_once<'a>(items: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut all: Vec<&str> = items.collect();
    all.sort_unstable();
    all.dedup();
    all
}
