//! The configuration of a client.

pub(crate) mod base_url;
mod build;
mod environment;
mod headers;
mod http;
#[cfg(feature = "test-util")]
mod transport;

use std::{fmt, sync::Arc, time::Duration};

use reqwest::Url;

use headers::Headers;
use http::Http;

use crate::{
    auth::{CachedTokenSource, TokenSource},
    client::Client,
    error::Error,
    rate_limit::RateLimits,
    retry::{self, RetryPolicy},
    telemetry::Observer,
    timer::{RealTime, Timer},
    transport::{ATTEMPT_TIMEOUT, Timeouts},
};

/// The default timeout of a call: four attempts of a minute each, the back-off between them, and a margin.
const TIMEOUT: Duration = Duration::from_secs(300);

/// The default number of concurrent pages.
const CONCURRENT_PAGES: usize = 4;

/// The default maximum size of a body in memory. A page of 1,000 Organizations takes about 1 MB.
const MAX_BODY_SIZE: usize = 64 * 1024 * 1024;

/// Configures a [`Client`].
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
    max_body_size: usize,
    headers: Headers,
    http: Http,
    timer: Arc<dyn Timer>,
    observer: Option<Arc<dyn Observer>>,
}

/// The source of the token.
#[derive(Clone)]
enum TokenInput {
    Text(String),
    Source(Arc<CachedTokenSource>),
}

/// The ways to create a client.
impl Client {
    /// Creates a client for the production API with the token in `ASTRO_API_TOKEN`.
    ///
    /// `ASTRO_API_HOST` (such as `https://api.astronomer.io`) or, if that is not set, `ASTRO_DOMAIN` (such as
    /// `astronomer.io`) select another host. Astronomer's own tools read the same variables. An empty variable counts
    /// as not set. For further settings, start with [`ClientBuilder::from_env`].
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if there is no token, or if the host is not one
    /// to which a token may be sent.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    /// Returns a builder with the default settings.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }
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
            max_body_size: MAX_BODY_SIZE,
            headers: Headers::default(),
            http: Http::default(),
            timer: Arc::new(RealTime),
            observer: None,
        }
    }

    /// Sets the API token: a personal token, or one of an Organization, a Workspace or a Deployment. Required, unless
    /// a [`token_source`](Self::token_source) is set.
    ///
    /// Surrounding white space is removed, so the content of a file can be passed as it is.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(TokenInput::Text(token.into()));
        self
    }

    /// Sets a source of tokens, for tokens that expire. The client calls it before the first request, and again when
    /// the API returns 401. See [`TokenSource`].
    pub fn token_source(mut self, source: impl TokenSource) -> Self {
        self.token = Some(TokenInput::Source(Arc::new(CachedTokenSource::new(source))));
        self
    }

    /// Sets the base URL, including the version. Default: `https://api.astronomer.io/v1`.
    ///
    /// It must be `https`, because every request contains the token. Plain `http` is accepted for loopback addresses
    /// only (`127.0.0.1`, `[::1]`, `localhost`). [`build`](Self::build) returns an error for an invalid URL.
    pub fn base_url(mut self, url: impl AsRef<str>) -> Self {
        self.base_url = base_url::parse(url.as_ref()).map_err(|e| e.message().to_owned());
        self
    }

    /// Allows a plain `http` base URL on another machine. Anybody on the network path can then read and use the
    /// token: use this for a test network only. Default: not allowed.
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }

    /// Sets the minor version of the API, which is sent as `X-API-Version`. Default: `1.0`, the version from which
    /// this crate is generated.
    ///
    /// It must not be empty: without a version, the API uses the newest one, which may give the same names another
    /// meaning.
    pub fn api_version(mut self, version: impl Into<String>) -> Self {
        self.headers.api_version = version.into();
        self
    }

    /// Sets the timeout of a call, from its start to the last byte of the response, including all attempts, back-off
    /// and waits for rate limits. Default: 5 minutes.
    ///
    /// Five minutes are enough for four attempts of a minute each. If a retry cannot start before the deadline, the
    /// call returns the last error at once. For a streamed response, the timeout applies to the headers, and then to
    /// each part.
    ///
    /// Each page of a list is a separate call.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.call = timeout;
        self
    }

    /// Sets the timeout of one attempt, from the first byte sent to the last byte received. Default: 60 s, like the
    /// load balancers of the large clouds.
    ///
    /// For a streamed response, the timeout applies to the headers, and then to each part.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.attempt = timeout;
        self
    }

    /// Sets the timeout for establishing a connection, including TLS. Default: 10 s.
    ///
    /// That covers three lost packets of a TCP handshake, which are sent again after 1, 2 and 4 s. Has no effect
    /// together with [`http_client`](Self::http_client).
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.http.connect_timeout = timeout;
        self
    }

    /// Sets how long an idle connection stays open. Default: 20 s. `None` keeps it open until the server closes it.
    ///
    /// A request on a connection that the server closes at the same moment is lost, and a create is then not retried.
    /// Load balancers close idle connections after 60 s by default. Has no effect together with
    /// [`http_client`](Self::http_client).
    pub fn pool_idle_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.http.pool_idle_timeout = timeout.into();
        self
    }

    /// Sets the retry policy. Default: four attempts, with a back-off of about 1, 2 and 4 s.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sets how many retries this client and its clones may make before some of their requests must succeed. Default:
    /// 100, like the AWS SDKs. `None` removes the limit.
    ///
    /// The budget prevents retries from multiplying the load on an API that is down. Each retry takes 1 from it. A
    /// retried request that succeeds returns 1, and a request that succeeds at once returns 0.2. When the budget is
    /// used up, failures are not retried, and the error says so.
    pub fn retry_budget(mut self, retries: impl Into<Option<u32>>) -> Self {
        self.retry_budget = retries.into();
        self
    }

    /// Sets the rate limits of this client and its clones. Default: the documented limits of the API. See
    /// [`RateLimits`].
    pub fn rate_limits(mut self, limits: RateLimits) -> Self {
        self.rate_limits = limits;
        self
    }

    /// Sets how many pages of a list are fetched concurrently, and held in memory at most. Default: 4. Minimum: 1.
    ///
    /// With 1, each page is fetched when the items of the previous one have been taken.
    /// [`ItemStream::with_concurrent_pages`](crate::ItemStream::with_concurrent_pages) sets it for one list.
    pub fn concurrent_pages(mut self, pages: usize) -> Self {
        self.concurrent_pages = pages.max(1);
        self
    }

    /// Sets the largest response body that is read into memory, in bytes after decompression. Default: 64 MiB.
    ///
    /// A larger body is an error. A page of 1,000 Organizations takes about 1 MB. Streamed responses have no limit.
    pub fn max_body_size(mut self, bytes: usize) -> Self {
        self.max_body_size = bytes;
        self
    }

    /// Adds the name and version of your program (`name/version`) to the `User-Agent` header.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.headers.user_agent_suffix = Some(suffix.into());
        self
    }

    /// Sets `x-astro-client-identifier` and `x-astro-client-version`, with which clients identify themselves to
    /// Astronomer. Default: name and version of this crate. Neither may be empty.
    pub fn client_identifier(
        mut self,
        name: impl Into<String>,
        version: impl Into<String>,
    ) -> Self {
        self.headers.identifier = (name.into(), version.into());
        self
    }

    /// Adds a header to every request. It replaces a header of the same name that the client would send.
    ///
    /// `Authorization` is rejected: use [`token`](Self::token). `Debug` does not show the values.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.extra.push((name.into(), value.into()));
        self
    }

    /// Sets the proxy for all requests: `http://host:port`, `https://host:port` or SOCKS, if needed with
    /// `user:password@`. With `socks5h` and `socks4a` the proxy resolves host names; with `socks5` and `socks4` the
    /// client does.
    ///
    /// Default: the environment (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`). A plain `http` base URL uses no proxy. Has
    /// no effect together with [`http_client`](Self::http_client).
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.http.proxy = Some(url.into());
        self
    }

    /// Sets the HTTP client, for certificates of your own, DNS or HTTP/2.
    ///
    /// Connections, TLS and proxies are then configured there; timeouts, retries and headers stay with this builder.
    /// The HTTP client has one connection pool, so use it on one runtime only. Build it with
    /// `redirect::Policy::none()`: the API sends no redirects, and a response from another origin than that of the
    /// base URL is an error.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http.ready = Some(client);
        self
    }

    /// Sets the clock for back-off and rate limits, for tests. Default: real time. See [`Timer`].
    pub fn timer(mut self, timer: impl Timer) -> Self {
        self.timer = Arc::new(timer);
        self
    }

    /// Sets the observer of all attempts, in place of an earlier one. None by default. See [`Observer`].
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observer = Some(Arc::new(observer));
        self
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
mod tests;
