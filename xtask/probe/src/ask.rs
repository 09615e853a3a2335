//! Sends requests, and reads the responses.

use std::time::Duration;

use astro_api::{Client, ClientBuilder, ErrorKind, Method, header};
use reqwest::{Url, header::HeaderValue};

/// The environment variable with the token.
const TOKEN: &str = "ASTRO_API_TOKEN";
/// Maximum size of a body to validate; no small page is larger.
const LARGEST_BODY: usize = 64 * 1024 * 1024;
/// Timeout of a request that bypasses the client.
const PATIENCE: Duration = Duration::from_secs(60);
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
pub(crate) enum Asked {
    Answer(Answer),
    /// The rate limit was still exceeded after the client's retries.
    RateLimited,
    /// No response, or none that can be validated; with the reason, without any value of the request.
    Nothing(String),
}

/// A response.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The content type without parameters, in lower case.
    pub(crate) content_type: Option<String>,
    /// The body, unless the request excluded it.
    pub(crate) body: Option<Vec<u8>>,
}

/// A GET request.
pub(crate) struct Question<'a> {
    /// The path, with its parameters in braces.
    pub(crate) path: &'a str,
    pub(crate) ids: &'a [(String, String)],
    pub(crate) query: &'a [(String, String)],
    /// Whether to read the body of a successful response.
    pub(crate) whole: bool,
}

impl Target {
    /// Creates a target from the environment variables that the client reads.
    ///
    /// # Errors
    /// Returns an error without a token, or if the connection would be insecure; the message says what to set.
    pub fn from_env() -> Result<Self, String> {
        let builder = ClientBuilder::from_env().map_err(|e| e.to_string())?;
        let token = std::env::var(TOKEN).map_err(|e| format!("{TOKEN}: {e}"))?;
        Self::of(builder, &token)
    }

    /// Creates a target from a client builder and the token that the builder was given.
    ///
    /// # Errors
    /// Returns an error if the client rejects the token or the base URL.
    pub fn of(builder: ClientBuilder, token: &str) -> Result<Self, String> {
        // Build this first, because it also selects the cryptography provider of the plain client.
        let client = builder.build().map_err(|e| e.to_string())?;
        let plain = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE)
            .build()
            .map_err(|e| format!("cannot make an HTTP client: {e}"))?;
        // The client has accepted the token, so this cannot fail; the reason could quote the token.
        let mut authorization = HeaderValue::from_str(&format!("Bearer {}", token.trim()))
            .map_err(|_| format!("{TOKEN} holds what no header may carry"))?;
        authorization.set_sensitive(true);
        Ok(Self {
            client,
            plain,
            authorization,
        })
    }

    /// Sends a request through the client, with its rate limits and retries.
    pub(crate) async fn ask(&self, question: &Question<'_>) -> Asked {
        let mut request = self.client.request(Method::GET, question.path);
        for (name, value) in question.ids {
            request = request.path_param(name, value);
        }
        for (name, value) in question.query {
            request = request.query(name, value);
        }
        if question.whole {
            request = request.with_header("accept", "application/json");
        }
        let answer = match request.send_bytes().await {
            Ok(answer) => answer,
            Err(error) if error.is_rate_limited() => return Asked::RateLimited,
            Err(error) if error.status().is_some() || error.is_decode() => {
                return self.ask_plainly(question).await;
            }
            Err(error) => return Asked::Nothing(reason(&error)),
        };
        let status = answer.http_status().as_u16();
        let content_type = essence(answer.headers().get(header::CONTENT_TYPE));
        let mut body = None;
        if question.whole {
            let mut parts = answer.into_inner();
            let mut bytes = Vec::new();
            loop {
                match parts.try_next().await {
                    Ok(Some(part)) => bytes.extend_from_slice(&part),
                    Ok(None) => break,
                    Err(error) => return Asked::Nothing(reason(&error)),
                }
                if bytes.len() > LARGEST_BODY {
                    return Asked::Nothing("the body is too large to be held".to_owned());
                }
            }
            body = Some(bytes);
        }
        held(status, content_type, body)
    }

    /// Repeats a failed request, for the body and the content type that the client's error does not contain.
    async fn ask_plainly(&self, question: &Question<'_>) -> Asked {
        let Some(url) = self.url(question) else {
            return Asked::Nothing("its URL cannot be put together".to_owned());
        };
        let request = self
            .plain
            .get(url)
            .header(header::AUTHORIZATION, self.authorization.clone())
            .header(header::ACCEPT, "application/json")
            .header(VERSION.0, VERSION.1);
        // Errors of the HTTP client contain the URL, which has ids.
        let broken = |_| Asked::Nothing("the connection broke".to_owned());
        let mut answer = match request.send().await {
            Ok(answer) => answer,
            Err(error) => return broken(error),
        };
        let status = answer.status();
        if status.as_u16() == 429 {
            return Asked::RateLimited;
        }
        let content_type = essence(answer.headers().get(header::CONTENT_TYPE));
        let mut body = Vec::new();
        // The failure was temporary: use this response.
        let read = question.whole || !status.is_success();
        while read && body.len() < LARGEST_BODY {
            match answer.chunk().await {
                Ok(Some(part)) => body.extend_from_slice(&part),
                Ok(None) => break,
                Err(error) => return broken(error),
            }
        }
        held(status.as_u16(), content_type, read.then_some(body))
    }

    fn url(&self, question: &Question<'_>) -> Option<Url> {
        let mut url = Url::parse(self.client.base_url()).ok()?;
        let segments = question.path.split('/').skip(1).map(|segment| {
            let name = segment.strip_prefix('{').and_then(|s| s.strip_suffix('}'));
            let id = name.and_then(|name| question.ids.iter().find(|(n, _)| n == name));
            id.map_or(segment, |(_, id)| id)
        });
        url.path_segments_mut()
            .ok()?
            .pop_if_empty()
            .extend(segments);
        if !question.query.is_empty() {
            url.query_pairs_mut().extend_pairs(question.query);
        }
        Some(url)
    }
}

fn held(status: u16, content_type: Option<String>, body: Option<Vec<u8>>) -> Asked {
    if body.as_ref().is_some_and(|b| b.starts_with(&GZIP)) {
        return Asked::Nothing(
            "the body came gzipped, though no compression was asked for".to_owned(),
        );
    }
    Asked::Answer(Answer {
        status,
        content_type,
        body,
    })
}

/// Returns a content type without its parameters.
fn essence(value: Option<&HeaderValue>) -> Option<String> {
    let text = value?.to_str().ok()?.split(';').next()?.trim();
    (!text.is_empty()).then(|| text.to_ascii_lowercase())
}

/// Returns why there was no response. The text of the error itself may quote an id.
fn reason(error: &astro_api::Error) -> String {
    match error.kind() {
        ErrorKind::Timeout => "it took too long",
        ErrorKind::Connection => "no connection could be made, or it broke",
        ErrorKind::InvalidRequest => "the client refuses to send an id that the API gave",
        _ => "the client could not carry it out",
    }
    .to_owned()
}
