//! The OpenAPI document: routing, validation and generated values follow from it.

mod operation;
mod schema;
mod template;

use std::io;
use std::sync::OnceLock;

use serde_json::Value;

pub(crate) use operation::{Act, Operation, Parameter};
pub(crate) use schema::Schema;

/// A copy of the document from which the client is generated, without prose, so that the package is self-contained. A
/// test compares it with the original.
const TEXT: &str = include_str!("v1.json");

static DOCUMENT: OnceLock<Result<Document, String>> = OnceLock::new();

/// The operations and schemas of the API.
#[derive(Debug)]
pub(crate) struct Document {
    root: Value,
    operations: Vec<Operation>,
}

/// The route of a method and a path.
#[derive(Debug)]
pub(crate) enum Found<'a> {
    /// An operation, with the ids of the path by parameter name.
    Operation(&'a Operation, Vec<(&'a str, String)>),
    /// The path exists with these methods only.
    OtherMethods(String),
    /// No operation has such a path.
    Nothing,
}

impl Document {
    /// Returns the document, parsed once per process.
    ///
    /// # Errors
    ///
    /// Returns an error if the document is invalid, which is a bug of this repository.
    pub(crate) fn load() -> io::Result<&'static Self> {
        DOCUMENT
            .get_or_init(|| Self::parse(TEXT))
            .as_ref()
            .map_err(|message| io::Error::new(io::ErrorKind::InvalidData, message.clone()))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let root: Value = serde_json::from_str(text)
            .map_err(|error| format!("cannot read the document v1.json: {error}"))?;
        let operations = operation::read_all(&root);
        if operations.is_empty() {
            return Err("the document v1.json has no operations".to_owned());
        }
        Ok(Self { root, operations })
    }

    /// Returns the schema of a member of the document, with references resolved.
    pub(crate) fn schema<'a>(&'a self, value: &'a Value) -> Schema<'a> {
        Schema::new(&self.root, value)
    }

    /// Returns the schema of this name.
    pub(crate) fn named(&self, name: &str) -> Schema<'_> {
        static NONE: Value = Value::Null;
        let schema = self.root.pointer(&format!("/components/schemas/{name}"));
        Schema::new(&self.root, schema.unwrap_or(&NONE))
    }

    /// Returns the operation with this id.
    pub(crate) fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.id == id)
    }

    /// Returns the item schema of the collection at a path below `/v1`, with the ids of the path.
    pub(crate) fn items_of(&self, path: &str) -> Option<(Schema<'_>, Vec<(&str, String)>)> {
        let found = ["POST", "GET"]
            .into_iter()
            .find_map(|method| match self.find(method, path) {
                Found::Operation(operation, ids) if operation.template.last_id().is_none() => {
                    Some((operation.item.as_ref()?, ids))
                }
                _ => None,
            });
        found.map(|(item, ids)| (self.schema(item), ids))
    }

    /// Finds the operation of a path below `/v1`. Ids need no decoding: those of the API are alphanumeric. A literal
    /// path takes precedence over one with an id.
    pub(crate) fn find(&self, method: &str, path: &str) -> Found<'_> {
        let segments: Vec<&str> = path.split('/').collect();
        let mut known: Vec<_> = self
            .operations
            .iter()
            .filter_map(|operation| Some((operation, operation.template.ids(&segments)?)))
            .collect();
        known.sort_by_key(|(_, ids)| ids.len());
        if known.is_empty() {
            return Found::Nothing;
        }
        let methods: Vec<&str> = known
            .iter()
            .map(|(operation, _)| operation.method.as_str())
            .collect();
        let methods = methods.join(", ");
        known
            .into_iter()
            .find(|(operation, _)| operation.method == method)
            .map_or(Found::OtherMethods(methods), |(operation, ids)| {
                Found::Operation(operation, ids)
            })
    }
}
