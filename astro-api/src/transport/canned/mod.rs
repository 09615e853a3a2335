//! A transport with canned responses.

mod clock;
mod recorded;
mod response;

pub(crate) use response::TOKEN as CANNED_TOKEN;
pub use {recorded::RecordedRequest, response::CannedResponse};

use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex},
    time::Duration,
};

use clock::Clock;

use crate::{error::Error, sync::lock};

/// A transport that returns canned responses instead of using the network.
///
/// Pass it to [`ClientBuilder::transport`](crate::ClientBuilder::transport). Clones share the responses and the
/// recorded requests, so keep a clone for assertions. See [`test_util`](crate::test_util) for an example.
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
    /// Creates a transport that returns these responses in order, one for each request. A retry is a request, too.
    ///
    /// When no response is left, requests fail with [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) and
    /// are not retried.
    pub fn in_order(responses: impl IntoIterator<Item = CannedResponse>) -> Self {
        let responses = responses.into_iter().collect();
        Self::new(Responses::InOrder(Mutex::new(responses)))
    }

    /// Creates a transport that calls a function for each request.
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

    /// Returns the requests sent so far, in order.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        lock(&self.shared.requests).clone()
    }

    /// Returns the number of responses left for [`in_order`](Self::in_order); 0 for [`from_fn`](Self::from_fn).
    pub fn remaining(&self) -> usize {
        match &self.shared.responses {
            Responses::InOrder(left) => lock(left).len(),
            Responses::Function(_) => 0,
        }
    }

    /// Returns the simulated time that the clients of this transport have waited: back-off, `Retry-After`, rate
    /// limits, polling and delayed responses.
    pub fn waited(&self) -> Duration {
        self.shared.clock.passed()
    }

    /// Returns the clock of its clients.
    pub(crate) fn clock(&self) -> Clock {
        self.shared.clock.clone()
    }

    fn respond(&self, request: &RecordedRequest) -> Result<CannedResponse, Error> {
        match &self.shared.responses {
            Responses::Function(respond) => Ok(respond(request)),
            Responses::InOrder(left) => lock(left).pop_front().ok_or_else(|| {
                Error::configuration(format!(
                    "no canned response is left for {} {}; pass one more to `CannedTransport::in_order`",
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

/// A canned transport with the base URL of a client.
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

    /// Records a request, and returns its result, or `None` if no response arrives within `timeout`.
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
