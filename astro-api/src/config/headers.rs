//! The headers of every request, except the token.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use crate::{
    error::Error,
    request::options::{self, VERSION_HEADER},
};

/// The minor version of the API from which this crate is generated, sent as `X-API-Version`.
const API_VERSION: &str = "1.0";

/// The name of this crate in headers.
const IDENTIFIER: &str = "astro-api-rust";

/// This crate's version.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The values of the headers.
#[derive(Clone)]
pub(super) struct Headers {
    pub(super) api_version: String,
    pub(super) user_agent_suffix: Option<String>,
    /// The name and the version.
    pub(super) identifier: (String, String),
    pub(super) extra: Vec<(String, String)>,
}

impl Default for Headers {
    fn default() -> Self {
        Self {
            api_version: API_VERSION.to_owned(),
            user_agent_suffix: None,
            identifier: (IDENTIFIER.to_owned(), VERSION.to_owned()),
            extra: Vec::new(),
        }
    }
}

impl Headers {
    /// Returns the headers that Astronomer's own clients send, then those of the user.
    pub(super) fn build(&self) -> Result<HeaderMap, Error> {
        let user_agent = match &self.user_agent_suffix {
            Some(suffix) => format!("{IDENTIFIER}/{VERSION} {suffix}"),
            None => format!("{IDENTIFIER}/{VERSION}"),
        };
        let (name, version) = &self.identifier;
        let os = format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH);
        let mut headers = HeaderMap::new();
        for (header, what, text) in [
            (USER_AGENT, "user agent", &user_agent),
            (
                HeaderName::from_static("x-astro-client-identifier"),
                "client identifier",
                name,
            ),
            (
                HeaderName::from_static("x-astro-client-version"),
                "client version",
                version,
            ),
            (
                HeaderName::from_static("x-client-os-identifier"),
                "system",
                &os,
            ),
        ] {
            if text.trim().is_empty() {
                return Err(Error::configuration(format!("the {what} is empty")));
            }
            let value = HeaderValue::from_str(text).map_err(|_| {
                Error::configuration(format!(
                    "the {what} {text:?} contains a character that is invalid in an HTTP header"
                ))
            })?;
            headers.insert(header, value);
        }
        let version = options::api_version(&self.api_version).map_err(Error::configuration)?;
        headers.insert(VERSION_HEADER, version);
        for (name, value) in &self.extra {
            let (name, value) = options::header(name, value).map_err(Error::configuration)?;
            headers.insert(name, value);
        }
        Ok(headers)
    }
}
