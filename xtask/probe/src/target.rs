//! Sends requests, and reads the responses.

use std::time::Duration;

use astro_api::{Client, ClientBuilder, ErrorKind, Method, header};
use astro_api_openapi_model::essence;
use reqwest::{Url, header::HeaderValue};

/// The environment variable with the token.
const TOKEN: &str = "ASTRO_API_TOKEN";
/// Maximum size of a body to validate; no small page is larger.
const MAX_BODY: usize = 64 * 1024 * 1024;
/// Timeout of a request that bypasses the client.
const TIMEOUT: Duration = Duration::from_secs(60);
/// The header that pins the minor version, as in the client.
const VERSION: (&str, &str) = ("x-api-version", "1.0");
/// The first bytes of gzip data.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// An API and the credentials for it.
pub struct Target {
    client: Client,
    /// A plain HTTP client. Errors of the API client do not contain the body, so failed requests are repeated with this
    /// one.
    plain: reqwest::Client,
    authorization: HeaderValue,
}

/// The result of a request.
pub(crate) enum ProbeResult {
    Response(ProbeResponse),
    /// The rate limit was still exceeded after the client's retries.
    RateLimited,
    /// There is no response that can be validated; with the reason, which contains no value of the request.
    Failed(String),
}

/// A response.
pub(crate) struct ProbeResponse {
    pub(crate) status: u16,
    /// The content type without parameters, in lower case.
    pub(crate) content_type: Option<String>,
    /// The body, unless the request excluded it.
    pub(crate) body: Option<Vec<u8>>,
}

/// A GET request.
pub(crate) struct ProbeRequest<'a> {
    /// The path, with its parameters in braces.
    pub(crate) path: &'a str,
    pub(crate) ids: &'a [(String, String)],
    pub(crate) query: &'a [(String, String)],
    /// Whether to read the body of a successful response.
    pub(crate) reads_body: bool,
}

impl Target {
    /// Creates a target from the environment variables that the client reads.
    ///
    /// # Errors
    /// Returns an error without a token, or if the connection would be insecure; the message says what to set.
    pub fn from_env() -> Result<Self, String> {
        let builder = ClientBuilder::from_env().map_err(|e| e.to_string())?;
        let token = std::env::var(TOKEN).map_err(|e| format!("{TOKEN}: {e}"))?;
        Self::new(builder, &token)
    }

    /// Creates a target from a client builder and the token that the builder was given.
    ///
    /// # Errors
    /// Returns an error if the client rejects the token or the base URL.
    pub fn new(builder: ClientBuilder, token: &str) -> Result<Self, String> {
        // Build this first, because it also selects the cryptography provider of the plain client.
        let client = builder.build().map_err(|e| e.to_string())?;
        let plain = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(TIMEOUT)
            .build()
            .map_err(|e| format!("cannot create an HTTP client: {e}"))?;
        // The client has accepted the token, so this cannot fail; the reason could quote the token.
        let mut authorization = HeaderValue::from_str(&format!("Bearer {}", token.trim()))
            .map_err(|_| format!("{TOKEN} contains characters that are not allowed in a header"))?;
        authorization.set_sensitive(true);
        Ok(Self {
            client,
            plain,
            authorization,
        })
    }

    /// Sends a request through the client, with its rate limits and retries.
    pub(crate) async fn send(&self, request: &ProbeRequest<'_>) -> ProbeResult {
        let mut builder = self.client.request(Method::GET, request.path);
        for (name, value) in request.ids {
            builder = builder.path_param(name, value);
        }
        for (name, value) in request.query {
            builder = builder.query(name, value);
        }
        if request.reads_body {
            builder = builder.with_header("accept", "application/json");
        }
        let response = match builder.send_bytes().await {
            Ok(response) => response,
            Err(error) if error.is_rate_limited() => return ProbeResult::RateLimited,
            Err(error) if error.status().is_some() || error.is_decode() => {
                return self.send_plainly(request).await;
            }
            Err(error) => return ProbeResult::Failed(reason(&error)),
        };
        let status = response.http_status().as_u16();
        let content_type = content_type(response.headers());
        let mut body = None;
        if request.reads_body {
            let mut parts = response.into_inner();
            let mut bytes = Vec::new();
            loop {
                match parts.try_next().await {
                    Ok(Some(part)) => bytes.extend_from_slice(&part),
                    Ok(None) => break,
                    Err(error) => return ProbeResult::Failed(reason(&error)),
                }
                if bytes.len() > MAX_BODY {
                    return ProbeResult::Failed("the body is larger than 64 MiB".to_owned());
                }
            }
            body = Some(bytes);
        }
        validatable(status, content_type, body)
    }

    /// Repeats a failed request, for the body and the content type that the client's error does not contain.
    async fn send_plainly(&self, request: &ProbeRequest<'_>) -> ProbeResult {
        let Some(url) = self.url(request) else {
            return ProbeResult::Failed("the URL is invalid".to_owned());
        };
        let builder = self
            .plain
            .get(url)
            .header(header::AUTHORIZATION, self.authorization.clone())
            .header(header::ACCEPT, "application/json")
            .header(VERSION.0, VERSION.1);
        // Errors of the HTTP client contain the URL, which has ids.
        let broken = |_| ProbeResult::Failed("the connection failed".to_owned());
        let mut response = match builder.send().await {
            Ok(response) => response,
            Err(error) => return broken(error),
        };
        let status = response.status();
        if status.as_u16() == 429 {
            return ProbeResult::RateLimited;
        }
        let content_type = content_type(response.headers());
        let mut body = Vec::new();
        // The failure was temporary: use this response.
        let read = request.reads_body || !status.is_success();
        while read && body.len() < MAX_BODY {
            match response.chunk().await {
                Ok(Some(part)) => body.extend_from_slice(&part),
                Ok(None) => break,
                Err(error) => return broken(error),
            }
        }
        validatable(status.as_u16(), content_type, read.then_some(body))
    }

    fn url(&self, request: &ProbeRequest<'_>) -> Option<Url> {
        let mut url = Url::parse(self.client.base_url()).ok()?;
        let segments = request.path.split('/').skip(1).map(|segment| {
            let name = segment.strip_prefix('{').and_then(|s| s.strip_suffix('}'));
            let id = name.and_then(|name| request.ids.iter().find(|(n, _)| n == name));
            id.map_or(segment, |(_, id)| id)
        });
        url.path_segments_mut()
            .ok()?
            .pop_if_empty()
            .extend(segments);
        if !request.query.is_empty() {
            url.query_pairs_mut().extend_pairs(request.query);
        }
        Some(url)
    }
}

/// Returns the result of a response, unless its body cannot be validated.
fn validatable(status: u16, content_type: Option<String>, body: Option<Vec<u8>>) -> ProbeResult {
    if body.as_ref().is_some_and(|b| b.starts_with(&GZIP)) {
        return ProbeResult::Failed(
            "the body is gzipped, although no compression was requested".to_owned(),
        );
    }
    ProbeResult::Response(ProbeResponse {
        status,
        content_type,
        body,
    })
}

/// Returns a content type without its parameters.
fn content_type(headers: &header::HeaderMap) -> Option<String> {
    let essence = essence(headers.get(header::CONTENT_TYPE)?.to_str().ok()?);
    (!essence.is_empty()).then_some(essence)
}

/// Returns why there was no response. The text of the error itself may quote an id.
fn reason(error: &astro_api::Error) -> String {
    match error.kind() {
        ErrorKind::Timeout => "timed out",
        ErrorKind::Connection => "the connection failed",
        ErrorKind::InvalidRequest => "the client rejected an id from a response",
        _ => "the client could not send the request",
    }
    .to_owned()
}
