//! The HTTP clients of a client, one for each runtime.

use std::sync::{Mutex, PoisonError};

use tokio::runtime::{Handle, Id};

use crate::{Error, config::Recipe};

/// The maximum number of HTTP clients. A program has one or two runtimes; tests have one each, one after the other.
const MOST: usize = 8;

/// The source of the HTTP client.
pub(crate) enum HttpClients {
    /// An HTTP client of the user, regardless of runtimes.
    Ready(reqwest::Client),
    Own(Box<Own>),
}

/// HTTP clients that are built when they are needed.
///
/// A task of the runtime on which a connection was opened drives it. If that runtime stops, as a current-thread
/// runtime does between two calls of `block_on`, a request on the connection waits forever. So runtimes do not share
/// a pool.
pub(crate) struct Own {
    recipe: Recipe,
    clients: Mutex<Clients>,
}

struct Clients {
    /// Built with the client, and not used yet.
    spare: Option<reqwest::Client>,
    /// Ordered by last use.
    used: Vec<(Id, reqwest::Client)>,
}

impl HttpClients {
    pub(crate) fn of(recipe: Recipe) -> Result<Self, Error> {
        let spare = Some(recipe.make()?);
        let used = Vec::new();
        Ok(Self::Own(Box::new(Own {
            recipe,
            clients: Mutex::new(Clients { spare, used }),
        })))
    }

    /// Returns the HTTP client for the current runtime.
    pub(crate) fn get(&self) -> Result<reqwest::Client, Error> {
        let runtime = Handle::try_current().map_err(|_| {
            Error::configuration(
                "there is no tokio runtime; call this within one, for example with `Runtime::block_on`",
            )
        })?;
        match self {
            Self::Ready(client) => Ok(client.clone()),
            Self::Own(own) => own.get(runtime.id()),
        }
    }
}

impl Own {
    fn get(&self, runtime: Id) -> Result<reqwest::Client, Error> {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
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
                None => self.recipe.make()?,
            },
        };
        if used.len() >= MOST {
            used.remove(0);
        }
        used.push((runtime, client.clone()));
        Ok(client)
    }
}
