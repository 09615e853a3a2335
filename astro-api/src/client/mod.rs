//! The client, and how it sends requests.

mod raw_request;
mod request_context;

pub use raw_request::RawRequest;
pub(crate) use request_context::{RequestContext, required};

use std::{fmt, sync::Arc, time::Duration};

use reqwest::{Method, Url, header::HeaderMap};
use serde::de::DeserializeOwned;
use tracing::{Instrument, Span};

use crate::{
    ByteStream, ClientBuilder, Error, Observer, Response, RetryPolicy,
    auth::{Credentials, Token},
    rate_limit::Limiter,
    request::Request,
    response::{body::Body, decode},
    retry::RetryBudget,
    telemetry,
    timer::Timer,
    transport::{
        Transport,
        execute::{self, Answer, Expect},
    },
};

/// A client of the Astro API.
///
/// Cheap to clone: clones share the connection pool, the rate limits and the retry budget. Create one client, and
/// clone it into every task.
///
/// Each operation of the API is a method, most of them on the handle that [`organization`](Self::organization)
/// returns. The method starts a request, and `send` sends it. Any future of this crate can be dropped at any time, as
/// `select!` and timeouts do.
///
/// ```no_run
/// # async fn run() -> Result<(), astro_api::Error> {
/// let client = astro_api::Client::from_env()?;
/// let page = client.list_organizations().limit(100).send().await?;
/// println!("{} of {}", page.organizations.len(), page.total_count);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) transport: Transport,
    pub(crate) base_url: Url,
    pub(crate) credentials: Credentials,
    /// The headers of every request, except the token.
    pub(crate) headers: HeaderMap,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: RetryBudget,
    pub(crate) limiter: Limiter,
    pub(crate) concurrent_pages: usize,
    pub(crate) largest_body: usize,
    pub(crate) timer: Arc<dyn Timer>,
    pub(crate) observer: Option<Arc<dyn Observer>>,
}

/// The timeouts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    pub(crate) attempt: Duration,
    pub(crate) call: Duration,
}

impl Client {
    /// Creates a client for the production API with the token in `ASTRO_API_TOKEN`.
    ///
    /// `ASTRO_API_HOST` (such as `https://api.astronomer.io`) or, if that is not set, `ASTRO_DOMAIN` (such as
    /// `astronomer.io`) select another host. Astronomer's own tools read the same variables. An empty variable counts
    /// as not set. For further settings, start with [`ClientBuilder::from_env`].
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if there is no token, or if the base URL is
    /// invalid or not encrypted.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    /// Returns a builder with the default settings.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// Returns the base URL of the requests.
    pub fn base_url(&self) -> &str {
        self.inner.base_url.as_str()
    }

    /// Starts a request to an endpoint that this version of the crate does not know. Authentication, retries, rate
    /// limits and errors are the same as for every other request.
    ///
    /// `path` is relative to the base URL and starts with a slash. Write its parameters in braces, and set them with
    /// [`path_param`](RawRequest::path_param), so that an id cannot change the path, and traces show the template.
    ///
    /// ```no_run
    /// # async fn run(client: astro_api::Client) -> Result<(), astro_api::Error> {
    /// use astro_api::Method;
    ///
    /// let answer = client
    ///     .request(Method::GET, "/organizations/{organizationId}/something-new")
    ///     .path_param("organizationId", "clmaxoarx000008l2c5ayb9pt")
    ///     .query("limit", 10)
    ///     .send::<serde_json::Value>()
    ///     .await?;
    /// println!("{}", answer["totalCount"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn request(&self, method: Method, path: impl Into<String>) -> RawRequest {
        RawRequest::new(self, method, path.into())
    }
}

/// The crate's own methods. They are not methods of `Client`, whose methods are named by the OpenAPI document.
impl Inner {
    #[allow(
        dead_code,
        reason = "used where the document has what can be waited for"
    )]
    pub(crate) fn timer(&self) -> Arc<dyn Timer> {
        Arc::clone(&self.timer)
    }

    /// The default timeout of a call.
    #[allow(
        dead_code,
        reason = "used where the document has what can be waited for"
    )]
    pub(crate) fn timeout(&self) -> Duration {
        self.timeouts.call
    }

    /// The token, if it is known without calling the token source.
    pub(crate) fn known_token(&self) -> Option<Token> {
        self.credentials.known()
    }

    pub(crate) fn concurrent_pages(&self) -> usize {
        self.concurrent_pages
    }

    /// Sends a request whose response is JSON.
    pub(crate) async fn json<T: DeserializeOwned>(
        &self,
        request: Request,
    ) -> Result<Response<T>, Error> {
        let span = telemetry::span(&request.operation, &self.base_url);
        let operation = request.operation.clone();
        // Not generic above the decoding, so that the compiler builds the HTTP part once.
        let answer = self.carry_out(request, Expect::Json, &span).await?;
        let body = match &answer.body {
            Body::Whole(body) => body.as_slice(),
            Body::Parts(_) => &[],
        };
        match decode::json(body, &answer.token) {
            Ok(value) => Ok(answer.head.with(value)),
            Err(e) => {
                let error = answer.head.name(e).with_operation(&operation);
                telemetry::failed(&span, &error);
                Err(error)
            }
        }
    }

    /// Sends a request whose response has no body.
    pub(crate) async fn empty(&self, request: Request) -> Result<Response<()>, Error> {
        let span = telemetry::span(&request.operation, &self.base_url);
        let answer = self.carry_out(request, Expect::Nothing, &span).await?;
        Ok(answer.head.with(()))
    }

    /// Sends a request whose response is bytes.
    pub(crate) async fn bytes(&self, request: Request) -> Result<Response<ByteStream>, Error> {
        let span = telemetry::span(&request.operation, &self.base_url);
        let operation = request.operation.clone();
        let timeouts = self.timeouts;
        let patience = timeouts
            .attempt
            .min(request.options.timeout.unwrap_or(timeouts.call));
        let answer = self.carry_out(request, Expect::Bytes, &span).await?;
        let Answer { head, body, token } = answer;
        let stream = ByteStream::new(body, head.clone(), operation, patience, token);
        Ok(head.with(stream))
    }

    async fn carry_out(
        &self,
        request: Request,
        expect: Expect,
        span: &Span,
    ) -> Result<Answer, Error> {
        let result = execute::run(self, request, expect)
            .instrument(span.clone())
            .await;
        match &result {
            Ok(answer) => {
                let id = answer.head.request_id();
                telemetry::ended(
                    span,
                    Some(answer.head.status),
                    id.as_deref(),
                    answer.head.attempts,
                );
            }
            Err(error) => {
                let id = error.request_id();
                telemetry::ended(span, error.received_status(), id, error.attempts());
                telemetry::failed(span, error);
            }
        }
        result
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.inner.base_url.as_str())
            .field("token", &self.inner.credentials)
            .field("timeouts", &self.inner.timeouts)
            .field("retry", &self.inner.retry)
            .finish_non_exhaustive()
    }
}
