//! Injected faults: without a pattern, but with the same share of each fault in every run.

use std::sync::atomic::{AtomicU64, Ordering};

use super::server::http_response;

/// A fault injected into a request.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// 503.
    Unavailable,
    /// 429 with `Retry-After: 0`.
    TooMany,
    /// The connection is closed instead of a response.
    HangUp,
    /// The connection is closed in the middle of the body.
    Cut,
    /// The connection is reset, with the request unread.
    Reset,
}

const ALL: [(Fault, &str); 5] = [
    (Fault::Unavailable, "unavailable"),
    (Fault::TooMany, "tooMany"),
    (Fault::HangUp, "hangUp"),
    (Fault::Cut, "cut"),
    (Fault::Reset, "reset"),
];

/// Returns the names used by [`Faults::counts_json`].
pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.into_iter().map(|(_, name)| name)
}

impl Fault {
    /// Returns the bytes to send instead of a response, and whether the connection stays open.
    pub fn instead_of(self, genuine: &str) -> (String, bool) {
        let body = r#"{"message":"try again","requestId":"f-1","statusCode":503}"#;
        match self {
            Self::Unavailable => (http_response("503 Service Unavailable", "", body), true),
            Self::TooMany => {
                let headers = "retry-after: 0\r\n";
                (http_response("429 Too Many Requests", headers, ""), true)
            }
            Self::HangUp | Self::Reset => (String::new(), false),
            Self::Cut => (genuine[..genuine.len() / 2].to_owned(), false),
        }
    }
}

/// Decides which requests fail, and counts them.
pub struct Faults {
    one_in: u64,
    requests: AtomicU64,
    injected: [AtomicU64; ALL.len()],
}

impl Faults {
    /// Creates a schedule in which one request in this many fails; none for 0.
    pub fn new(one_in: usize) -> Self {
        Self {
            one_in: one_in as u64,
            requests: AtomicU64::new(0),
            injected: Default::default(),
        }
    }

    /// Returns the fault of the next request, if any.
    pub fn draw(&self) -> Option<Fault> {
        let drawn = split_mix(self.requests.fetch_add(1, Ordering::Relaxed));
        if self.one_in == 0 || !drawn.is_multiple_of(self.one_in) {
            return None;
        }
        let which = (drawn / self.one_in % ALL.len() as u64) as usize;
        self.injected[which].fetch_add(1, Ordering::Relaxed);
        Some(ALL[which].0)
    }

    /// Returns the counts so far, as JSON.
    pub fn counts_json(&self) -> String {
        let mut out = format!("{{\"requests\":{}", self.requests.load(Ordering::Relaxed));
        for ((_, name), count) in ALL.iter().zip(&self.injected) {
            out += &format!(",\"{name}\":{}", count.load(Ordering::Relaxed));
        }
        out + "}"
    }
}

/// Returns a pseudo-random number, distinct for each input (SplitMix64).
fn split_mix(number: u64) -> u64 {
    let z = (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
