//! The base URL and its validation.

use reqwest::Url;

use crate::error::Error;

/// The production API, version 1.
pub(crate) const PRODUCTION: &str = "https://api.astronomer.io/v1";

/// The name of a base URL in error messages.
const NAME: &str = "the base URL";

/// Parses and validates a base URL, and removes trailing slashes.
pub(crate) fn parse(text: &str) -> Result<Url, Error> {
    let text = text.trim();
    let mut url = Url::parse(text).map_err(|e| {
        Error::configuration(format!(
            "{NAME} is not a URL ({e}); write it like {PRODUCTION}"
        ))
    })?;
    if !url.username().is_empty() || url.password().is_some() {
        // The URL is not quoted, because it contains a secret.
        return Err(Error::configuration(format!(
            "{NAME} contains credentials; remove them and pass the token to `ClientBuilder::token`"
        )));
    }
    if url.query().is_some() || url.fragment().is_some() {
        // No message below quotes the query either.
        return Err(Error::configuration(format!(
            "{NAME} has a query or a fragment; write it like {PRODUCTION}"
        )));
    }
    if !["http", "https"].contains(&url.scheme()) {
        return Err(Error::configuration(format!(
            "{NAME} starts with `{}:`; it must be https",
            url.scheme()
        )));
    }
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

/// Rejects a base URL that would send the token unencrypted to another machine.
pub(crate) fn require_encryption(url: &Url) -> Result<(), Error> {
    if url.scheme() == "https" || is_loopback(url) {
        return Ok(());
    }
    Err(Error::configuration(format!(
        "{NAME} {url} would send the token unencrypted; use https (plain http is allowed for 127.0.0.1, [::1] and localhost)"
    )))
}

/// Returns the base URL for the value of `ASTRO_API_HOST`: a host with an optional scheme. `/v1` is appended unless
/// it has a path.
pub(crate) fn from_host(host: &str) -> Result<Url, Error> {
    let host = host.trim();
    let text = if host.contains("://") {
        host.to_owned()
    } else {
        format!("https://{host}")
    };
    let mut url = parse(&text)?;
    if url.path() == "/" || url.path().is_empty() {
        url.set_path("/v1");
    }
    Ok(url)
}

/// Returns the base URL for the value of `ASTRO_DOMAIN`: the host `api` of the domain, or for `localhost` port 8888
/// without TLS.
pub(crate) fn from_domain(domain: &str) -> Result<Url, Error> {
    match domain.trim() {
        "localhost" => parse("http://localhost:8888/v1"),
        domain => from_host(&format!("https://api.{domain}")),
    }
}

/// Returns whether the URL has a loopback address.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host_str() {
        Some("localhost") => true,
        Some(host) => host
            .trim_matches(|c| c == '[' || c == ']')
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback()),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error_message(text: &str) -> String {
        let url = parse(text).and_then(|url| require_encryption(&url));
        url.unwrap_err().to_string()
    }

    #[test]
    fn accepts_https_and_plain_http_to_loopback_only() {
        for good in [
            "https://api.astronomer.io/v1",
            "http://127.0.0.1:8080/v1",
            "http://127.8.8.8/v1",
            "http://[::1]:9/v1",
            "http://localhost:8888/v1",
        ] {
            assert_eq!(parse(good).unwrap().as_str(), good);
        }
        for bad in [
            "http://api.astronomer.io/v1",
            "http://127.0.0.1.example.com/",
            "http://localhost.example.com",
        ] {
            assert!(error_message(bad).contains("unencrypted"), "{bad}");
        }
        assert!(error_message("ftp://host/").contains("must be https"));
        assert!(error_message("api.astronomer.io").contains("not a URL"));
    }

    #[test]
    fn does_not_repeat_credentials() {
        let message = error_message("https://user:hunter2@api.astronomer.io/v1");
        assert!(
            message.contains("credentials") && !message.contains("hunter2"),
            "{message}"
        );
    }

    #[test]
    fn trailing_slash_is_removed_and_query_is_rejected() {
        assert_eq!(parse("https://h.example/v1//").unwrap().path(), "/v1");
        assert!(error_message("https://h.example/v1?x=1").contains("query"));
    }

    #[test]
    fn host_and_domain_give_the_v1_url() {
        assert_eq!(
            from_host("https://api.astronomer.io").unwrap().as_str(),
            PRODUCTION
        );
        assert_eq!(from_host("api.astronomer.io").unwrap().as_str(), PRODUCTION);
        assert_eq!(
            from_host("https://proxy.example/astro/v1").unwrap().path(),
            "/astro/v1"
        );
        assert_eq!(from_domain("astronomer.io").unwrap().as_str(), PRODUCTION);
        assert_eq!(
            from_domain("astronomer-dev.io").unwrap().as_str(),
            "https://api.astronomer-dev.io/v1"
        );
        assert_eq!(
            from_domain("localhost").unwrap().as_str(),
            "http://localhost:8888/v1"
        );
    }
}
