//! Reads OpenAPI 3.0 documents, for the generator, the comparison of documents, the validation of live responses, and
//! the fake of the API.
//!
//! A [`Document`] wraps a parsed JSON value. [`Operation`], [`Parameter`] and [`Schema`] borrow from it, with references
//! resolved. Each part of a document is a [`Node`]: the value with its [`Location`]. [`validate`] validates JSON values
//! against a schema.

mod all_of;
mod document;
mod keywords;
mod location;
mod media_type;
mod node;
mod operation;
mod page;
mod schema;
pub mod validate;

pub use all_of::merge_all_of;
pub use document::{Document, MAX_CHAIN, component_name};
pub use keywords::{METHODS, SCHEMA_PREFIX, is_annotation, is_extension};
pub use location::Location;
pub use media_type::{essence, is_json, json_content};
pub use node::Node;
pub use operation::{Operation, Parameter, success_statuses};
pub use page::{TOTAL_COUNT, page_collection};
pub use schema::Schema;
