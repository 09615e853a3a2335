//! Finds a resource by its name.

use crate::{
    Error, ErrorKind, ItemStream, OrganizationClient, Response,
    pagination::Page,
    types::{Cluster, Deployment, Team, User, Workspace},
};

/// Find: a resource by its name, or a user by the email address.
///
/// Returns `None` if no resource has the name, and an error of the kind [`Ambiguous`](ErrorKind::Ambiguous) with the
/// ids if several have it. Names are compared exactly, email addresses case-insensitively.
///
/// The result is read with a separate request, because an item of a list can lack members.
impl OrganizationClient {
    /// Finds a Deployment by its name.
    ///
    /// Two Workspaces can have Deployments of the same name. To search one Workspace only, filter
    /// [`list_deployments`](Self::list_deployments) with `workspace_ids`.
    ///
    /// ```no_run
    /// # async fn run(organization: astro_api::OrganizationClient) -> Result<(), astro_api::Error> {
    /// if let Some(deployment) = organization.find_deployment("tern-counts").await? {
    ///     println!("{} {}", deployment.status, deployment.web_server_url);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If several Deployments have the name, or as `send` of [`list_deployments`](Self::list_deployments).
    #[doc(alias = "get deployment by name")]
    pub async fn find_deployment(&self, name: &str) -> Result<Option<Deployment>, Error> {
        let all = self.list_deployments().names([name]).stream();
        let found = only(
            all,
            |one| one.name == name,
            |several| {
                let ids = several
                    .iter()
                    .map(|one| format!("{} in the Workspace {}", one.id, one.workspace_id));
                ambiguous("Deployments", name, ids)
            },
        )
        .await?;
        let Some(found) = found else {
            return Ok(None);
        };
        let whole = self.get_deployment(&found.id).send_opt().await?;
        Ok(whole.map(Response::into_inner))
    }

    /// Finds a Workspace by its name.
    ///
    /// # Errors
    /// If several Workspaces have the name, or as `send` of [`list_workspaces`](Self::list_workspaces).
    #[doc(alias = "get workspace by name")]
    pub async fn find_workspace(&self, name: &str) -> Result<Option<Workspace>, Error> {
        let all = self.list_workspaces().names([name]).stream();
        let found = only(
            all,
            |one| one.name == name,
            |several| ambiguous("Workspaces", name, several.iter().map(|one| &one.id)),
        )
        .await?;
        let Some(found) = found else {
            return Ok(None);
        };
        let whole = self.get_workspace(&found.id).send_opt().await?;
        Ok(whole.map(Response::into_inner))
    }

    /// Finds a cluster by its name.
    ///
    /// # Errors
    /// If several clusters have the name, or as `send` of [`list_clusters`](Self::list_clusters).
    #[doc(alias = "get cluster by name")]
    pub async fn find_cluster(&self, name: &str) -> Result<Option<Cluster>, Error> {
        let all = self.list_clusters().names([name]).stream();
        let found = only(
            all,
            |one| one.name == name,
            |several| ambiguous("clusters", name, several.iter().map(|one| &one.id)),
        )
        .await?;
        let Some(found) = found else {
            return Ok(None);
        };
        let whole = self.get_cluster(&found.id).send_opt().await?;
        Ok(whole.map(Response::into_inner))
    }

    /// Finds a Team by its name.
    ///
    /// # Errors
    /// If several Teams have the name, or as `send` of [`list_teams`](Self::list_teams).
    #[doc(alias = "get team by name")]
    pub async fn find_team(&self, name: &str) -> Result<Option<Team>, Error> {
        let all = self.list_teams().names([name]).stream();
        let found = only(
            all,
            |one| one.name == name,
            |several| ambiguous("Teams", name, several.iter().map(|one| &one.id)),
        )
        .await?;
        let Some(found) = found else {
            return Ok(None);
        };
        let whole = self.get_team(&found.id).send_opt().await?;
        Ok(whole.map(Response::into_inner))
    }

    /// Finds a user by the email address, which the API calls `username`.
    ///
    /// Reads all users of the Organization: the API cannot filter by email address.
    ///
    /// # Errors
    /// If several users have the email address, or as `send` of [`list_users`](Self::list_users).
    #[doc(alias = "get user by email")]
    #[doc(alias = "username")]
    pub async fn find_user(&self, email: &str) -> Result<Option<User>, Error> {
        let found = only(
            self.list_users().stream(),
            |one| one.username.eq_ignore_ascii_case(email),
            |several| ambiguous("users", email, several.iter().map(|one| &one.id)),
        )
        .await?;
        let Some(found) = found else {
            return Ok(None);
        };
        let whole = self.get_user(&found.id).send_opt().await?;
        Ok(whole.map(Response::into_inner))
    }
}

/// Returns the only item that matches. Reads the whole list, because there may be a second one.
async fn only<P: Page>(
    mut items: ItemStream<P>,
    matches: impl Fn(&P::Item) -> bool,
    error: impl Fn(&[P::Item]) -> Error,
) -> Result<Option<P::Item>, Error> {
    let mut found = Vec::new();
    while let Some(item) = items.try_next().await? {
        if matches(&item) {
            found.push(item);
        }
    }
    if found.len() > 1 {
        return Err(error(&found));
    }
    Ok(found.pop())
}

fn ambiguous(what: &str, name: &str, ids: impl Iterator<Item = impl ToString>) -> Error {
    let mut ids: Vec<String> = ids.map(|id| id.to_string()).collect();
    ids.sort();
    let message = format!(
        "{} {what} have the name {name:?}: {}; use an id",
        ids.len(),
        ids.join(", ")
    );
    Error::new(ErrorKind::Ambiguous, message)
}
