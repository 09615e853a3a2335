//! How a client is set up.

mod environment;
mod headers;
mod http;
#[cfg(feature = "test-util")]
mod transport;

use std::{fmt, sync::Arc, time::Duration};

use reqwest::Url;

use crate::{
    Client, Error, Observer, RateLimits, RetryPolicy, Timer, TokenSource, base_url,
    client::{Inner, Timeouts},
    rate_limit::Limiter,
    retry::{self, RetryBudget},
    timer::RealTime,
    token::{Credentials, Renewing, Token},
};

pub(crate) use http::Recipe;

use headers::Headers;
use http::Http;

/// How long one attempt may take.
///
/// The API documents no limit of its own; a minute is what the load balancers of the large clouds allow by default.
pub(crate) const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(60);

/// How long a call may take with all its attempts: four of a minute each, the waits between them, and some room.
const TIMEOUT: Duration = Duration::from_secs(300);

/// How many pages of a list are asked for at once.
const CONCURRENT_PAGES: usize = 4;

/// The largest body that is read into memory. A page of 1,000 Organizations is about one megabyte.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// Sets up a [`Client`].
///
/// ```
/// # fn main() -> Result<(), astro_api::Error> {
/// use std::time::Duration;
/// use astro_api::{Rate, RateLimits, RetryPolicy};
///
/// let client = astro_api::Client::builder()
///     .token("aaa.bbb.ccc")
///     .timeout(Duration::from_secs(120))
///     .retry(RetryPolicy::default().max_attempts(6))
///     .rate_limits(RateLimits::default().with_get_limit(Rate::per_second(10)))
///     .user_agent_suffix("nightly-report/1.2")
///     .build()?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    token: Option<TokenInput>,
    base_url: Result<Url, String>,
    allow_plain_http: bool,
    timeouts: Timeouts,
    retry: RetryPolicy,
    retry_budget: Option<u32>,
    rate_limits: RateLimits,
    concurrent_pages: usize,
    largest_body: usize,
    headers: Headers,
    http: Http,
    timer: Arc<dyn Timer>,
    observer: Option<Arc<dyn Observer>>,
}

/// What the token comes from.
#[derive(Clone)]
enum TokenInput {
    Text(String),
    Source(Arc<Renewing>),
}

impl ClientBuilder {
    pub(crate) fn new() -> Self {
        Self {
            token: None,
            base_url: base_url::parse(base_url::PRODUCTION).map_err(|e| e.message().to_owned()),
            allow_plain_http: false,
            timeouts: Timeouts {
                attempt: ATTEMPT_TIMEOUT,
                call: TIMEOUT,
            },
            retry: RetryPolicy::default(),
            retry_budget: Some(retry::DEFAULT_BUDGET),
            rate_limits: RateLimits::default(),
            concurrent_pages: CONCURRENT_PAGES,
            largest_body: LARGEST_BODY,
            headers: Headers::default(),
            http: Http::default(),
            timer: Arc::new(RealTime),
            observer: None,
        }
    }

    /// The API token: a personal one, or one of an Organization, a Workspace or a Deployment. Required, unless there is
    /// a [`token_source`](Self::token_source).
    ///
    /// White space around it is dropped, so that the content of a file can be passed as it is.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(TokenInput::Text(token.into()));
        self
    }

    /// Where the token comes from, for tokens that expire: it is asked before the first request, and again when the API
    /// refuses the token with 401. See [`TokenSource`].
    pub fn token_source(mut self, source: impl TokenSource) -> Self {
        self.token = Some(TokenInput::Source(Arc::new(Renewing::new(source))));
        self
    }

    /// Where the API is, with the version: `https://api.astronomer.io/v1` by default.
    ///
    /// It must be `https`, since the token travels with every request; plain `http` is taken for this machine only
    /// (`127.0.0.1`, `[::1]`, `localhost`). What is wrong with it, [`build`](Self::build) says.
    pub fn base_url(mut self, url: impl AsRef<str>) -> Self {
        self.base_url = base_url::parse(url.as_ref()).map_err(|e| e.message().to_owned());
        self
    }

    /// Allows a base URL of plain `http` to another machine. Whoever is on the way can then read the token and use it;
    /// think of it for a test network and nothing else. Not allowed by default.
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }

    /// The minor version of the API that is to answer, sent as `X-API-Version`; `1.0` by default, which is the one that
    /// this crate was made from.
    ///
    /// It must not be empty: without a version the newest one would answer, which may mean other things by the same
    /// names.
    pub fn api_version(mut self, version: impl Into<String>) -> Self {
        self.headers.api_version = version.into();
        self
    }

    /// How long a call may take in all, from its start to the last byte of its answer, with every attempt, every wait
    /// between attempts and the wait for the rate limits; 5 minutes by default.
    ///
    /// A retry that cannot come in time is not waited for: the failure before it is returned at once. Five minutes hold four attempts of a minute each; the AWS and Google Cloud SDKs set no limit
    /// here, and a job that hangs in them hangs for ever. For answers that are read as a stream, it limits the time to
    /// the head of the answer, and then the wait for each part.
    ///
    /// Each page of a walk is a call of its own.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.call = timeout;
        self
    }

    /// How long one attempt may take, from the first byte sent to the last byte received; 60 seconds by default, which is
    /// the default of the large clouds' load balancers.
    ///
    /// For answers that are read as a stream, it limits the wait for the head and then for each part.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.attempt = timeout;
        self
    }

    /// How long a connection may take to come about, TLS included; 10 seconds by default.
    ///
    /// That is enough for three lost packets of a TCP handshake (sent again after 1, 2 and 4 seconds), and short enough
    /// to try another address. It does nothing together with [`http_client`](Self::http_client).
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.http.connect_timeout = timeout;
        self
    }

    /// How long a connection is kept open without a request on it; 20 seconds by default, `None` for as long as the
    /// server keeps it.
    ///
    /// A request on a connection that the server closes at that moment is lost, and a create is not repeated by itself.
    /// Load balancers close after 60 seconds by default, so connections are given up well before. It does nothing
    /// together with [`http_client`](Self::http_client).
    pub fn pool_idle_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.http.pool_idle_timeout = timeout.into();
        self
    }

    /// How often a request that failed is sent again; four attempts by default, with waits of about 1, 2 and 4 seconds.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// How many retries this client and its clones may make before some of their requests must succeed; 100 by default,
    /// as in the AWS SDKs. `None` for any number.
    ///
    /// The budget keeps retries from multiplying the load on an API that is down already. Each retry takes one from it,
    /// a retried request that succeeds puts one back, and one that succeeds at once puts back a fifth. When it is used
    /// up, failures are returned without being tried again, and say so.
    pub fn retry_budget(mut self, retries: impl Into<Option<u32>>) -> Self {
        self.retry_budget = retries.into();
        self
    }

    /// How fast this client and its clones send at most; what the API documents by default. See [`RateLimits`].
    pub fn rate_limits(mut self, limits: RateLimits) -> Self {
        self.rate_limits = limits;
        self
    }

    /// How many pages of a list a walk asks for at once, and holds in memory at most; 4 by default, at least 1.
    ///
    /// With 1, each page is asked for when the one before has been used up. Four make a walk about four times as fast
    /// and leave most of the 25 requests a second that the API allows to others. A walk can have its own number with
    /// [`ItemStream::with_concurrent_pages`](crate::ItemStream::with_concurrent_pages).
    pub fn concurrent_pages(mut self, pages: usize) -> Self {
        self.concurrent_pages = pages.max(1);
        self
    }

    /// The largest body that is read into memory, in bytes, after it was unpacked; 64 MiB by default.
    ///
    /// What is larger is an error. A page of 1,000 Organizations has about one megabyte. Answers that are read as a
    /// stream are not held in memory and may be of any size.
    pub fn max_body_size(mut self, bytes: usize) -> Self {
        self.largest_body = bytes;
        self
    }

    /// What your program calls itself, `name/version`, added to the `User-Agent` header.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.headers.user_agent_suffix = Some(suffix.into());
        self
    }

    /// What is sent as `x-astro-client-identifier` and `x-astro-client-version`, by which Astronomer tells its clients
    /// apart; this crate's own name and version by default. Neither may be empty.
    pub fn client_identifier(
        mut self,
        name: impl Into<String>,
        version: impl Into<String>,
    ) -> Self {
        self.headers.identifier = (name.into(), version.into());
        self
    }

    /// A header for every request, in the place of one of that name that the client would send.
    ///
    /// `Authorization` is refused: the token belongs to [`token`](Self::token). The values are not shown by `Debug`.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.extra.push((name.into(), value.into()));
        self
    }

    /// The proxy for all requests: `http://host:port`, `https://host:port`, or SOCKS (`socks5h://host:port` lets the proxy
    /// resolve names, `socks5` does not; also `socks4a` and `socks4`), with `user:password@` where it wants them.
    ///
    /// By default the environment decides (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`), and there is no proxy for a base URL
    /// of plain `http`. It does nothing together with [`http_client`](Self::http_client).
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.http.proxy = Some(url.into());
        self
    }

    /// A ready HTTP client, for certificates of your own, DNS, HTTP/2 and whatever else it can.
    ///
    /// It decides on connections, TLS and proxies then; time-outs, retries and headers stay with this builder. It has one
    /// pool of connections, so use it on one runtime only: a connection that was made on a runtime which stands still
    /// does not respond on another. Make it with `redirect::Policy::none()`: this API answers no redirects, and an answer from another origin than the base
    /// URL's is an error.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http.ready = Some(client);
        self
    }

    /// The clock that the waits between attempts and for the rate limits go by; real time by default. For tests. See
    /// [`Timer`].
    pub fn timer(mut self, timer: impl Timer) -> Self {
        self.timer = Arc::new(timer);
        self
    }

    /// Sets the observer of all attempts, in place of an earlier one. None by default. See [`Observer`].
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// Makes the client. No connection is made yet.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) when there is no token, or one that no header may
    /// carry; when the base URL is no URL, holds credentials, or would send the token unencrypted; when the proxy or a
    /// header cannot be used; and when TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let credentials = match self.token {
            Some(TokenInput::Text(token)) => Credentials::Fixed(Token::new(&token)?),
            Some(TokenInput::Source(source)) => Credentials::Renewing(source),
            None => {
                return Err(Error::configuration(
                    "no API token was given; pass one to `ClientBuilder::token`, or use `Client::from_env`",
                ));
            }
        };
        let base_url = self.base_url.map_err(Error::configuration)?;
        if !self.allow_plain_http {
            base_url::require_encryption(&base_url)?;
        }
        let inner = Inner {
            transport: self.http.build(&base_url, self.allow_plain_http)?,
            base_url,
            credentials,
            headers: self.headers.build()?,
            timeouts: self.timeouts,
            retry: self.retry,
            budget: RetryBudget::new(self.retry_budget),
            limiter: Limiter::new(&self.rate_limits),
            concurrent_pages: self.concurrent_pages,
            largest_body: self.largest_body,
            timer: self.timer,
            observer: self.observer,
        };
        Ok(Client {
            inner: Arc::new(inner),
        })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let token = self.token.as_ref().map(|t| match t {
            TokenInput::Text(_) => "redacted",
            TokenInput::Source(_) => "TokenSource",
        });
        f.debug_struct("ClientBuilder")
            .field("base_url", &self.base_url.as_ref().map(Url::as_str))
            .field("token", &token)
            .field("timeouts", &self.timeouts)
            .field("retry", &self.retry)
            .field("rate_limits", &self.rate_limits)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
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
    fn environment_names_host_before_domain_before_production() {
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
    fn environment_without_token_says_which_variable() {
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
    fn plain_http_from_the_environment_is_not_allowed_later() {
        let pairs = [
            ("ASTRO_API_TOKEN", "x"),
            ("ASTRO_API_HOST", "http://b.example"),
        ];
        assert!(from(&pairs).is_err());
    }

    #[test]
    fn what_a_user_sets_for_all_requests_is_checked() {
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

    /// Those that the README names.
    #[test]
    fn the_defaults() {
        let builder = Client::builder();
        assert_eq!(builder.http.connect_timeout, Duration::from_secs(10));
        assert_eq!(builder.timeouts.attempt, Duration::from_secs(60));
        assert_eq!(builder.timeouts.call, Duration::from_secs(5 * 60));
        assert_eq!(builder.retry.attempts(), 4);
        assert_eq!(builder.retry.longest_wait(), Duration::from_secs(60));
        assert_eq!(builder.retry_budget, Some(100));
        assert_eq!(builder.rate_limits, RateLimits::default());
        assert_eq!(builder.concurrent_pages, 4);
        assert_eq!(builder.largest_body, 64 << 20);
        assert_eq!(
            builder.http.pool_idle_timeout,
            Some(Duration::from_secs(20))
        );
        assert_eq!(builder.headers.api_version, "1.0");
    }

    #[test]
    fn a_proxy_elsewhere_does_not_see_what_is_not_encrypted() {
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
        let far = local()
            .proxy("http://proxy.example:3128")
            .allow_plain_http();
        assert!(far.build().is_ok());
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
}
