//! The configuration of reqwest's HTTP client.

use std::{error::Error as StdError, time::Duration};

use reqwest::{Proxy, Url, redirect};

use super::base_url;
#[cfg(feature = "test-util")]
use crate::transport::{CannedTransport, Mounted};
use crate::{
    Error,
    transport::{Transport, http_clients::HttpClients, tls},
};

/// The default of [`ClientBuilder::connect_timeout`](super::ClientBuilder).
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The default of [`ClientBuilder::pool_idle_timeout`](super::ClientBuilder).
pub(super) const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(20);

/// The supported schemes of proxies.
const PROXIES: [&str; 6] = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"];

/// The settings of the HTTP client.
#[derive(Clone)]
pub(super) struct Http {
    pub(super) connect_timeout: Duration,
    pub(super) pool_idle_timeout: Option<Duration>,
    pub(super) proxy: Option<String>,
    pub(super) ready: Option<reqwest::Client>,
    #[cfg(feature = "test-util")]
    pub(super) canned: Option<CannedTransport>,
}

impl Default for Http {
    fn default() -> Self {
        Self {
            connect_timeout: CONNECT_TIMEOUT,
            pool_idle_timeout: Some(POOL_IDLE_TIMEOUT),
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
            return Ok(Transport::Network(HttpClients::Ready(ready)));
        }
        let proxy = self
            .proxy
            .map(|proxy| check(&proxy, base_url, allow_plain_http))
            .transpose()?;
        let recipe = Recipe {
            connect_timeout: self.connect_timeout,
            pool_idle_timeout: self.pool_idle_timeout,
            is_encrypted: base_url.scheme() == "https",
            proxy,
        };
        HttpClients::of(recipe).map(Transport::Network)
    }
}

/// Builds HTTP clients with the same settings.
pub(crate) struct Recipe {
    connect_timeout: Duration,
    pool_idle_timeout: Option<Duration>,
    is_encrypted: bool,
    proxy: Option<(Url, Proxy)>,
}

impl Recipe {
    pub(crate) fn make(&self) -> Result<reqwest::Client, Error> {
        let mut http = reqwest::Client::builder();
        let mut uses_tls = self.is_encrypted;
        match &self.proxy {
            Some((url, proxy)) => {
                uses_tls |= url.scheme() == "https";
                http = http.proxy(proxy.clone());
            }
            // What is not encrypted must not go to a proxy that only the environment names.
            None if !self.is_encrypted => http = http.no_proxy(),
            None => {}
        }
        tls::set_up(http, uses_tls)
            .and_then(|http| {
                http
                    // The token must not follow a redirect, and this API answers none.
                    .redirect(redirect::Policy::none())
                    .connect_timeout(self.connect_timeout)
                    .pool_idle_timeout(self.pool_idle_timeout)
                    // Whatever another crate enables: bodies are unpacked here, within the limit of their size; names are
                    // resolved as the system does; and no request waits on an HTTP/2 connection that is dead.
                    .no_gzip()
                    .no_brotli()
                    .no_deflate()
                    .no_zstd()
                    .no_hickory_dns()
                    .http1_only()
                    .build()
            })
            .map_err(|e| cannot_be_set_up(e, uses_tls))
    }
}

fn cannot_be_set_up(error: reqwest::Error, uses_tls: bool) -> Error {
    let first: &dyn StdError = &error;
    let cause = std::iter::successors(Some(first), |e: &&dyn StdError| (*e).source()).last();
    let cause = cause.map(ToString::to_string).unwrap_or_default();
    Error::configuration(if uses_tls {
        format!(
            "cannot set up TLS: {cause}; install root certificates (the package `ca-certificates` on most systems), set SSL_CERT_FILE, or enable the feature `webpki-roots` of astro-api"
        )
    } else {
        format!("cannot set up the HTTP client: {cause}")
    })
}

/// Validates a proxy. Its URL may contain a password, so errors do not quote it.
fn check(proxy: &str, base_url: &Url, allow_plain_http: bool) -> Result<(Url, Proxy), Error> {
    let wrong = |what: &str| {
        Error::configuration(format!(
            "the proxy {what}; write it like http://host:port or socks5h://host:port"
        ))
    };
    let url = Url::parse(proxy.trim()).map_err(|e| wrong(&format!("is not a URL ({e})")))?;
    if !PROXIES.contains(&url.scheme()) {
        return Err(wrong(&format!("starts with `{}:`", url.scheme())));
    }
    let host = url.host_str().unwrap_or_default();
    if base_url.scheme() == "http" && !allow_plain_http && !base_url::is_loopback(&url) {
        return Err(Error::configuration(format!(
            "the proxy {host} is on another machine and would receive the token unencrypted; use an https base URL"
        )));
    }
    // The reason could quote the URL.
    match Proxy::all(url.clone()) {
        Ok(proxy) => Ok((url, proxy)),
        Err(_) => Err(wrong("cannot be used")),
    }
}
