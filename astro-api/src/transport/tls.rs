//! The TLS implementation, as the features choose it.
//!
//! It installs nothing for the process: the application chooses the crypto provider of rustls.

/// Selects the TLS library: `native-tls` if it is enabled, because it is not a default, otherwise rustls. It is
/// always set, so that features of reqwest that other crates enable have no effect.
#[cfg(feature = "native-tls")]
fn choose(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder.tls_backend_native()
}

#[cfg(all(
    any(feature = "rustls", feature = "rustls-no-provider"),
    not(feature = "native-tls")
))]
fn choose(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder.tls_backend_rustls()
}

/// Configures TLS. If no connection uses it, without certificates, so that plain HTTP works on systems without them.
#[cfg(any(
    feature = "rustls",
    feature = "rustls-no-provider",
    feature = "native-tls"
))]
pub(super) fn set_up(
    builder: reqwest::ClientBuilder,
    is_used: bool,
) -> Result<reqwest::ClientBuilder, reqwest::Error> {
    let builder = choose(builder);
    if !is_used {
        return Ok(builder.tls_certs_only([]));
    }
    #[cfg(feature = "webpki-roots")]
    let builder = {
        let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
        let roots: Result<Vec<_>, _> = roots.map(|c| reqwest::Certificate::from_der(c)).collect();
        builder.tls_certs_merge(roots?)
    };
    Ok(builder)
}

#[cfg(not(any(
    feature = "rustls",
    feature = "rustls-no-provider",
    feature = "native-tls"
)))]
pub(super) fn set_up(
    builder: reqwest::ClientBuilder,
    _: bool,
) -> Result<reqwest::ClientBuilder, reqwest::Error> {
    Ok(builder)
}
