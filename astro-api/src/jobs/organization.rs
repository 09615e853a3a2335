//! Selection of the Organization.

use crate::{Client, Error, OrganizationClient};

/// The environment variable with the id of the Organization.
const VARIABLE: &str = "ASTRO_ORGANIZATION_ID";
/// The maximum number of Organizations in an error.
const NAMED: usize = 10;

impl Client {
    /// Returns a handle for the Organization in `ASTRO_ORGANIZATION_ID` or, if that is not set, for the only one that
    /// the token has access to.
    ///
    /// An empty variable counts as not set. If the variable is set, no request is sent, so an unknown id fails with
    /// the first request.
    ///
    /// ```no_run
    /// # async fn run() -> Result<(), astro_api::Error> {
    /// let client = astro_api::Client::from_env()?;
    /// let organization = client.organization_from_env().await?;
    /// println!("{}", organization.organization_id());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if the variable is not set and the token has
    /// access to no Organization or to several, which the message lists. Otherwise as `send` of
    /// [`list_organizations`](Self::list_organizations).
    pub async fn organization_from_env(&self) -> Result<OrganizationClient, Error> {
        match std::env::var(VARIABLE) {
            Ok(id) if !id.trim().is_empty() => Ok(self.organization(id.trim())),
            _ => self.only_organization().await,
        }
    }

    async fn only_organization(&self) -> Result<OrganizationClient, Error> {
        let page = self.list_organizations().limit(NAMED).send().await?;
        let message = match page.organizations.as_slice() {
            [only] if page.total_count <= 1 => return Ok(self.organization(&only.id)),
            [] => format!(
                "the token has access to no Organization; use another token, or set {VARIABLE}"
            ),
            several => {
                let names = several.iter().take(NAMED);
                let names: Vec<String> = names.map(|o| format!("{} ({})", o.name, o.id)).collect();
                let total = usize::try_from(page.total_count).unwrap_or_default();
                let rest = match total.saturating_sub(names.len()) {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                format!(
                    "the token has access to several Organizations: {}{rest}; set {VARIABLE} to the id of one",
                    names.join(", ")
                )
            }
        };
        Err(Error::configuration(message))
    }
}
