//! The OpenAPI document: routing, validation and generated values follow from it.

mod operation;
mod template;

use std::io;
use std::sync::OnceLock;

use astro_api_openapi_model::{self as openapi_model, Node, Schema};
use serde_json::Value;

pub(crate) use operation::{Effect, Operation, Parameter};

/// A copy of the document from which the client is generated, without prose, so that the package is self-contained. A
/// test compares it with the original.
const TEXT: &str = include_str!("v1.json");

static DOCUMENT: OnceLock<Result<Document, String>> = OnceLock::new();

/// The operations and schemas of the API.
#[derive(Debug)]
pub(crate) struct Document {
    model: openapi_model::Document<'static>,
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
        static ROOT: OnceLock<Value> = OnceLock::new();
        let model = openapi_model::Document::new(ROOT.get_or_init(|| root));
        let operations = operation::read_all(model);
        if operations.is_empty() {
            return Err("the document v1.json has no operations".to_owned());
        }
        Ok(Self { model, operations })
    }

    /// Returns the schema of this name; one that accepts anything for an unknown name.
    pub(crate) fn named(&self, name: &str) -> Schema<'static> {
        self.model
            .schema(self.model.component(name).unwrap_or(Node {
                location: Default::default(),
                value: &Value::Null,
            }))
    }

    /// Returns the operation with this id.
    pub(crate) fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.id == id)
    }

    /// Returns the item schema of the collection at a path below `/v1`, with the ids of the path.
    pub(crate) fn items_of(&self, path: &str) -> Option<(&Schema<'static>, Vec<(&str, String)>)> {
        ["POST", "GET"]
            .into_iter()
            .find_map(|method| match self.find(method, path) {
                Found::Operation(operation, ids) if operation.template.last_id().is_none() => {
                    Some((operation.item.as_ref()?, ids))
                }
                _ => None,
            })
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
