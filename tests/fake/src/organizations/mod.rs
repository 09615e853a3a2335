//! The Organizations, generated and added, and their list.

mod fixtures;
pub(crate) mod names;
mod sort_keys;
mod store;
pub(crate) mod update;
mod values;

pub(crate) use sort_keys::{Key, Selection, Sort};
pub(crate) use store::Store;
