//! Builds a client from its configuration.

use std::sync::Arc;

use super::{ClientBuilder, TokenInput, base_url};
use crate::{
    auth::{Credentials, Token},
    client::Client,
    error::Error,
    rate_limit::Limiter,
    retry::RetryBudget,
    transport::Transport,
};

impl ClientBuilder {
    /// Creates the client. It opens no connection yet.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if the token is missing or not valid in a
    /// header; if the base URL is invalid, contains credentials or would send the token unencrypted; if the proxy or
    /// a header is invalid; or if TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let credentials = match self.token {
            Some(TokenInput::Text(token)) => Credentials::Fixed(Token::new(&token)?),
            Some(TokenInput::Source(source)) => Credentials::Source(source),
            None => {
                return Err(Error::configuration(
                    "there is no API token; pass one to `ClientBuilder::token`, or use `Client::from_env`",
                ));
            }
        };
        let base_url = self.base_url.map_err(Error::configuration)?;
        if !self.allow_plain_http {
            base_url::require_encryption(&base_url)?;
        }
        let transport = Transport {
            backend: self.http.build(&base_url, self.allow_plain_http)?,
            base_url,
            credentials,
            headers: self.headers.build()?,
            timeouts: self.timeouts,
            retry: self.retry,
            budget: RetryBudget::new(self.retry_budget),
            limiter: Limiter::new(&self.rate_limits),
            max_body_size: self.max_body_size,
            timer: self.timer,
            observer: self.observer,
        };
        Ok(Client {
            transport: Arc::new(transport),
            concurrent_pages: self.concurrent_pages,
        })
    }
}
