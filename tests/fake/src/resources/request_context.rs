//! A request with all that it takes to answer it.

use serde_json::Value;

use crate::document::{Document, Operation, Schema};
use crate::failure::Failure;
use crate::query::Query;
use crate::schema_values::words_of;
use crate::store::{Content, Stamps, subject};

/// The request, and what the Organization of its path holds.
#[derive(Debug)]
pub(crate) struct RequestContext<'a> {
    pub(crate) document: &'static Document,
    pub(crate) operation: &'static Operation,
    /// The segments of the path.
    pub(crate) path: &'a [&'a str],
    /// Members that are known from the path and the Organization.
    pub(crate) known: &'a [(&'a str, String)],
    pub(crate) query: &'a Query<'a>,
    pub(crate) body: &'a Value,
    pub(crate) content: &'a mut Content,
    pub(crate) stamps: &'a mut Stamps,
}

/// The segments before the collections of an Organization: `organizations` and its id.
const ABOVE: usize = 2;

impl RequestContext<'_> {
    /// Whether the path is below one Organization.
    pub(crate) fn is_of_organization(&self) -> bool {
        self.path.len() > ABOVE && self.operation.template.id_positions().next() == Some(ABOVE - 1)
    }

    /// A value of the path.
    pub(crate) fn known(&self, name: &str) -> &str {
        self.known
            .iter()
            .find(|(own, _)| *own == name)
            .map(|(_, value)| value.as_str())
            .unwrap_or_default()
    }

    /// Everything that the path names must be there.
    pub(crate) fn check_path(&self) -> Result<(), Failure> {
        if !self.is_of_organization() {
            return Ok(());
        }
        let ids = self.operation.template.id_positions().zip(self.known);
        for (position, (name, id)) in ids.skip(1) {
            if self
                .content
                .get(&self.path[ABOVE..position].join("/"), id)
                .is_none()
            {
                let kind = words_of(name.strip_suffix("Id").unwrap_or(name));
                return Err(Failure::unknown(&kind, id));
            }
        }
        Ok(())
    }

    /// The collection that the path is.
    pub(crate) fn collection(&self) -> String {
        self.path[ABOVE..].join("/")
    }

    /// The collection and the id of the last thing that the path names.
    pub(crate) fn item(&self) -> (String, String) {
        let position = self.operation.template.id_positions().next_back();
        let position = position.unwrap_or(ABOVE).max(ABOVE);
        let id = self.path.get(position).copied().unwrap_or_default();
        (self.path[ABOVE..position].join("/"), id.to_owned())
    }

    /// The schema of what the collection holds.
    pub(crate) fn item_schema(&self) -> Schema<'static> {
        static ANYTHING: Value = Value::Null;
        let document = self.document;
        document.schema(self.operation.item.as_ref().unwrap_or(&ANYTHING))
    }

    /// The schema of the answer.
    pub(crate) fn answer_schema(&self) -> Option<Schema<'static>> {
        let (document, operation) = (self.document, self.operation);
        operation
            .answer
            .as_ref()
            .map(|schema| document.schema(schema))
    }

    /// Notes who made a document and when, or who changed it, where its schema has members for that.
    pub(crate) fn stamp(&mut self, schema: Schema<'_>, document: &mut Value, is_new: bool) {
        let now = self.stamps.now();
        for (name, _) in schema.properties() {
            let is_for = |what: &str| name.starts_with("updated") || (is_new && name == what);
            match name {
                "createdAt" | "updatedAt" if is_for("createdAt") => {
                    document[name] = now.clone().into()
                }
                "createdBy" | "updatedBy" | "createdBySubject" | "updatedBySubject"
                    if is_new || name.starts_with("updated") =>
                {
                    document[name] = subject();
                }
                _ => {}
            }
        }
    }
}
