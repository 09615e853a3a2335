//! The Organizations: those made up, those given, and what the list asks of either.

mod facts;
mod made;
mod store;
pub(crate) mod update;
mod values;
pub(crate) mod words;

pub(crate) use facts::{Key, Selection, Sort};
pub(crate) use store::Store;
