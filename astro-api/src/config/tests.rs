use super::*;

fn from(pairs: &[(&str, &str)]) -> Result<ClientBuilder, Error> {
    ClientBuilder::read_env(|name| {
        pairs
            .iter()
            .find(|(n, _)| *n == name)
            .map(|(_, v)| (*v).to_owned())
    })
}

fn url(pairs: &[(&str, &str)]) -> String {
    let mut all = vec![("ASTRO_API_TOKEN", "a.b.c")];
    all.extend(pairs);
    from(&all).unwrap().base_url.unwrap().to_string()
}

#[test]
fn host_variable_precedes_domain_variable() {
    assert_eq!(url(&[]), "https://api.astronomer.io/v1");
    assert_eq!(
        url(&[("ASTRO_DOMAIN", "astronomer-stage.io")]),
        "https://api.astronomer-stage.io/v1"
    );
    assert_eq!(
        url(&[
            ("ASTRO_DOMAIN", "a.example"),
            ("ASTRO_API_HOST", "https://b.example")
        ]),
        "https://b.example/v1"
    );
    assert_eq!(
        url(&[("ASTRO_API_HOST", "")]),
        "https://api.astronomer.io/v1"
    );
}

#[test]
fn missing_token_error_names_the_variable() {
    for pairs in [&[][..], &[("ASTRO_API_TOKEN", " ")][..]] {
        assert!(
            from(pairs)
                .unwrap_err()
                .to_string()
                .contains("ASTRO_API_TOKEN is not set")
        );
    }
    let error = from(&[
        ("ASTRO_API_TOKEN", "x"),
        ("ASTRO_API_HOST", "http://b.example"),
    ])
    .unwrap_err();
    assert!(error.to_string().starts_with("ASTRO_API_HOST: "), "{error}");
}

#[test]
fn plain_http_host_in_the_environment_is_rejected() {
    let pairs = [
        ("ASTRO_API_TOKEN", "x"),
        ("ASTRO_API_HOST", "http://b.example"),
    ];
    assert!(from(&pairs).is_err());
}

#[test]
fn invalid_settings_are_rejected() {
    let message = |builder: ClientBuilder| builder.token("x").build().unwrap_err().to_string();
    assert!(message(Client::builder().api_version("")).contains("API version is empty"));
    let text = message(Client::builder().default_header("authorization", "marked"));
    assert!(text.contains("token") && !text.contains("marked"), "{text}");
    let text = message(Client::builder().client_identifier("a", ""));
    assert!(text.contains("client version is empty"), "{text}");
    let text = message(Client::builder().proxy("http://user:marked@[::"));
    assert!(text.contains("proxy") && !text.contains("marked"), "{text}");
    let text = message(Client::builder().proxy("ftp://127.0.0.1:1"));
    assert!(text.contains("http"), "{text}");
}

/// The variables that the README names.
#[test]
fn default_settings_match_the_documentation() {
    let builder = Client::builder();
    assert_eq!(builder.http.connect_timeout, Duration::from_secs(10));
    assert_eq!(builder.timeouts.attempt, Duration::from_secs(60));
    assert_eq!(builder.timeouts.call, Duration::from_secs(5 * 60));
    assert_eq!(builder.retry.attempts(), 4);
    assert_eq!(builder.retry.longest_wait(), Duration::from_secs(60));
    assert_eq!(builder.retry_budget, Some(100));
    assert_eq!(builder.rate_limits, RateLimits::default());
    assert_eq!(builder.concurrent_pages, 4);
    assert_eq!(builder.max_body_size, 64 << 20);
    assert_eq!(
        builder.http.pool_idle_timeout,
        Some(Duration::from_secs(20))
    );
    assert_eq!(builder.headers.api_version, "1.0");
}

#[test]
fn plain_http_through_a_remote_proxy_is_rejected() {
    let local = || {
        Client::builder()
            .token("x")
            .base_url("http://127.0.0.1:9/v1")
    };
    let error = local()
        .proxy("http://proxy.example:3128")
        .build()
        .unwrap_err();
    assert!(error.to_string().contains("proxy.example"), "{error}");
    assert!(local().proxy("http://127.0.0.1:3128").build().is_ok());
    let with_plain_http = local()
        .proxy("http://proxy.example:3128")
        .allow_plain_http();
    assert!(with_plain_http.build().is_ok());
}

#[test]
fn no_debug_output_shows_the_token() {
    let builder = Client::builder().token("marked-secret");
    assert!(!format!("{builder:?}").contains("marked-secret"));
    assert!(!format!("{:?}", builder.build().unwrap()).contains("marked-secret"));
    let error = Client::builder()
        .token("marked\nsecret")
        .build()
        .unwrap_err();
    assert!(
        !format!("{error} {error:?}").contains("marked"),
        "{error:?}"
    );
}
