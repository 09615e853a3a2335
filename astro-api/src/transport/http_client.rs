//! Builds HTTP clients.

use std::{error::Error as StdError, time::Duration};

use reqwest::{Proxy, Url, redirect};

use super::tls;
use crate::error::Error;

/// The configuration of an HTTP client.
pub(crate) struct HttpClientConfig {
    pub(crate) connect_timeout: Duration,
    pub(crate) pool_idle_timeout: Option<Duration>,
    /// Whether the base URL is `https`.
    pub(crate) is_encrypted: bool,
    pub(crate) proxy: Option<(Url, Proxy)>,
}

impl HttpClientConfig {
    /// Builds an HTTP client for URLs that are `https` or not.
    pub(super) fn build(&self, is_encrypted: bool) -> Result<reqwest::Client, Error> {
        let mut http = reqwest::Client::builder();
        let mut uses_tls = is_encrypted;
        match &self.proxy {
            Some((url, proxy)) => {
                uses_tls |= url.scheme() == "https";
                http = http.proxy(proxy.clone());
            }
            // Unencrypted requests must not use a proxy that is set only in the environment.
            None if !is_encrypted => http = http.no_proxy(),
            None => {}
        }
        tls::set_up(http, uses_tls)
            .and_then(|http| {
                http
                    // The token must not follow a redirect, and this API sends none.
                    .redirect(redirect::Policy::none())
                    .connect_timeout(self.connect_timeout)
                    .pool_idle_timeout(self.pool_idle_timeout)
                    // Independent of the features that other crates enable: bodies are decompressed here, up to the
                    // maximum size; the system resolves names; and no request waits on a dead HTTP/2 connection.
                    .no_gzip()
                    .no_brotli()
                    .no_deflate()
                    .no_zstd()
                    .no_hickory_dns()
                    .http1_only()
                    .build()
            })
            .map_err(|e| build_error(&e, uses_tls))
    }
}

fn build_error(error: &reqwest::Error, uses_tls: bool) -> Error {
    let first: &dyn StdError = error;
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
