//! Serializes objects, member by member. The methods of the members have the names that `object!` takes.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{
    Serialize, Serializer,
    ser::{Error as _, SerializeMap},
};
use serde_json::{Map, Value};

/// Serializes an object, until the first error.
///
/// Its methods return nothing: the `?` after each member took a third of the compile time of serde's derive.
pub(crate) struct Writer<S: Serializer>(Result<S::SerializeMap, S::Error>);

impl<S: Serializer> Writer<S> {
    pub(crate) fn new(serializer: S) -> Self {
        Self(serializer.serialize_map(None))
    }

    /// Serializes a value.
    pub(crate) fn value<T: Serialize>(&mut self, name: &str, value: &T) {
        if let Ok(map) = &mut self.0
            && let Err(e) = map.serialize_entry(name, value)
        {
            self.0 = Err(e);
        }
    }

    /// Serializes a value. Only deserialization knows the zero value.
    pub(crate) fn value_or_zero<T: Serialize>(&mut self, name: &str, value: &T) {
        self.value(name, value);
    }

    /// Serializes a timestamp. Only deserialization knows the zero value.
    pub(crate) fn time_or_zero(&mut self, name: &str, value: &DateTime<Utc>) {
        self.value(name, value);
    }

    /// Serializes a value, if there is one.
    pub(crate) fn optional<T: Serialize>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.value(name, value);
        }
    }

    /// Serializes a timestamp, if there is one.
    pub(crate) fn optional_time(&mut self, name: &str, value: &Option<DateTime<Utc>>) {
        self.optional(name, value);
    }

    /// Serializes a value or `null`, if there is one of them.
    pub(crate) fn nullable<T: Serialize>(&mut self, name: &str, value: &Option<Option<T>>) {
        self.optional(name, value);
    }

    /// Serializes a collection, unless it is empty.
    pub(crate) fn collection<T: Serialize + Collection>(&mut self, name: &str, value: &T) {
        if !value.is_empty() {
            self.value(name, value);
        }
    }

    /// Makes the serialization fail.
    pub(crate) fn fail(&mut self, reason: &str) {
        self.0 = Err(S::Error::custom(reason));
    }

    pub(crate) fn end(self) -> Result<S::Ok, S::Error> {
        self.0?.end()
    }
}

/// A collection that is omitted if it is empty.
pub(crate) trait Collection {
    fn is_empty(&self) -> bool;
}

impl<T> Collection for Vec<T> {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl<K, V> Collection for BTreeMap<K, V> {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl Collection for Map<String, Value> {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}
