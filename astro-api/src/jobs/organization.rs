//! The Organization to work in.

use crate::{Client, Error, OrganizationClient};

/// The variable that names the Organization.
const VARIABLE: &str = "ASTRO_ORGANIZATION_ID";
/// How many Organizations an error names.
const NAMED: usize = 10;

impl Client {
    /// Returns a handle of the Organization that the environment names: by `ASTRO_ORGANIZATION_ID` or, if that is not
    /// set, the only one that the token can see.
    ///
    /// An empty variable counts as not set. With the variable, nothing is sent: an unknown id is an error of the first
    /// request.
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
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if the variable is not set and the token can see no
    /// Organization or several, which the error names. Otherwise as `send` of
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
                "the token can see no Organization; use another token, or set {VARIABLE} if the Organization is known"
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
                    "the token can see several Organizations: {}{rest}; set {VARIABLE} to the id of one",
                    names.join(", ")
                )
            }
        };
        Err(Error::configuration(message))
    }
}
