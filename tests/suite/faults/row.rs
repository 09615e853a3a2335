//! One fault, and its expected result.

use std::time::Duration;

use astro_api::{ClientBuilder, ErrorKind};
use astro_api_tests::Step;
use serde_json::json;

/// A fault, and its expected result.
pub(super) struct Row {
    pub(super) fault: &'static str,
    pub(super) call: Call,
    pub(super) steps: Vec<Step>,
    pub(super) availability: Availability,
    pub(super) set: fn(ClientBuilder) -> ClientBuilder,
    pub(super) expected: Expected,
    /// The exact text that the error must contain.
    pub(super) message: Option<&'static str>,
    /// Whether the timing matters. Such rows run alone.
    pub(super) timed: bool,
}

/// The client's call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    /// A page of a list.
    List,
    /// A list of bytes that is read chunk by chunk.
    Export,
    /// An idempotent POST.
    Update,
    /// A POST that is not idempotent.
    Create,
    /// The same, declared idempotent by the caller.
    CreateIdempotent,
    Delete,
}

impl Call {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::List => "GET",
            Self::Export => "GET, streamed",
            Self::Update => "POST that updates",
            Self::Create => "POST that creates",
            Self::CreateIdempotent => "POST declared idempotent",
            Self::Delete => "DELETE",
        }
    }
}

/// Whether the server accepts connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Availability {
    /// Available.
    Up,
    /// Unavailable: connections are refused.
    Down,
    /// Available after the first wait; connections are refused before.
    UpAfterFirstWait,
    /// Available, but the client uses TLS and the server does not.
    WithoutTls,
}

/// The expected result of a fault.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    pub(super) outcome: Outcome,
    pub(super) attempts: u32,
    pub(super) waits: Vec<Wait>,
    /// The error's `Retry-After` value.
    pub(super) retry_after: Option<Duration>,
    pub(super) predicates: &'static [&'static str],
    /// The number of rows of a successful list.
    pub(super) rows: usize,
}

/// The outcome of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Success(u16),
    Failure(ErrorKind, Option<u16>),
}

/// A wait between two attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wait {
    /// The back-off, random within its bounds.
    BackOff,
    /// This many seconds exactly.
    Seconds(u64),
}

/// Creates a row of one successful attempt; other methods change it.
pub(super) fn row(call: Call, fault: &'static str, steps: impl IntoIterator<Item = Step>) -> Row {
    Row {
        fault,
        call,
        steps: steps.into_iter().collect(),
        availability: Availability::Up,
        set: |builder| builder,
        expected: Expected {
            outcome: Outcome::Success(200),
            attempts: 1,
            waits: Vec::new(),
            retry_after: None,
            predicates: &[],
            rows: 1,
        },
        message: None,
        timed: false,
    }
}

impl Row {
    /// Expects a success status other than 200.
    pub(super) fn succeeds(mut self, status: u16) -> Self {
        self.expected.outcome = Outcome::Success(status);
        self
    }

    /// Expects an error for which these predicates are true.
    pub(super) fn fails(
        mut self,
        kind: ErrorKind,
        status: impl Into<Option<u16>>,
        predicates: &'static [&'static str],
    ) -> Self {
        self.expected.outcome = Outcome::Failure(kind, status.into());
        self.expected.predicates = predicates;
        self
    }

    /// Expects this many attempts, with back-off between them.
    pub(super) fn attempts(mut self, attempts: u32) -> Self {
        self.expected.attempts = attempts;
        self.expected.waits = (1..attempts).map(|_| Wait::BackOff).collect();
        self
    }

    /// Expects this many attempts, with this many seconds before each but the first.
    pub(super) fn waits(mut self, seconds: impl IntoIterator<Item = u64>) -> Self {
        self.expected.waits = seconds.into_iter().map(Wait::Seconds).collect();
        self.expected.attempts = u32::try_from(self.expected.waits.len()).unwrap() + 1;
        self
    }

    /// Expects exactly these waits.
    pub(super) fn waits_of(mut self, waits: impl IntoIterator<Item = Wait>) -> Self {
        self.expected.waits = waits.into_iter().collect();
        self.expected.attempts = u32::try_from(self.expected.waits.len()).unwrap() + 1;
        self
    }

    /// Expects this many seconds of `Retry-After` in the error.
    pub(super) fn retry_after(mut self, seconds: u64) -> Self {
        self.expected.retry_after = Some(Duration::from_secs(seconds));
        self
    }

    pub(super) fn message(mut self, text: &'static str) -> Self {
        self.message = Some(text);
        self
    }

    /// Expects this many rows in the list.
    pub(super) fn rows(mut self, rows: usize) -> Self {
        self.expected.rows = rows;
        self
    }

    pub(super) fn server(mut self, availability: Availability) -> Self {
        self.availability = availability;
        self
    }

    /// Sets a short timeout per attempt, for faults that last until it expires.
    pub(super) fn short_timeout(mut self) -> Self {
        self.timed = true;
        self.with(|builder| builder.attempt_timeout(Duration::from_millis(300)))
    }

    /// The same, but long enough for the response to arrive in time on a busy machine.
    pub(super) fn one_second_timeout(mut self) -> Self {
        self.timed = true;
        self.with(|builder| builder.attempt_timeout(Duration::from_secs(1)))
    }

    /// Configures the client with another short timeout.
    pub(super) fn timed(mut self, set: fn(ClientBuilder) -> ClientBuilder) -> Self {
        self.timed = true;
        self.with(set)
    }

    /// Configures the client.
    pub(super) fn with(mut self, set: fn(ClientBuilder) -> ClientBuilder) -> Self {
        self.set = set;
        self
    }
}

/// A body that is valid for every request: a page with one Organization, and an Organization.
pub(super) fn valid_body() -> String {
    let organization = json!({ "id": super::observe::ID, "name": "found" });
    json!({
        "id": super::observe::ID,
        "name": "found",
        "limit": 1000,
        "offset": 0,
        "organizations": [organization],
        "totalCount": 1,
    })
    .to_string()
}

/// Returns the expected response.
pub(super) fn valid_response() -> Step {
    Step::response(200, &[("Content-Type", "application/json")], valid_body())
}

/// Returns a response with that status, in the API's format.
pub(super) fn status(status: u16) -> Step {
    status_with(status, &[])
}

/// The same with these headers.
pub(super) fn status_with(status: u16, headers: &[(&str, &str)]) -> Step {
    let body = json!({ "message": "expected", "requestId": "", "statusCode": status });
    Step::response(status, headers, body.to_string())
}
