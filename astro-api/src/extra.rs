//! Members of a request that this version of the crate does not know.

use std::fmt;

use serde::{Deserialize, Serialize, de::MapAccess};
use serde_json::{Map, Value};

use crate::{Error, tolerant::ZeroValue};

/// The members of an object that the API's document does not name.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct ExtraMembers(Map<String, Value>);

#[allow(dead_code, reason = "used where the document has request bodies")]
impl ExtraMembers {
    pub(crate) fn insert(&mut self, name: String, value: Value) {
        self.0.insert(name, value);
    }

    /// Reads the value of a member into it.
    pub(crate) fn read<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        map: &mut A,
    ) -> Result<(), A::Error> {
        self.0.insert(name.to_owned(), map.next_value()?);
        Ok(())
    }

    /// Returns an error if it holds a member that `owner` has a setter for.
    pub(crate) fn check(&self, owner: &str, known: &[&str]) -> Result<(), Error> {
        match self.0.keys().find(|name| known.contains(&name.as_str())) {
            None => Ok(()),
            Some(name) => Err(Error::invalid_request(format!(
                "`{name}` is a member of `{owner}`; set it with its setter"
            ))),
        }
    }
}

impl ZeroValue for ExtraMembers {
    fn zero() -> Self {
        Self::default()
    }
}

/// Shows the names only: a value may be a secret.
impl fmt::Debug for ExtraMembers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}
