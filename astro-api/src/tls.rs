//! The TLS implementation, as the features choose it.

/// Makes sure that the HTTP client finds the cryptography that it is to use.
pub(crate) fn prepare(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    // The application's own choice of cryptography comes first; losing the race for the default to another thread is
    // as good as winning it.
    #[cfg(feature = "rustls")]
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
    builder
}
