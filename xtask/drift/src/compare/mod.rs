//! Compares two documents, member by member.
//!
//! Each member of either document is passed to one of the functions below. A member without a rule is reported as
//! unclassified, so that none is missed.

mod all_of;
mod comparison;
mod content;
mod direction;
mod document;
mod enumeration;
mod equality;
mod kind;
mod limits;
mod merged;
mod object;
mod operation;
mod pages;
mod pair;
mod parameters;
mod parts;
mod paths;
mod presence;
mod references;
mod requests;
mod responses;
mod schema;
mod types;
mod union;
mod unused_components;
mod usage;
mod variants;
mod view;

use std::cell::OnceCell;

use astro_api_openapi_model::Document;
use serde_json::Value;

use crate::report::Finding;
use comparison::Comparison;
use pair::Pair;

/// Compares two OpenAPI documents.
///
/// Ignores the order of members and of lists that are sets, and whether a schema is inline or behind a `$ref`.
pub fn compare(old: &Value, new: &Value) -> Vec<Finding> {
    let merged = Pair {
        old: OnceCell::new(),
        new: OnceCell::new(),
    };
    let usage = Pair {
        old: OnceCell::new(),
        new: OnceCell::new(),
    };
    let docs = Pair { old, new }.map(Document::new);
    let mut comparison = Comparison::new(docs, merged.map_ref(|m| m), usage.map_ref(|u| u));
    comparison.compare_document();
    comparison.compare_queued();
    comparison.compare_unused_components();
    comparison.finish()
}
