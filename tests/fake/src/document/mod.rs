//! The document that describes the API: what is routed, checked and made up follows from it.

mod operation;
mod schema;
mod template;

use std::io;
use std::sync::OnceLock;

use serde_json::Value;

pub(crate) use operation::{Act, Operation, Parameter};
pub(crate) use schema::Schema;

/// A copy of the document that the client is generated from, without prose, so that the package is whole. A test holds it
/// against the original.
const TEXT: &str = include_str!("v1.json");

static DOCUMENT: OnceLock<Result<Document, String>> = OnceLock::new();

/// The operations and schemas of the API.
#[derive(Debug)]
pub(crate) struct Document {
    root: Value,
    operations: Vec<Operation>,
}

/// What a method and a path stand for.
#[derive(Debug)]
pub(crate) enum Found<'a> {
    /// An operation, with the ids of the path by the names of its parameters.
    Operation(&'a Operation, Vec<(&'a str, String)>),
    /// The path is known with these methods only.
    OtherMethods(String),
    /// No operation has such a path.
    Nothing,
}

impl Document {
    /// The document, read once in the life of the process.
    ///
    /// # Errors
    ///
    /// When it is not what it should be; that is a mistake of this repository.
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

    /// The schema of a member of the document, references followed.
    pub(crate) fn schema<'a>(&'a self, value: &'a Value) -> Schema<'a> {
        Schema::new(&self.root, value)
    }

    /// The schema of this name.
    pub(crate) fn named(&self, name: &str) -> Schema<'_> {
        static NONE: Value = Value::Null;
        let schema = self.root.pointer(&format!("/components/schemas/{name}"));
        Schema::new(&self.root, schema.unwrap_or(&NONE))
    }

    /// The operation with this id.
    pub(crate) fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.id == id)
    }

    /// The schema of what the collection at a path below `/v1` holds, with the ids of the path.
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

    /// Finds the operation of a path below `/v1`. Ids need no decoding: those of the API are made of
    /// letters and digits. A path that is written out comes before one with an id in its place.
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
