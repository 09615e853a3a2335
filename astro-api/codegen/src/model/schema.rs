//! Component schemas and their properties.

use std::collections::BTreeSet;

use super::docs::{Bounds, Docs};

/// The module of the types that several tags share.
pub(crate) const SHARED: &str = "shared";

/// A component schema.
#[derive(Debug)]
pub(crate) struct Schema {
    pub(crate) wire: String,
    pub(crate) docs: Docs,
    pub(crate) kind: Kind,
    /// Whether the schema is part of a request.
    pub(crate) in_request: bool,
    /// Whether the schema is part of a response.
    pub(crate) in_response: bool,
    /// The module of the type.
    pub(crate) module: String,
    /// Set if the schema is one page of a list.
    pub(crate) page: Option<Page>,
}

/// The forms of a schema.
#[derive(Debug)]
pub(crate) enum Kind {
    Object(Vec<Field>),
    Enumeration(Vec<String>),
    /// The tag, and each of its values with the type of that variant.
    Union {
        tag: String,
        variants: Vec<(String, String)>,
    },
    Other,
}

/// A property.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) wire: String,
    pub(crate) ident: String,
    pub(crate) required: bool,
    pub(crate) docs: Docs,
    pub(crate) bounds: Bounds,
    /// Whether the property may be `null` in a request.
    pub(crate) nullable: bool,
    /// Whether the property is a secret.
    pub(crate) secret: bool,
    /// Whether the property is a list or a map.
    pub(crate) is_collection: bool,
    /// The types that the property refers to directly.
    pub(crate) refers_to: BTreeSet<String>,
    pub(crate) form: Form,
}

/// The form of a value, for examples.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Integer,
    Boolean,
    /// A named type.
    Named(String),
    List(Box<Form>),
    Other,
}

/// The only collection of a page.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) wire: String,
    pub(crate) ident: String,
}
