//! Documents from somewhere else: from a file, or by HTTP.

use std::{fs, time::Duration};

use crate::while_doing;

/// How long a download may take in all.
const TIMEOUT: Duration = Duration::from_secs(30);
/// How large a document may be. The published one has about a megabyte.
const LARGEST: u64 = 32 * 1024 * 1024;

/// Whether a source is an address and no file.
pub(crate) fn is_url(source: &str) -> bool {
    source.starts_with("https://") || source.starts_with("http://")
}

/// The text behind an address, or in a file.
pub(crate) fn text(source: &str) -> Result<String, String> {
    if !is_url(source) {
        return fs::read_to_string(source).map_err(while_doing(format!("read {source}")));
    }
    download(source).map_err(|e| {
        format!("cannot fetch {source}: {e}; check the address and the network, or save the document and name the file")
    })
}

fn download(url: &str) -> Result<String, String> {
    let tls = ureq::tls::TlsConfig::builder()
        .root_certs(ureq::tls::RootCerts::PlatformVerifier)
        .build();
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(TIMEOUT))
        .tls_config(tls)
        .user_agent(concat!("astro-api-xtask/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let mut answer = agent.get(url).call().map_err(|e| e.to_string())?;
    let body = answer.body_mut().with_config().limit(LARGEST);
    body.read_to_string().map_err(|e| match e {
        ureq::Error::BodyExceedsLimit(_) => format!("it is larger than {} MiB", LARGEST >> 20),
        e => e.to_string(),
    })
}
