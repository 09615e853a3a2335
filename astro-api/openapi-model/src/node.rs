//! Parts of a document.

use serde_json::{Map, Value};

use crate::Location;

/// A part of a document: a value and its location.
#[derive(Debug, Clone)]
pub struct Node<'d> {
    /// The location of the value.
    pub location: Location,
    /// The value.
    pub value: &'d Value,
}

impl<'d> Node<'d> {
    /// Returns a member, if it exists.
    pub fn child(&self, name: &str) -> Option<Self> {
        Some(Self {
            value: self.value.get(name)?,
            location: self.location.child(name),
        })
    }

    /// Iterates over the items of a list; over nothing if the value is not a list.
    pub fn items(&self) -> impl Iterator<Item = Self> + use<'d> {
        let location = self.location.clone();
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items.map(move |(index, value)| Self {
            value,
            location: location.index(index),
        })
    }

    /// Iterates over the members of an object, in document order; over nothing if the value is not an object.
    pub fn members(&self) -> impl Iterator<Item = (&'d str, Self)> + use<'d> {
        let location = self.location.clone();
        let members = self.value.as_object().into_iter().flatten();
        members.map(move |(name, value)| {
            let location = location.child(name);
            (name.as_str(), Self { location, value })
        })
    }

    /// Returns a member that is an object.
    pub fn object(&self, name: &str) -> Option<&'d Map<String, Value>> {
        self.value.get(name)?.as_object()
    }

    /// Returns a member that is a text.
    pub fn text(&self, name: &str) -> Option<&'d str> {
        self.value.get(name)?.as_str()
    }

    /// Returns whether a member is `true`.
    pub fn is(&self, name: &str) -> bool {
        self.value.get(name) == Some(&Value::Bool(true))
    }

    /// Returns whether a member is a list that contains this text.
    pub fn lists(&self, name: &str, text: &str) -> bool {
        let list = self.value.get(name).and_then(Value::as_array);
        list.is_some_and(|all| all.iter().any(|item| item == text))
    }
}
