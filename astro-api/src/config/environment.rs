//! Configuration from environment variables.

use super::{ClientBuilder, TokenInput, base_url};
use crate::error::Error;

impl ClientBuilder {
    /// Creates a builder with the token and the base URL from the environment, see
    /// [`Client::from_env`](crate::Client::from_env).
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if there is no token, or if the base URL is
    /// invalid or not encrypted.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), astro_api::Error> {
    /// use astro_api::{ClientBuilder, RetryPolicy};
    ///
    /// let client = ClientBuilder::from_env()?.retry(RetryPolicy::never()).build()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    pub fn from_env() -> Result<Self, Error> {
        Self::read_env(|name| std::env::var(name).ok())
    }

    pub(super) fn read_env(read: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        // Shells and CI systems use an empty variable for "not set".
        let read = |name| read(name).filter(|v| !v.trim().is_empty());
        let token = read("ASTRO_API_TOKEN").ok_or_else(|| {
            Error::configuration(
                "ASTRO_API_TOKEN is not set; set it to an API token, or pass one to `ClientBuilder::token`",
            )
        })?;
        let of_host = |host: &str| base_url::from_host(host).and_then(encrypted);
        let of_domain = |domain: &str| base_url::from_domain(domain).and_then(encrypted);
        let url = match (read("ASTRO_API_HOST"), read("ASTRO_DOMAIN")) {
            (Some(host), _) => of_host(&host).map_err(|e| named("ASTRO_API_HOST", &e))?,
            (None, Some(domain)) => of_domain(&domain).map_err(|e| named("ASTRO_DOMAIN", &e))?,
            (None, None) => base_url::parse(base_url::PRODUCTION)?,
        };
        Ok(Self {
            token: Some(TokenInput::Text(token)),
            base_url: Ok(url),
            ..Self::new()
        })
    }
}

fn encrypted(url: reqwest::Url) -> Result<reqwest::Url, Error> {
    base_url::require_encryption(&url)?;
    Ok(url)
}

/// Adds the name of the variable to an error about a base URL.
fn named(variable: &str, error: &Error) -> Error {
    Error::configuration(format!("{variable}: {}", error.message()))
}
