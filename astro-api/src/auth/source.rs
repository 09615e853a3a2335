//! Sources of tokens that expire.

use std::{error::Error as StdError, fmt, future::Future, pin::Pin};

use tokio::sync::Mutex;

use super::Token;
use crate::{Error, ErrorKind, redaction::excerpt};

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

impl<F, Asked, E> TokenSource for F
where
    F: Fn() -> Asked + Send + Sync + 'static,
    Asked: Future<Output = Result<String, E>> + Send,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    type Error = E;

    fn token(&self) -> impl Future<Output = Result<String, E>> + Send {
        self()
    }
}

type Asked<'a> = Pin<Box<dyn Future<Output = Result<Token, Error>> + Send + 'a>>;

/// A token source of any type.
trait AnySource: Send + Sync {
    /// Requests a token. Errors redact the `old` one.
    fn ask<'a>(&'a self, old: Option<&'a Token>) -> Asked<'a>;
}

impl<S: TokenSource> AnySource for S {
    fn ask<'a>(&'a self, old: Option<&'a Token>) -> Asked<'a> {
        Box::pin(async move {
            let asked = self.token().await;
            let text = asked.map_err(|e| failed(&*e.into(), old))?;
            Token::new(&text).map_err(|e| Error::new(ErrorKind::TokenSource, e.message()))
        })
    }
}

fn failed(error: &(dyn StdError + 'static), old: Option<&Token>) -> Error {
    Error::new(
        ErrorKind::TokenSource,
        "the token source failed; see the cause",
    )
    .with_source(Cause::of(error, old))
}

/// A token source with its last token.
pub(crate) struct Renewing {
    source: Box<dyn AnySource>,
    /// Locked during a renewal, so that concurrent calls share it.
    held: Mutex<Option<Token>>,
}

impl Renewing {
    pub(crate) fn new(source: impl TokenSource) -> Self {
        Self {
            source: Box::new(source),
            held: Mutex::new(None),
        }
    }

    /// Returns the cached token, unless it is being renewed.
    pub(super) fn known(&self) -> Option<Token> {
        self.held.try_lock().ok()?.clone()
    }

    /// Returns the cached token, or a new one if there is none or if it was `refused`.
    pub(super) async fn token(&self, refused: Option<&Token>) -> Result<Token, Error> {
        let mut held = self.held.lock().await;
        if let Some(token) = held.as_ref().filter(|t| Some(*t) != refused) {
            return Ok(token.clone());
        }
        // A source that fails, or a call that is cancelled here, leaves nothing behind: the next call asks again.
        *held = None;
        let token = self.source.ask(refused).await?;
        *held = Some(token.clone());
        Ok(token)
    }
}

/// The texts of an error and its causes, in which everything that looks like a token is redacted.
#[derive(Debug)]
struct Cause {
    text: String,
    beneath: Option<Box<Cause>>,
}

impl Cause {
    fn of(error: &(dyn StdError + 'static), old: Option<&Token>) -> Self {
        Self {
            text: excerpt(error.to_string().as_bytes(), old),
            beneath: error.source().map(|e| Box::new(Self::of(e, old))),
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl StdError for Cause {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.beneath.as_deref().map(|e| e as _)
    }
}
