//! The configuration of reqwest's HTTP client.

use std::time::Duration;

use reqwest::{Proxy, Url};

use super::base_url;
#[cfg(feature = "test-util")]
use crate::transport::{CannedTransport, Mounted};
use crate::{
    error::Error,
    transport::{Backend, HttpClientConfig, HttpClients},
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
    pub(super) fn build(self, base_url: &Url, allow_plain_http: bool) -> Result<Backend, Error> {
        #[cfg(feature = "test-util")]
        if let Some(canned) = self.canned {
            return Ok(Backend::Canned(Mounted::new(canned, base_url.path())));
        }
        if let Some(ready) = self.ready {
            return Ok(Backend::Network(HttpClients::Custom(ready)));
        }
        let proxy = self
            .proxy
            .map(|proxy| check(&proxy, base_url, allow_plain_http))
            .transpose()?;
        let config = HttpClientConfig {
            connect_timeout: self.connect_timeout,
            pool_idle_timeout: self.pool_idle_timeout,
            is_encrypted: base_url.scheme() == "https",
            proxy,
        };
        HttpClients::new(config).map(Backend::Network)
    }
}

/// Builds HTTP clients with the same settings.
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
