//! How a client is set up.

use std::{fmt, sync::Arc, time::Duration};

use reqwest::{
    Url,
    header::{HeaderMap, HeaderName, HeaderValue},
    redirect,
};

use crate::{Client, Error, base_url, client::Inner, tls, token::Token};

/// The minor version of the API that this crate was made for, sent as `X-API-Version`.
const API_VERSION: &str = "1.0";

/// How this crate calls itself.
const IDENTIFIER: &str = "astro-api-rust";

/// How long a connection may take to come about.
///
/// Ten seconds: enough for three lost packets of a TCP handshake (retried after 1, 2 and 4 s), and short enough to fail
/// over by.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long an answer may take, and a stream may stand still.
///
/// The API documents no limit of its own; a minute is what the load balancers of the large clouds allow by default.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Sets up a [`Client`].
///
/// ```
/// # fn main() -> Result<(), astro_api::Error> {
/// use std::time::Duration;
///
/// let client = astro_api::Client::builder()
///     .token("aaa.bbb.ccc")
///     .base_url("http://127.0.0.1:8080/v1")
///     .timeout(Duration::from_secs(20))
///     .build()?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    token: Option<String>,
    base_url: Result<Url, String>,
    timeout: Duration,
    user_agent_suffix: Option<String>,
}

impl ClientBuilder {
    pub(crate) fn new() -> Self {
        Self {
            token: None,
            base_url: base_url::parse(base_url::PRODUCTION).map_err(|e| e.message().to_owned()),
            timeout: TIMEOUT,
            user_agent_suffix: None,
        }
    }

    /// Takes token and base URL from the environment, as [`Client::from_env`] says.
    pub(crate) fn from_env(read: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        // An empty variable is how shells and CI systems say "not set".
        let read = |name| read(name).filter(|v| !v.trim().is_empty());
        let token = read("ASTRO_API_TOKEN").ok_or_else(|| {
            Error::configuration(
                "ASTRO_API_TOKEN is not set; create an API token in Astro and export it under that name, or pass one to `Client::builder().token(…)`",
            )
        })?;
        let url = match (read("ASTRO_API_HOST"), read("ASTRO_DOMAIN")) {
            (Some(host), _) => {
                base_url::from_host(&host).map_err(|e| named("ASTRO_API_HOST", &e))?
            }
            (None, Some(domain)) => {
                base_url::from_domain(&domain).map_err(|e| named("ASTRO_DOMAIN", &e))?
            }
            (None, None) => base_url::parse(base_url::PRODUCTION)?,
        };
        Ok(Self {
            token: Some(token),
            base_url: Ok(url),
            ..Self::new()
        })
    }

    /// The API token: a personal one, or one of an Organization, a Workspace or a Deployment. Required.
    ///
    /// White space around it is dropped, so that the content of a file can be passed as it is.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Where the API is, with the version: `https://api.astronomer.io/v1` by default.
    ///
    /// It must be `https`, since the token travels with every request; plain `http` is taken for this machine only
    /// (`127.0.0.1`, `[::1]`, `localhost`). What is wrong with it, [`build`](Self::build) says.
    pub fn base_url(mut self, url: impl AsRef<str>) -> Self {
        self.base_url = base_url::parse(url.as_ref()).map_err(|e| e.message().to_owned());
        self
    }

    /// How long a call may take from the first byte sent to the last byte received; 60 seconds by default.
    ///
    /// For answers that are read as a stream, it limits the wait for each part instead of the whole.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// What your program calls itself, `name/version`, added to the `User-Agent` header.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// Makes the client. No connection is made yet.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) when there is no token, or one that no header may
    /// carry; when the base URL is no URL, holds credentials, or would send the token unencrypted; and when TLS cannot
    /// be set up.
    pub fn build(self) -> Result<Client, Error> {
        let token = self.token.as_deref().ok_or_else(|| {
            Error::configuration("no API token was given; pass one to `ClientBuilder::token`, or use `Client::from_env`")
        })?;
        let token = Token::new(token)?;
        let base_url = self.base_url.map_err(Error::configuration)?;
        let mut http = tls::prepare(reqwest::Client::builder());
        if base_url.scheme() == "http" {
            // What is for this machine must not leave it, least of all unencrypted, whatever `HTTP_PROXY` says.
            http = http.no_proxy();
        }
        let http = http
            .default_headers(headers(self.user_agent_suffix.as_deref())?)
            // The token must not follow a redirect, and this API answers none.
            .redirect(redirect::Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(self.timeout)
            .build()
            .map_err(|e| Error::configuration("the HTTP client cannot be set up").with_source(e))?;
        Ok(Client::of(Arc::new(Inner {
            http,
            base_url,
            token,
            timeout: self.timeout,
        })))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &self.base_url.as_ref().map(Url::as_str))
            .field("token", &self.token.as_ref().map(|_| "redacted"))
            .field("timeout", &self.timeout)
            .field("user_agent_suffix", &self.user_agent_suffix)
            .finish()
    }
}

/// Says which variable a bad base URL came from.
fn named(variable: &str, error: &Error) -> Error {
    Error::configuration(format!("{variable}: {}", error.message()))
}

/// The headers that every request carries beside the token: those that Astronomer's own clients send.
fn headers(user_agent_suffix: Option<&str>) -> Result<HeaderMap, Error> {
    let version = env!("CARGO_PKG_VERSION");
    let user_agent = match user_agent_suffix {
        Some(suffix) => format!("{IDENTIFIER}/{version} {suffix}"),
        None => format!("{IDENTIFIER}/{version}"),
    };
    let os = format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH);
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("user-agent", user_agent.as_str()),
        ("x-api-version", API_VERSION),
        ("x-astro-client-identifier", IDENTIFIER),
        ("x-astro-client-version", version),
        ("x-client-os-identifier", &os),
    ] {
        let value = HeaderValue::from_str(value).map_err(|_| {
            Error::configuration(format!(
                "the user agent suffix {:?} holds a character that no HTTP header may carry",
                user_agent_suffix.unwrap_or_default()
            ))
        })?;
        headers.insert(HeaderName::from_static(name), value);
    }
    Ok(headers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(pairs: &[(&str, &str)]) -> Result<ClientBuilder, Error> {
        ClientBuilder::from_env(|name| {
            pairs
                .iter()
                .find(|(n, _)| *n == name)
                .map(|(_, v)| (*v).to_owned())
        })
    }

    fn url(pairs: &[(&str, &str)]) -> String {
        let mut all = vec![("ASTRO_API_TOKEN", "a.b.c")];
        all.extend(pairs);
        from(&all).unwrap().base_url.unwrap().to_string()
    }

    #[test]
    fn environment_names_host_before_domain_before_production() {
        assert_eq!(url(&[]), "https://api.astronomer.io/v1");
        assert_eq!(
            url(&[("ASTRO_DOMAIN", "astronomer-stage.io")]),
            "https://api.astronomer-stage.io/v1"
        );
        assert_eq!(
            url(&[
                ("ASTRO_DOMAIN", "a.example"),
                ("ASTRO_API_HOST", "https://b.example")
            ]),
            "https://b.example/v1"
        );
        assert_eq!(
            url(&[("ASTRO_API_HOST", "")]),
            "https://api.astronomer.io/v1"
        );
    }

    #[test]
    fn environment_without_token_says_which_variable() {
        for pairs in [&[][..], &[("ASTRO_API_TOKEN", " ")][..]] {
            assert!(
                from(pairs)
                    .unwrap_err()
                    .to_string()
                    .contains("ASTRO_API_TOKEN is not set")
            );
        }
        let error = from(&[
            ("ASTRO_API_TOKEN", "x"),
            ("ASTRO_API_HOST", "http://b.example"),
        ])
        .unwrap_err();
        assert!(error.to_string().starts_with("ASTRO_API_HOST: "), "{error}");
    }

    #[test]
    fn no_debug_output_shows_the_token() {
        let builder = Client::builder().token("marked-secret");
        assert!(!format!("{builder:?}").contains("marked-secret"));
        assert!(!format!("{:?}", builder.build().unwrap()).contains("marked-secret"));
        let error = Client::builder()
            .token("marked\nsecret")
            .build()
            .unwrap_err();
        assert!(
            !format!("{error} {error:?}").contains("marked"),
            "{error:?}"
        );
    }
}
