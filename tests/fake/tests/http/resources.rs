//! Created resources exist, updated ones are changed, and deleted ones are gone.

use astro_api_fake::Fake;
use serde_json::{Value, json};

use crate::Outcome;
use crate::client::{Reply, authorization, send};

mod clusters;
mod deployments;
mod deploys;
mod environment;
mod lists;
mod refusals;
mod tokens;
mod users;

type BoxError = Box<dyn std::error::Error>;

/// A fake with one Organization, and requests below that.
struct One {
    fake: Fake,
    id: String,
}

impl One {
    async fn begin() -> Result<Self, BoxError> {
        Self::from_fake(Fake::builder().organizations(1).start().await?)
    }

    fn from_fake(fake: Fake) -> Result<Self, BoxError> {
        let organization = fake.organization(0).ok_or("no organization")?;
        let id = organization["id"].as_str().ok_or("no id")?.to_owned();
        Ok(Self { fake, id })
    }

    async fn call(&self, method: &str, path: &str, body: &str) -> Result<Reply, BoxError> {
        let path = format!("/v1/organizations/{}/{path}", self.id);
        Ok(send(
            &self.fake,
            method,
            &path,
            &[&authorization(&self.fake)],
            body,
        )
        .await?)
    }

    /// Returns the JSON of a success response.
    async fn get(&self, path: &str) -> Result<Value, BoxError> {
        let reply = self.call("GET", path, "").await?;
        assert_eq!(reply.status, 200, "GET {path}: {}", reply.text());
        Ok(reply.json()?)
    }

    async fn post(&self, path: &str, body: Value) -> Result<Value, BoxError> {
        let reply = self.call("POST", path, &body.to_string()).await?;
        assert_eq!(reply.status, 200, "POST {path}: {}", reply.text());
        Ok(reply.json()?)
    }

    async fn status(&self, method: &str, path: &str, body: &str) -> Result<u16, BoxError> {
        Ok(self.call(method, path, body).await?.status)
    }

    /// Returns the first id of a collection.
    fn first(&self, collection: &str) -> Result<String, BoxError> {
        let documents = self.fake.collection(&self.id, collection);
        let first = documents
            .first()
            .ok_or(format!("nothing in {collection}"))?;
        id(first)
    }

    /// Checks that an item can be listed and read; after deletion it cannot, and cannot be deleted again.
    async fn assert_deletes(&self, collection: &str, id: &str) -> Outcome {
        let before = self.fake.collection(&self.id, collection).len();
        let path = format!("{collection}/{id}");
        let reply = self.call("DELETE", &path, "").await?;
        assert_eq!((reply.status, reply.text().as_str()), (204, ""), "{path}");
        assert_eq!(self.fake.collection(&self.id, collection).len(), before - 1);
        assert_eq!(self.status("GET", &path, "").await?, 404);
        assert_eq!(self.status("DELETE", &path, "").await?, 404);
        Ok(())
    }
}

fn id(document: &Value) -> Result<String, BoxError> {
    Ok(document["id"].as_str().ok_or("no id")?.to_owned())
}

fn names(page: &Value, member: &str) -> Vec<String> {
    let rows = page[member].as_array().into_iter().flatten();
    rows.map(|row| row["name"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn creates_updates_and_deletes_a_workspace() -> Outcome {
    let one = One::begin().await?;
    let created = one
        .post(
            "workspaces",
            json!({ "name": "New", "cicdEnforcedDefault": true }),
        )
        .await?;
    assert_eq!(created["organizationId"], one.id);
    let path = format!("workspaces/{}", id(&created)?);
    assert_eq!(one.get(&path).await?, created);
    assert_eq!(one.get("workspaces").await?["workspaces"][0], created);

    let update = json!({ "name": "Renamed", "description": "", "cicdEnforcedDefault": false });
    let updated = one.post(&path, update).await?;
    assert_eq!(
        (&updated["name"], &updated["cicdEnforcedDefault"]),
        (&json!("Renamed"), &json!(false))
    );
    assert_eq!(updated["createdAt"], created["createdAt"]);
    assert!(updated["updatedAt"].as_str() > created["updatedAt"].as_str());
    assert_eq!(one.get(&path).await?, updated);
    one.assert_deletes("workspaces", &id(&created)?).await
}

#[tokio::test]
async fn a_workspace_with_deployments_is_not_deleted() -> Outcome {
    let one = One::begin().await?;
    let path = format!("workspaces/{}", one.first("workspaces")?);
    assert_eq!(one.status("DELETE", &path, "").await?, 400);
    one.get(&path).await?;
    Ok(())
}

/// Each of very many Organizations has its own content, the same on every run.
#[tokio::test]
async fn generated_content_is_deterministic_per_organization() -> Outcome {
    let fake = Fake::builder().organizations(2).users(5).start().await?;
    let again = Fake::builder().organizations(2).users(5).start().await?;
    let ids: Vec<String> = (0..2)
        .filter_map(|position| fake.organization(position))
        .filter_map(|organization| organization["id"].as_str().map(str::to_owned))
        .collect();
    for (collection, count) in [
        ("workspaces", 2),
        ("deployments", 4),
        ("clusters", 1),
        ("users", 5),
        ("teams", 1),
        ("tokens", 1),
    ] {
        let content = fake.collection(&ids[0], collection);
        assert_eq!(content.len(), count, "{collection}");
        assert_eq!(content, again.collection(&ids[0], collection));
        assert_ne!(content, fake.collection(&ids[1], collection));
    }
    assert!(fake.collection("unknown", "users").is_empty());
    Ok(())
}
