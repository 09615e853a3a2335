//! The token of a client, and its source.

mod source;
mod token;

use std::{fmt, sync::Arc};

pub(crate) use source::CachedTokenSource;
pub use source::TokenSource;
pub(crate) use token::Token;

use crate::error::Error;

/// The source of a client's token.
pub(crate) enum Credentials {
    Fixed(Token),
    Source(Arc<CachedTokenSource>),
}

impl Credentials {
    /// Returns the token to send, if possible a different one than `rejected`.
    pub(crate) async fn token(&self, rejected: Option<&Token>) -> Result<Token, Error> {
        match self {
            Self::Fixed(token) => Ok(token.clone()),
            Self::Source(source) => source.token(rejected).await,
        }
    }

    /// Returns the token, if it is known without calling the token source.
    pub(crate) fn known(&self) -> Option<Token> {
        match self {
            Self::Fixed(token) => Some(token.clone()),
            Self::Source(source) => source.known(),
        }
    }

    /// Returns whether it can return another token.
    pub(crate) fn can_renew(&self) -> bool {
        matches!(self, Self::Source(_))
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(token) => token.fmt(f),
            Self::Source(_) => f.write_str("TokenSource"),
        }
    }
}
