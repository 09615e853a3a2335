//! The HTTP client beneath.

use std::time::Duration;

use reqwest::{Proxy, Url, redirect};

#[cfg(feature = "test-util")]
use crate::transport::{CannedTransport, Mounted};
use crate::{Error, base_url, tls, transport::Transport};

/// How long a connection may take to come about; see [`ClientBuilder::connect_timeout`](super::ClientBuilder).
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// What the HTTP client is made of.
#[derive(Clone)]
pub(super) struct Http {
    pub(super) connect_timeout: Duration,
    pub(super) proxy: Option<String>,
    pub(super) ready: Option<reqwest::Client>,
    #[cfg(feature = "test-util")]
    pub(super) canned: Option<CannedTransport>,
}

impl Default for Http {
    fn default() -> Self {
        Self {
            connect_timeout: CONNECT_TIMEOUT,
            proxy: None,
            ready: None,
            #[cfg(feature = "test-util")]
            canned: None,
        }
    }
}

impl Http {
    pub(super) fn build(self, base_url: &Url, allow_plain_http: bool) -> Result<Transport, Error> {
        #[cfg(feature = "test-util")]
        if let Some(canned) = self.canned {
            return Ok(Transport::Canned(Mounted::new(canned, base_url.path())));
        }
        if let Some(ready) = self.ready {
            return Ok(Transport::Network(ready));
        }
        let mut http = tls::prepare(reqwest::Client::builder());
        match &self.proxy {
            Some(proxy) => http = http.proxy(parse(proxy, base_url, allow_plain_http)?),
            // What is not encrypted must not go to a proxy that only the environment names.
            None if base_url.scheme() == "http" => http = http.no_proxy(),
            None => {}
        }
        http
            // The token must not follow a redirect, and this API answers none.
            .redirect(redirect::Policy::none())
            .connect_timeout(self.connect_timeout)
            .build()
            .map(Transport::Network)
            .map_err(|e| Error::configuration("the HTTP client cannot be set up").with_source(e))
    }
}

/// Checks a proxy. Its URL may hold a password, so it is not quoted whole.
fn parse(proxy: &str, base_url: &Url, allow_plain_http: bool) -> Result<Proxy, Error> {
    let wrong = |what: &str| {
        Error::configuration(format!("the proxy {what}; write it like http://host:port"))
    };
    let url = Url::parse(proxy.trim()).map_err(|e| wrong(&format!("is no URL ({e})")))?;
    if !["http", "https"].contains(&url.scheme()) {
        return Err(wrong(&format!("starts with `{}:`", url.scheme())));
    }
    let host = url.host_str().unwrap_or_default();
    if base_url.scheme() == "http" && !allow_plain_http && !base_url::is_loopback(&url) {
        return Err(Error::configuration(format!(
            "the proxy {host} is on another machine and would see the token, because the base URL is not encrypted; use an https base URL"
        )));
    }
    // The reason could quote the URL.
    Proxy::all(url).map_err(|_| wrong("cannot be used"))
}
