//! Sources of tokens that expire.

use std::{error::Error as StdError, fmt, future::Future, pin::Pin};

use tokio::sync::Mutex;

use super::Token;
use crate::{
    error::{Error, ErrorKind},
    redaction::excerpt,
};

/// A source of tokens, for tokens that expire: a personal token lasts about an hour.
///
/// The client calls it before the first request, and again when the API returns 401, at most once per call; the
/// request is then sent again with the new token. Concurrent calls share one renewal, and wait for it no longer than
/// their own timeout.
///
/// A closure that returns a future of a token is a source:
///
/// ```
/// # fn main() -> Result<(), astro_api::Error> {
/// let client = astro_api::Client::builder()
///     .token_source(|| async { std::fs::read_to_string("/run/secrets/astro-token") })
///     .build()?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
///
/// A type can implement the trait:
///
/// ```
/// use astro_api::TokenSource;
///
/// struct Vault;
///
/// impl TokenSource for Vault {
///     type Error = std::io::Error;
///
///     async fn token(&self) -> Result<String, Self::Error> {
///         Ok("aaa.bbb.ccc".to_owned())
///     }
/// }
/// # let _ = astro_api::Client::builder().token_source(Vault).build();
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// The error of the source. Its text becomes part of the error of the call, with everything that looks like a
    /// token redacted.
    type Error: Into<Box<dyn StdError + Send + Sync>>;

    /// Returns a valid token. Surrounding white space is removed.
    ///
    /// # Errors
    /// Return an error if there is no token. The call then fails with
    /// [`ErrorKind::TokenSource`](crate::ErrorKind::TokenSource), and the next call calls the source again.
    fn token(&self) -> impl Future<Output = Result<String, Self::Error>> + Send;
}

impl<F, Fut, E> TokenSource for F
where
    F: Fn() -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<String, E>> + Send,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    type Error = E;

    fn token(&self) -> impl Future<Output = Result<String, E>> + Send {
        self()
    }
}

type TokenFuture<'a> = Pin<Box<dyn Future<Output = Result<Token, Error>> + Send + 'a>>;

/// A token source of any type.
trait DynTokenSource: Send + Sync {
    /// Requests a token. The `old` token is redacted from errors.
    fn request<'a>(&'a self, old: Option<&'a Token>) -> TokenFuture<'a>;
}

impl<S: TokenSource> DynTokenSource for S {
    fn request<'a>(&'a self, old: Option<&'a Token>) -> TokenFuture<'a> {
        Box::pin(async move {
            let result = self.token().await;
            let text = result.map_err(|e| failed(&*e.into(), old))?;
            Token::new(&text).map_err(|e| Error::new(ErrorKind::TokenSource, e.message()))
        })
    }
}

fn failed(error: &(dyn StdError + 'static), old: Option<&Token>) -> Error {
    Error::new(
        ErrorKind::TokenSource,
        "the token source failed; see the cause",
    )
    .with_source(RedactedCause::new(error, old.map(Token::secret)))
}

/// A token source with its last token.
pub(crate) struct CachedTokenSource {
    source: Box<dyn DynTokenSource>,
    /// Locked during a request to the source, so concurrent calls share one request.
    cached: Mutex<Option<Token>>,
}

impl CachedTokenSource {
    pub(crate) fn new(source: impl TokenSource) -> Self {
        Self {
            source: Box::new(source),
            cached: Mutex::new(None),
        }
    }

    /// Returns the cached token, unless it is being renewed.
    pub(super) fn known(&self) -> Option<Token> {
        self.cached.try_lock().ok()?.clone()
    }

    /// Returns the cached token, or a new one if no token is cached or the cached one was `rejected`.
    pub(super) async fn token(&self, rejected: Option<&Token>) -> Result<Token, Error> {
        let mut cached = self.cached.lock().await;
        if let Some(token) = cached.as_ref().filter(|t| Some(*t) != rejected) {
            return Ok(token.clone());
        }
        // If the source fails or the call is cancelled, the next call requests a token again.
        *cached = None;
        let token = self.source.request(rejected).await?;
        *cached = Some(token.clone());
        Ok(token)
    }
}

/// The text of an error and its causes, in which everything that looks like a token is redacted.
#[derive(Debug)]
struct RedactedCause {
    text: String,
    source: Option<Box<RedactedCause>>,
}

impl RedactedCause {
    fn new(error: &(dyn StdError + 'static), secret: Option<&str>) -> Self {
        Self {
            text: excerpt(error.to_string().as_bytes(), secret),
            source: error.source().map(|e| Box::new(Self::new(e, secret))),
        }
    }
}

impl fmt::Display for RedactedCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl StdError for RedactedCause {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|e| e as _)
    }
}
