//! The TLS implementation, as the features choose it.
//!
//! Nothing is installed for the process: which cryptography rustls uses elsewhere is the application's business.

/// Which library does TLS: `native-tls` where it is enabled, because nobody enables it by default, otherwise rustls. It
/// is said in any case, so that what another crate enables in reqwest changes nothing here.
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

/// Sets up TLS; without certificates where no connection will use it, so that plain HTTP works where there are none.
#[cfg(any(
    feature = "rustls",
    feature = "rustls-no-provider",
    feature = "native-tls"
))]
pub(crate) fn set_up(
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
pub(crate) fn set_up(
    builder: reqwest::ClientBuilder,
    _: bool,
) -> Result<reqwest::ClientBuilder, reqwest::Error> {
    Ok(builder)
}
