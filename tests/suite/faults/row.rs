//! One fault, and what is to come of it.

use std::time::Duration;

use astro_api::{ClientBuilder, ErrorKind};
use astro_api_tests::Step;
use serde_json::json;

/// A fault, and what is to come of it.
pub(super) struct Row {
    pub(super) fault: &'static str,
    pub(super) ask: Ask,
    pub(super) steps: Vec<Step>,
    pub(super) place: Place,
    pub(super) set: fn(ClientBuilder) -> ClientBuilder,
    pub(super) expected: Expected,
    /// What the error must say, word for word.
    pub(super) says: Option<&'static str>,
    /// Whether something must come within a short time. Such rows are played when no others are.
    pub(super) timed: bool,
}

/// What is asked of the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// A page of a list.
    List,
    /// A list of bytes that is read part by part.
    Export,
    /// A POST that may be repeated.
    Update,
    /// A POST that must not be.
    Create,
    /// The same, of which the caller says that it may be repeated.
    CreateAgain,
    Delete,
}

impl Ask {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::List => "GET",
            Self::Export => "GET, streamed",
            Self::Update => "POST that updates",
            Self::Create => "POST that creates",
            Self::CreateAgain => "POST said to be idempotent",
            Self::Delete => "DELETE",
        }
    }
}

/// Where the server is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// There.
    There,
    /// Nowhere: connections are refused.
    Nowhere,
    /// There after the first wait; connections are refused before.
    Later,
    /// There, but the client thinks that it speaks TLS.
    BehindTls,
}

/// What is to come of a fault.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    pub(super) end: End,
    pub(super) attempts: u32,
    pub(super) waits: Vec<Wait>,
    /// What the error says of `Retry-After`.
    pub(super) asked: Option<Duration>,
    pub(super) yes: &'static [&'static str],
    /// How many rows a list that succeeds has.
    pub(super) rows: usize,
}

/// How a call ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Success(u16),
    Failure(ErrorKind, Option<u16>),
}

/// A wait between two attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wait {
    /// The back-off's, of a length that is left to chance within its bounds.
    BackOff,
    /// So many seconds exactly.
    Seconds(u64),
}

/// A row of one attempt that succeeds, until told otherwise.
pub(super) fn row(ask: Ask, fault: &'static str, steps: impl IntoIterator<Item = Step>) -> Row {
    Row {
        fault,
        ask,
        steps: steps.into_iter().collect(),
        place: Place::There,
        set: |builder| builder,
        expected: Expected {
            end: End::Success(200),
            attempts: 1,
            waits: Vec::new(),
            asked: None,
            yes: &[],
            rows: 1,
        },
        says: None,
        timed: false,
    }
}

impl Row {
    /// It ends in success, with another status than 200.
    pub(super) fn succeeds(mut self, status: u16) -> Self {
        self.expected.end = End::Success(status);
        self
    }

    /// It ends in an error, of which these questions are answered with yes.
    pub(super) fn fails(
        mut self,
        kind: ErrorKind,
        status: impl Into<Option<u16>>,
        yes: &'static [&'static str],
    ) -> Self {
        self.expected.end = End::Failure(kind, status.into());
        self.expected.yes = yes;
        self
    }

    /// So many attempts are made, with the back-off's waits between them.
    pub(super) fn tried(mut self, attempts: u32) -> Self {
        self.expected.attempts = attempts;
        self.expected.waits = (1..attempts).map(|_| Wait::BackOff).collect();
        self
    }

    /// So many attempts are made, with so many seconds before each but the first.
    pub(super) fn waits(mut self, seconds: impl IntoIterator<Item = u64>) -> Self {
        self.expected.waits = seconds.into_iter().map(Wait::Seconds).collect();
        self.expected.attempts = u32::try_from(self.expected.waits.len()).unwrap() + 1;
        self
    }

    /// The waits are exactly these.
    pub(super) fn waits_mixed(mut self, waits: impl IntoIterator<Item = Wait>) -> Self {
        self.expected.waits = waits.into_iter().collect();
        self.expected.attempts = u32::try_from(self.expected.waits.len()).unwrap() + 1;
        self
    }

    /// The error says that the API asked for so many seconds.
    pub(super) fn asks_for(mut self, seconds: u64) -> Self {
        self.expected.asked = Some(Duration::from_secs(seconds));
        self
    }

    pub(super) fn says(mut self, text: &'static str) -> Self {
        self.says = Some(text);
        self
    }

    /// The list that comes has so many rows.
    pub(super) fn rows(mut self, rows: usize) -> Self {
        self.expected.rows = rows;
        self
    }

    pub(super) fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// An attempt has a short time only, for faults that end when it is over.
    pub(super) fn hasty(mut self) -> Self {
        self.timed = true;
        self.with(|builder| builder.attempt_timeout(Duration::from_millis(300)))
    }

    /// The same, but long enough for what is answered to come in time on a machine that has much to do.
    pub(super) fn patient(mut self) -> Self {
        self.timed = true;
        self.with(|builder| builder.attempt_timeout(Duration::from_secs(1)))
    }

    /// The client is set up with a short time of another sort.
    pub(super) fn timed(mut self, set: fn(ClientBuilder) -> ClientBuilder) -> Self {
        self.timed = true;
        self.with(set)
    }

    /// Sets the client up otherwise.
    pub(super) fn with(mut self, set: fn(ClientBuilder) -> ClientBuilder) -> Self {
        self.set = set;
        self
    }
}

/// A body that is good for every request: a page with one Organization, and an Organization.
pub(super) fn good() -> String {
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

/// The answer that is due.
pub(super) fn due() -> Step {
    Step::answer(200, &[("Content-Type", "application/json")], good())
}

/// An answer with that status, as the API words it.
pub(super) fn status(status: u16) -> Step {
    status_with(status, &[])
}

/// The same with these headers.
pub(super) fn status_with(status: u16, headers: &[(&str, &str)]) -> Step {
    let body = json!({ "message": "told", "requestId": "", "statusCode": status });
    Step::answer(status, headers, body.to_string())
}
