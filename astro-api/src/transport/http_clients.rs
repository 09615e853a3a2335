//! The HTTP clients of a client, one for each runtime.

use std::sync::Mutex;

use tokio::runtime::{Handle, Id};

use super::http_client::HttpClientConfig;
use crate::{error::Error, sync::lock};

/// The maximum number of HTTP clients. A program has one or two runtimes; tests have one each, one after the other.
const MAX_RUNTIMES: usize = 8;

/// The source of HTTP clients.
pub(crate) enum HttpClients {
    /// The HTTP client of the user, on all runtimes.
    Custom(reqwest::Client),
    PerRuntime(Box<PerRuntime>),
}

/// HTTP clients that are built when they are needed.
///
/// A task of the runtime on which a connection was opened drives it. If that runtime stops, as a current-thread
/// runtime does between two calls of `block_on`, a request on the connection waits forever. So runtimes do not share
/// a pool.
pub(crate) struct PerRuntime {
    config: HttpClientConfig,
    clients: Mutex<Clients>,
}

struct Clients {
    /// Built with the client, and not used yet.
    spare: Option<reqwest::Client>,
    /// Ordered by last use.
    used: Vec<(Id, reqwest::Client)>,
}

impl HttpClients {
    pub(crate) fn new(config: HttpClientConfig) -> Result<Self, Error> {
        let spare = Some(config.build(config.is_encrypted)?);
        let used = Vec::new();
        Ok(Self::PerRuntime(Box::new(PerRuntime {
            config,
            clients: Mutex::new(Clients { spare, used }),
        })))
    }

    /// Returns the HTTP client for the current runtime.
    pub(super) fn get(&self) -> Result<reqwest::Client, Error> {
        let runtime = Handle::try_current().map_err(|_| {
            Error::configuration(
                "there is no tokio runtime; call this within one, for example with `Runtime::block_on`",
            )
        })?;
        match self {
            Self::Custom(client) => Ok(client.clone()),
            Self::PerRuntime(clients) => clients.get(runtime.id()),
        }
    }

    /// Returns an HTTP client for a URL of another server: with TLS for `https`, even if the base URL has none.
    #[cfg(all(feature = "deploy", astro_v1))]
    pub(super) fn get_for(&self, url: &reqwest::Url) -> Result<reqwest::Client, Error> {
        match self {
            Self::PerRuntime(clients)
                if url.scheme() == "https" && !clients.config.is_encrypted =>
            {
                clients.config.build(true)
            }
            _ => self.get(),
        }
    }
}

impl PerRuntime {
    fn get(&self, runtime: Id) -> Result<reqwest::Client, Error> {
        let mut clients = lock(&self.clients);
        let Clients { spare, used } = &mut *clients;
        if let Some((id, client)) = used.last()
            && *id == runtime
        {
            return Ok(client.clone());
        }
        let client = match used.iter().position(|(id, _)| *id == runtime) {
            Some(index) => used.remove(index).1,
            None => match spare.take() {
                Some(client) => client,
                None => self.config.build(self.config.is_encrypted)?,
            },
        };
        if used.len() >= MAX_RUNTIMES {
            used.remove(0);
        }
        used.push((runtime, client.clone()));
        Ok(client)
    }
}
