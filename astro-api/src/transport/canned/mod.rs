//! A transport that has its responses ready.

mod clock;
mod recorded;
mod response;

pub(crate) use response::TOKEN as CANNED_TOKEN;
pub use {recorded::RecordedRequest, response::CannedResponse};

use clock::Clock;

use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::Error;

/// A transport that returns canned responses in the process, for unit tests of code that uses a [`Client`](crate::Client).
///
/// It stands in for the network alone: tokens, retries, rate limits, validation, decoding and traces work as always. Give
/// it to a client with [`ClientBuilder::transport`](crate::ClientBuilder::transport). Clones share their responses and
/// their record, so that a test keeps one. See [`test_util`](crate::test_util) for an example.
#[derive(Clone)]
pub struct CannedTransport {
    shared: Arc<Shared>,
}

struct Shared {
    responses: Responses,
    requests: Mutex<Vec<RecordedRequest>>,
    clock: Clock,
}

type Respond = Box<dyn Fn(&RecordedRequest) -> CannedResponse + Send + Sync>;

enum Responses {
    InOrder(Mutex<VecDeque<CannedResponse>>),
    Function(Respond),
}

impl CannedTransport {
    /// Returns these responses, one for each request, in their order. A retry is a request of its own.
    ///
    /// A request for which none is left fails with [`ErrorKind::Configuration`](crate::ErrorKind::Configuration), and is
    /// not sent again.
    pub fn in_order(responses: impl IntoIterator<Item = CannedResponse>) -> Self {
        let responses = responses.into_iter().collect();
        Self::new(Responses::InOrder(Mutex::new(responses)))
    }

    /// Returns what a function makes of each request.
    ///
    /// ```
    /// use astro_api::{StatusCode, test_util::{CannedResponse, CannedTransport}};
    /// use serde_json::json;
    ///
    /// let transport = CannedTransport::from_fn(|request| match request.path() {
    ///     "/organizations/clm" => CannedResponse::json(json!({ "id": "clm" })),
    ///     path => CannedResponse::error(StatusCode::NOT_FOUND, format!("nothing at {path}")),
    /// });
    /// # let _ = transport;
    /// ```
    pub fn from_fn(
        respond: impl Fn(&RecordedRequest) -> CannedResponse + Send + Sync + 'static,
    ) -> Self {
        Self::new(Responses::Function(Box::new(respond)))
    }

    fn new(responses: Responses) -> Self {
        Self {
            shared: Arc::new(Shared {
                responses,
                requests: Mutex::default(),
                clock: Clock::new(),
            }),
        }
    }

    /// The requests that were made so far, in their order.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        lock(&self.shared.requests).clone()
    }

    /// How many responses are left of those that were given in order; 0 for a function.
    pub fn remaining(&self) -> usize {
        match &self.shared.responses {
            Responses::InOrder(left) => lock(left).len(),
            Responses::Function(_) => 0,
        }
    }

    /// How long the clients of this transport have waited by their clock: back-off, `Retry-After`, rate limits, polling,
    /// and responses that take their time. The test has waited for none of it.
    pub fn waited(&self) -> Duration {
        self.shared.clock.passed()
    }

    /// The clock of its clients.
    pub(crate) fn clock(&self) -> Clock {
        self.shared.clock.clone()
    }

    fn respond(&self, request: &RecordedRequest) -> Result<CannedResponse, Error> {
        match &self.shared.responses {
            Responses::Function(respond) => Ok(respond(request)),
            Responses::InOrder(left) => lock(left).pop_front().ok_or_else(|| {
                Error::configuration(format!(
                    "no canned response is left for {} {}; give `CannedTransport::in_order` one more",
                    request.method(),
                    request.path()
                ))
            }),
        }
    }
}

impl fmt::Debug for CannedTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CannedTransport")
            .field("requests", &lock(&self.shared.requests).len())
            .field("remaining", &self.remaining())
            .finish_non_exhaustive()
    }
}

/// A canned transport at the base URL of a client.
#[derive(Clone)]
pub(crate) struct Mounted {
    transport: CannedTransport,
    base_path: String,
}

impl Mounted {
    pub(crate) fn new(transport: CannedTransport, base_path: &str) -> Self {
        Self {
            transport,
            base_path: base_path.trim_end_matches('/').to_owned(),
        }
    }

    /// Records a request, and returns what becomes of it; `None` if no response comes within `timeout`.
    pub(crate) fn send(
        &self,
        request: reqwest::Request,
        idempotent: bool,
        timeout: Duration,
    ) -> Option<Result<reqwest::Response, Error>> {
        let shared = &self.transport.shared;
        let recorded = RecordedRequest::new(&request, &self.base_path);
        lock(&shared.requests).push(recorded.clone());
        let response = match self.transport.respond(&recorded) {
            Ok(response) => response,
            Err(e) => return Some(Err(e)),
        };
        shared.clock.advance(response.delay().min(timeout));
        if response.delay() >= timeout {
            return None;
        }
        Some(response.into_http(request.url().clone(), idempotent))
    }
}

/// A panic in one test's thread is no reason to panic in another's.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
