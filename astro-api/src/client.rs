//! The client: the one place where a request meets HTTP.

use std::{fmt, sync::Arc, time::Duration};

use reqwest::{Url, header};
use serde::de::DeserializeOwned;

use crate::{
    ByteStream, ClientBuilder, Error, Response, decode, error::ErrorBody, request::Request,
    response::Head, token::Token,
};

/// The largest body that is read into memory. A page of 1,000 Organizations is about one megabyte.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// How much of the body of a failure is read: more than any message, and too little to hurt.
const LARGEST_ERROR_BODY: usize = 64 * 1024;

/// A client of the Astro API.
///
/// It is cheap to clone, and all clones share one pool of connections: make one, and clone it into every task. The
/// methods named after the operations of the API start a request; `send` on what they return sends it.
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
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) http: reqwest::Client,
    pub(crate) base_url: Url,
    pub(crate) token: Token,
    pub(crate) timeout: Duration,
}

impl Client {
    /// A client with the defaults: the production API, and the token from `ASTRO_API_TOKEN`.
    ///
    /// `ASTRO_API_HOST` (`https://api.astronomer.io`) or, if that is not set, `ASTRO_DOMAIN` (`astronomer.io`) name
    /// another place; both are variables that Astronomer's own tools read. An empty variable counts as not set.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) when there is no token, or the host is none that
    /// a token may be sent to.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env(|name| std::env::var(name).ok())?.build()
    }

    /// Starts to set up a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    pub(crate) fn of(inner: Arc<Inner>) -> Self {
        Self { inner }
    }

    /// Where this client sends its requests.
    pub fn base_url(&self) -> &str {
        self.inner.base_url.as_str()
    }

    /// Sends a request whose answer is JSON.
    pub(crate) async fn json<T: DeserializeOwned>(
        &self,
        request: Request,
    ) -> Result<Response<T>, Error> {
        let operation = request.operation.id;
        let (head, body) = self.fetch(request).await?;
        // Not generic above this line, so that the compiler builds the HTTP part once.
        match decode::json(&body) {
            Ok(value) => Ok(head.with(value)),
            Err(e) => Err(e
                .with_operation(operation)
                .with_answer(head.status, head.request_id())),
        }
    }

    /// Sends a request whose answer has no body.
    #[allow(dead_code, reason = "used where the document has such operations")]
    pub(crate) async fn empty(&self, request: Request) -> Result<Response<()>, Error> {
        let (head, _) = self.fetch(request).await?;
        Ok(head.with(()))
    }

    /// Sends a request whose answer is bytes.
    #[allow(dead_code, reason = "used where the document has such operations")]
    pub(crate) async fn bytes(&self, request: Request) -> Result<Response<ByteStream>, Error> {
        let operation = request.operation;
        let answer = self.execute(request, "*/*", None).await?;
        Ok(Head::of(&answer).with(ByteStream::new(answer, operation)))
    }

    /// Sends a request and reads the whole answer.
    async fn fetch(&self, request: Request) -> Result<(Head, Vec<u8>), Error> {
        let operation = request.operation;
        let mut answer = self
            .execute(request, "application/json", Some(self.inner.timeout))
            .await?;
        let head = Head::of(&answer);
        let error = match read(&mut answer, LARGEST_BODY).await {
            Ok(Some(body)) => return Ok((head, body)),
            Ok(None) => Error::decode(
                format!(
                    "the body is larger than {} MiB; ask for smaller pages with `limit`",
                    LARGEST_BODY >> 20
                ),
                None,
                b"",
            ),
            Err(e) => Error::transport(e, operation.idempotent),
        };
        Err(error
            .with_operation(operation.id)
            .with_answer(head.status, head.request_id()))
    }

    /// Sends a request and returns the answer if it is a success. Everything that this crate sends goes through here.
    async fn execute(
        &self,
        request: Request,
        accept: &'static str,
        timeout: Option<Duration>,
    ) -> Result<reqwest::Response, Error> {
        let operation = request.operation;
        let name = |e: Error| e.with_operation(operation.id);
        let url = request.url(&self.inner.base_url).map_err(name)?;
        let mut http = self
            .inner
            .http
            .request(operation.method.clone(), url)
            .header(header::AUTHORIZATION, self.inner.token.header())
            .header(header::ACCEPT, accept);
        for (key, value) in request.headers() {
            http = http.header(key, value);
        }
        if let Some(timeout) = timeout {
            http = http.timeout(timeout);
        }
        if let Some(body) = request.body {
            http = http
                .header(header::CONTENT_TYPE, "application/json")
                .body(body);
        }
        let mut answer = http
            .send()
            .await
            .map_err(|e| name(Error::transport(e, operation.idempotent)))?;
        if answer.status().is_success() {
            return Ok(answer);
        }
        let body = read_beginning(&mut answer, LARGEST_ERROR_BODY).await;
        let head = Head::of(&answer);
        let error = Error::status_answer(head.status, ErrorBody::read(&body), operation.idempotent);
        Err(name(error).with_answer(head.status, head.request_id()))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.inner.base_url.as_str())
            .field("token", &self.inner.token)
            .field("timeout", &self.inner.timeout)
            .finish_non_exhaustive()
    }
}

/// Reads a body, or `None` if it is larger than `limit`.
async fn read(
    answer: &mut reqwest::Response,
    limit: usize,
) -> Result<Option<Vec<u8>>, reqwest::Error> {
    let announced = usize::try_from(answer.content_length().unwrap_or(0)).unwrap_or(usize::MAX);
    if announced > limit {
        return Ok(None);
    }
    let mut body = Vec::with_capacity(announced);
    while let Some(chunk) = answer.chunk().await? {
        if body.len() + chunk.len() > limit {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Some(body))
}

/// Reads the body of a failure as far as it can be read, and up to `limit`: the status is what matters, and neither a
/// large page nor a broken connection may hide it.
async fn read_beginning(answer: &mut reqwest::Response, limit: usize) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = answer.chunk().await {
        let room = limit - body.len();
        body.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if body.len() == limit {
            break;
        }
    }
    body
}
