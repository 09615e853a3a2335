//! Requests that update a resource.

use super::Model;

/// A request that updates a resource.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Update {
    /// The type of the request.
    pub(crate) request: String,
    /// The type of the resource, which a GET operation of the same path returns.
    pub(crate) resource: String,
}

impl Model {
    /// Returns the updates: bodies of POST, PUT and PATCH operations with the same response type as the GET operation
    /// of the same path.
    pub(crate) fn updates(&self) -> Vec<Update> {
        let mut updates = Vec::new();
        for operation in &self.operations {
            if !["POST", "PUT", "PATCH"].contains(&operation.method.as_str()) {
                continue;
            }
            let request = operation.body.as_ref().and_then(|b| b.schema.clone());
            let read = self.operations.iter().find(|other| {
                other.method == "GET"
                    && other.response == operation.response
                    && is_same_path(&other.path, &operation.path)
            });
            let resource = read.and_then(|read| read.response.clone());
            if let (Some(request), Some(resource)) = (request, resource) {
                updates.push(Update { request, resource });
            }
        }
        updates.sort();
        updates.dedup();
        updates
    }
}

/// Returns whether two paths are equal except for the names of their parameters.
pub(crate) fn is_same_path(a: &str, b: &str) -> bool {
    let mut pairs = a.split('/').zip(b.split('/'));
    a.split('/').count() == b.split('/').count()
        && pairs.all(|(a, b)| a == b || a.starts_with('{') && b.starts_with('{'))
}
