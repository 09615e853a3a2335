//! The collections of one Organization.

use std::collections::HashMap;

use serde_json::Value;

use super::work::{End, Work};

/// Documents by the path of their collection below the Organization, such as `deployments` or
/// `teams/<id>/members`.
#[derive(Debug, Default)]
pub(crate) struct Content(HashMap<String, Vec<Row>>);

/// One document of a collection.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The id of the document in paths.
    pub(crate) id: String,
    pub(crate) document: Value,
    /// The work in progress on it.
    pub(crate) work: Option<Work>,
    /// The secret that the API accepts but no longer returns.
    pub(crate) secret: Option<String>,
}

impl Content {
    /// Returns the rows of a collection, in the order of creation.
    pub(crate) fn rows(&self, collection: &str) -> &[Row] {
        self.0
            .get(collection)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// Returns the rows of a collection for modification.
    pub(crate) fn rows_mut(&mut self, collection: &str) -> &mut Vec<Row> {
        self.0.entry(collection.to_owned()).or_default()
    }

    pub(crate) fn get(&self, collection: &str, id: &str) -> Option<&Row> {
        self.rows(collection).iter().find(|row| row.id == id)
    }

    pub(crate) fn get_mut(&mut self, collection: &str, id: &str) -> Option<&mut Row> {
        self.0
            .get_mut(collection)?
            .iter_mut()
            .find(|row| row.id == id)
    }

    /// Returns the documents of a collection.
    pub(crate) fn documents(&self, collection: &str) -> impl Iterator<Item = &Value> {
        self.rows(collection).iter().map(|row| &row.document)
    }

    /// Returns a document by its id.
    pub(crate) fn document(&self, collection: &str, id: &str) -> Option<&Value> {
        self.get(collection, id).map(|row| &row.document)
    }

    pub(crate) fn push(&mut self, collection: &str, id: impl Into<String>, document: Value) {
        self.rows_mut(collection).push(Row {
            id: id.into(),
            document,
            work: None,
            secret: None,
        });
    }

    /// Returns whether a document has this secret.
    pub(crate) fn has_secret(&self, token: &str) -> bool {
        let mut rows = self.0.values().flatten();
        rows.any(|row| row.secret.as_deref() == Some(token))
    }

    /// Removes a document and the collections below it.
    pub(crate) fn remove(&mut self, collection: &str, id: &str) -> Option<Row> {
        let rows = self.0.get_mut(collection)?;
        let position = rows.iter().position(|row| row.id == id)?;
        let row = rows.remove(position);
        let below = format!("{collection}/{id}/");
        self.0.retain(|name, _| !name.starts_with(&below));
        Some(row)
    }

    /// Reads a document, which advances the work on it.
    pub(crate) fn poll(&mut self, collection: &str, id: &str) -> Option<&Value> {
        let row = self.get_mut(collection, id)?;
        let ended = match &mut row.work {
            Some(work) => work.poll(),
            None => None,
        };
        match ended {
            Some(End::Status(status)) => {
                row.work = None;
                row.document["status"] = status.into();
            }
            Some(End::Gone) => {
                self.remove(collection, id);
            }
            None => {}
        }
        self.document(collection, id)
    }
}
