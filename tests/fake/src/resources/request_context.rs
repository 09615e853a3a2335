//! A request with the state needed to serve it.

use astro_api_openapi_model::Schema;
use serde_json::Value;

use crate::document::{Document, Operation};
use crate::failure::Failure;
use crate::query::Query;
use crate::schema_values::split_words;
use crate::store::{Change, Content, Stamps, Work, subject};

/// The response body; `None` for a response without content.
pub(crate) type Outcome = Result<Option<Value>, Failure>;

/// Prepares a document before it is stored: derived members, rule violations, and the work that starts.
pub(crate) type Amend =
    fn(&mut RequestContext<'_>, &str, &mut Value, Change) -> Result<Option<Work>, Failure>;

/// The request, and the content of its Organization.
#[derive(Debug)]
pub(crate) struct RequestContext<'a> {
    pub(crate) document: &'static Document,
    pub(crate) operation: &'static Operation,
    /// The segments of the path.
    pub(crate) path: &'a [&'a str],
    /// The members known from the path and the Organization.
    pub(crate) path_values: &'a [(&'a str, String)],
    pub(crate) query: &'a Query<'a>,
    pub(crate) body: &'a Value,
    pub(crate) content: &'a mut Content,
    pub(crate) stamps: &'a mut Stamps,
    /// Returns the hook for the documents of a schema. It is a field because hooks use the operations that call them.
    pub(crate) amend: fn(Option<&str>) -> Amend,
}

/// The number of segments before the collections of an Organization: `organizations` and its id.
const ABOVE: usize = 2;

impl RequestContext<'_> {
    /// Returns whether the path is below one Organization.
    pub(crate) fn is_of_organization(&self) -> bool {
        self.path.len() > ABOVE && self.operation.template.id_positions().next() == Some(ABOVE - 1)
    }

    /// Returns a parameter of the path.
    pub(crate) fn path_value(&self, name: &str) -> &str {
        self.path_values
            .iter()
            .find(|(own, _)| *own == name)
            .map(|(_, value)| value.as_str())
            .unwrap_or_default()
    }

    /// Checks that every resource in the path exists.
    pub(crate) fn check_path(&self) -> Result<(), Failure> {
        if !self.is_of_organization() {
            return Ok(());
        }
        let ids = self.operation.template.id_positions().zip(self.path_values);
        for (position, (name, id)) in ids.skip(1) {
            if self
                .content
                .get(&self.path[ABOVE..position].join("/"), id)
                .is_none()
            {
                let kind = split_words(name.strip_suffix("Id").unwrap_or(name));
                return Err(Failure::unknown(&kind, id));
            }
        }
        Ok(())
    }

    /// Returns the collection of the path.
    pub(crate) fn collection(&self) -> String {
        self.path[ABOVE..].join("/")
    }

    /// Returns the collection and the id of the last resource in the path.
    pub(crate) fn item(&self) -> (String, String) {
        let position = self.operation.template.id_positions().next_back();
        let position = position.unwrap_or(ABOVE).max(ABOVE);
        let id = self.path.get(position).copied().unwrap_or_default();
        (self.path[ABOVE..position].join("/"), id.to_owned())
    }

    /// Returns the item schema of the collection.
    pub(crate) fn item_schema(&self) -> Schema<'static> {
        let item = self.operation.item.clone();
        item.unwrap_or_else(|| self.document.named(""))
    }

    /// Returns the response schema.
    pub(crate) fn response_schema(&self) -> Option<&'static Schema<'static>> {
        self.operation.response.as_ref()
    }

    /// Sets who created or updated a document and when, if its schema has such members.
    pub(crate) fn stamp(&mut self, schema: &Schema<'_>, document: &mut Value, is_new: bool) {
        let now = self.stamps.now();
        for name in schema.property_names() {
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

    /// Returns a 400 if another matching document of the collection already has the name.
    pub(crate) fn expect_new_name(
        &self,
        collection: &str,
        id: &str,
        document: &Value,
        counts: impl Fn(&Value) -> bool,
    ) -> Result<(), Failure> {
        let name = &document["name"];
        let mut others = self.content.documents(collection);
        if others.any(|other| other["id"] != id && other["name"] == *name && counts(other)) {
            let kind = collection.trim_end_matches('s');
            return Err(Failure::refused(format!(
                "a {kind} with the name {name} already exists"
            )));
        }
        Ok(())
    }
}
