//! The data of the normalized document that the refinement steps need, by the names in the code.

mod capabilities;
mod docs;
pub(crate) mod links;
mod operation;
mod read;
mod schema;
mod updates;

use std::{collections::BTreeMap, rc::Rc};

use crate::names::UpdateRules;
pub(crate) use docs::{Bounds, Docs};
pub(crate) use operation::{
    Body, Encoding, Location, Operation, Paging, Parameter, RateClass, Returns, Scope,
    ScopeParameter, Searching, Waiting,
};
pub(crate) use read::METHODS_OF_HANDLES;
pub(crate) use schema::{Field, Form, Kind, Page, SHARED, Schema};
pub(crate) use updates::{Update, is_same_path};

/// The model of a document.
#[derive(Debug)]
pub(crate) struct Model {
    /// Ordered by path, in document order, and by use: read, create or update, delete.
    pub(crate) operations: Vec<Operation>,
    /// By Rust name.
    pub(crate) schemas: BTreeMap<String, Schema>,
    /// The scopes that have operations.
    pub(crate) scopes: Vec<Rc<Scope>>,
    /// The modules in the order in which their operations are documented.
    pub(crate) order: Vec<String>,
    /// The descriptions of the tags.
    pub(crate) tags: BTreeMap<String, String>,
    /// The rules for the sources of an update's values.
    pub(crate) update_rules: UpdateRules,
}

impl Model {
    /// Returns the properties of an object.
    pub(crate) fn object(&self, name: &str) -> Option<&[Field]> {
        match &self.schemas.get(name)?.kind {
            Kind::Object(fields) => Some(fields),
            _ => None,
        }
    }

    /// Returns the values of an enumeration.
    pub(crate) fn enumeration(&self, name: &str) -> Option<&[String]> {
        match &self.schemas.get(name)?.kind {
            Kind::Enumeration(values) => Some(values),
            _ => None,
        }
    }

    /// Returns the responses of searches, each type once.
    pub(crate) fn search_pages(&self) -> BTreeMap<&str, &Searching> {
        let searching = self.operations.iter().filter_map(|o| o.searching.as_ref());
        searching.map(|s| (s.response.as_str(), s)).collect()
    }

    /// Returns the resources that a caller can wait for, each type once.
    pub(crate) fn resources(&self) -> BTreeMap<&str, &Waiting> {
        let waiting = self.operations.iter().filter_map(|o| o.waiting.as_ref());
        waiting.map(|w| (w.response.as_str(), w)).collect()
    }
}
