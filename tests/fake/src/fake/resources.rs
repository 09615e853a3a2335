//! Organizations, and the resources in them.

use serde_json::Value;

use super::Fake;
use crate::shared::lock;

impl Fake {
    /// Appends an Organization. It is served unchanged, even if members are missing.
    pub fn add_organization(&self, organization: Value) {
        lock(&self.shared.store).add(organization);
    }

    /// Removes the Organization with this id and returns it; `None` if the id is unknown.
    pub fn remove_organization(&self, id: &str) -> Option<Value> {
        lock(&self.shared.store).remove(id)
    }

    /// Returns the Organization at a position, in the order of creation.
    #[must_use]
    pub fn organization(&self, position: usize) -> Option<Value> {
        lock(&self.shared.store).at(position)
    }

    /// Stores a resource in a collection of an Organization, and returns its id. It replaces a resource with the same
    /// id. The collection has the form of [`collection`](Self::collection).
    ///
    /// Missing required members are generated, including the id. Nothing else is checked, so the resource can be in
    /// any state.
    ///
    /// ```
    /// # use astro_api_fake::Fake;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// use serde_json::json;
    ///
    /// let fake = Fake::builder().organizations(1).start().await?;
    /// let organization = fake.organization(0).expect("there is one");
    /// let terns = json!({ "name": "tern-counts", "status": "UNHEALTHY" });
    /// let id = fake.put(organization["id"].as_str().unwrap_or_default(), "deployments", terns);
    /// assert!(id.is_some());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Returns `None` for an unknown Organization or collection.
    pub fn put(&self, organization_id: &str, collection: &str, resource: Value) -> Option<String> {
        let organization = lock(&self.shared.store).get(organization_id)?;
        let mut contents = lock(&self.shared.contents);
        contents.put(self.shared.document, &organization, collection, &resource)
    }

    /// Returns the resources of a collection of an Organization, in the order of creation. The collection is its path
    /// below the Organization: `deployments`, or `teams/<id>/members`. The result is empty for an unknown Organization
    /// or collection.
    ///
    /// It does not count as a poll; see [`Builder::polls_until_ready`](crate::Builder::polls_until_ready).
    #[must_use]
    pub fn collection(&self, organization_id: &str, collection: &str) -> Vec<Value> {
        let Some(organization) = lock(&self.shared.store).get(organization_id) else {
            return Vec::new();
        };
        let mut contents = lock(&self.shared.contents);
        let (content, _) = contents.of(self.shared.document, &organization);
        content.documents(collection).cloned().collect()
    }

    /// Returns the number of Organizations.
    #[must_use]
    pub fn organization_count(&self) -> usize {
        lock(&self.shared.store).len()
    }
}
