//! Fetches a document from an address.
//!
//! It stands apart from the other commands because what it needs for TLS takes a third of the time of compiling them,
//! and most of them fetch nothing.

use std::time::Duration;

use ureq::{
    Agent, Error,
    tls::{RootCerts, TlsConfig},
};

/// How long a download may take in all.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How many bytes a document may have. The published one has about a million.
pub const LARGEST: u64 = 32 * 1024 * 1024;

/// The text behind an address, which begins with `https://` or `http://`.
///
/// Proxies are taken from the environment, and certificates are verified as the platform does.
///
/// # Errors
/// When there is no answer within half a minute, when it is another than a success, and when its body is larger than
/// [`LARGEST`]. The message tells the reason, and neither the address nor what to do.
pub fn download(url: &str) -> Result<String, String> {
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .build();
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(TIMEOUT))
        .tls_config(tls)
        .user_agent(concat!("astro-api-xtask/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let mut answer = agent.get(url).call().map_err(|e| e.to_string())?;
    let body = answer.body_mut().with_config().limit(LARGEST);
    body.read_to_string().map_err(|e| match e {
        Error::BodyExceedsLimit(_) => format!("it is larger than {} MiB", LARGEST >> 20),
        e => e.to_string(),
    })
}
