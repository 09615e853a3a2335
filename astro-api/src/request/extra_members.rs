//! Additional members of a request, and the first value that a setter could not convert.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::MapAccess, ser::Error as _};
use serde_json::{Map, Value};

use crate::{
    Error,
    request::convert::FirstInvalid,
    serde_helpers::{lenient::ZeroValue, object::write::Writer},
};

/// Members of an object that are not in the OpenAPI document.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct ExtraMembers {
    members: Map<String, Value>,
    /// The first invalid value. A request with one cannot be serialized, so it is never sent without the value.
    pub(crate) invalid: FirstInvalid,
}

impl Serialize for ExtraMembers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.invalid
            .check()
            .map_err(|e| S::Error::custom(e.message()))?;
        self.members.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ExtraMembers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self {
            members: Map::deserialize(deserializer)?,
            invalid: FirstInvalid::default(),
        })
    }
}

impl ExtraMembers {
    pub(crate) fn insert(&mut self, name: String, value: Value) {
        self.members.insert(name, value);
    }

    /// Deserializes the value of a member into it.
    pub(crate) fn read<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        map: &mut A,
    ) -> Result<(), A::Error> {
        self.members.insert(name.to_owned(), map.next_value()?);
        Ok(())
    }

    /// Serializes the members into their object.
    pub(crate) fn write<S: Serializer>(&self, writer: &mut Writer<S>) {
        for (name, value) in &self.members {
            writer.value(name, value);
        }
        if let Err(e) = self.invalid.check() {
            writer.fail(e.message());
        }
    }

    /// Returns an error if it contains a member for which `owner` has a setter.
    pub(crate) fn check(&self, owner: &str, known: &[&str]) -> Result<(), Error> {
        match self
            .members
            .keys()
            .find(|name| known.contains(&name.as_str()))
        {
            None => Ok(()),
            Some(name) => Err(Error::invalid_request(format!(
                "`{name}` is a known member of `{owner}`; use its setter"
            ))),
        }
    }
}

impl ZeroValue for ExtraMembers {
    fn zero() -> Self {
        Self::default()
    }
}

/// Displays only the names, because a value may be a secret.
impl fmt::Debug for ExtraMembers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.members.keys()).finish()
    }
}
