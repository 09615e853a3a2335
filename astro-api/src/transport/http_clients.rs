//! The HTTP clients of a client, one for each runtime.

use std::sync::{Mutex, PoisonError};

use tokio::runtime::{Handle, Id};

use crate::{Error, config::Recipe};

/// How many runtimes have an HTTP client at the same time. A program has one or two; tests have one each, one after the
/// other.
const MOST: usize = 8;

/// Where the HTTP client for a request comes from.
pub(crate) enum HttpClients {
    /// The one that the user made, whatever it does on several runtimes.
    Ready(reqwest::Client),
    Own(Box<Own>),
}

/// HTTP clients that are made when they are needed.
///
/// A connection is driven by a task of the runtime that it was made on. Where that runtime stands still, as one for the
/// current thread does between two calls of `block_on`, whoever takes the connection from the pool waits forever. So
/// no two runtimes share a pool.
pub(crate) struct Own {
    recipe: Recipe,
    clients: Mutex<Clients>,
}

struct Clients {
    /// Made when the client was built, and not used yet.
    spare: Option<reqwest::Client>,
    /// The one that was used last comes last.
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

    /// The HTTP client for the runtime that this is called on.
    pub(crate) fn get(&self) -> Result<reqwest::Client, Error> {
        let runtime = Handle::try_current().map_err(|_| {
            Error::configuration(
                "no tokio runtime is running here; call this within one, for example with `Runtime::block_on`",
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
