//! Many tasks iterate one list concurrently, while one request in ten fails: each sees each row once and in order, and
//! memory stays constant.
//!
//! The default size takes a debug build some seconds. `SOAK_ORGANIZATIONS` and `SOAK_TASKS` change it; the full size is
//!
//! ```sh
//! SOAK_ORGANIZATIONS=10000 SOAK_TASKS=50 cargo test --release -p astro-api-tests --test suite soak -- --nocapture
//! ```

use std::{
    collections::hash_map::DefaultHasher,
    fmt,
    hash::{Hash, Hasher},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use astro_api::{Client, RateLimits, RetryPolicy, types::OrganizationSort};
use astro_api_fake::FakeResponse;
use astro_api_tests::{ManualTimer, builder, fake};

use crate::paging::ids_by_age;

/// Rows per page: fewer than the API allows, so that the list has many pages.
const LIMIT: i64 = 100;

/// Reads a number from the environment.
fn setting(name: &str, default: u32) -> u32 {
    std::env::var(name).map_or(default, |text| text.parse().unwrap())
}

/// Returns the fault of one request in ten, by its number: without a pattern, but the same in every run.
fn fault(number: u64) -> Option<FakeResponse> {
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    let draw = hasher.finish();
    if !draw.is_multiple_of(10) {
        return None;
    }
    Some(match draw / 10 % 4 {
        0 => FakeResponse::error(503, "down for a moment"),
        1 => FakeResponse::new(429).header("retry-after", "0"),
        2 => FakeResponse::hang_up(),
        // After the start of the body, and before the end of any page.
        _ => FakeResponse::regular().cut_after(500),
    })
}

/// State shared by all tasks.
struct Shared {
    expected: Vec<String>,
    /// The number of rows that all tasks have to see in total, and have seen.
    rows: u64,
    seen: AtomicU64,
    /// Memory when half of them were seen.
    half: OnceLock<Memory>,
}

impl Shared {
    fn note_row(&self) {
        if self.seen.fetch_add(1, Ordering::Relaxed) + 1 == self.rows / 2 {
            let _ = self.half.set(Memory::now());
        }
    }
}

/// Iterates the list once and checks each row.
async fn iterate(client: Client, shared: Arc<Shared>) {
    let list = client.list_organizations().limit(LIMIT);
    let mut stream = list.sorts([OrganizationSort::CreatedAtAsc]).stream();
    let mut position = 0;
    while let Some(organization) = stream.try_next().await.unwrap() {
        assert_eq!(
            Some(&organization.id),
            shared.expected.get(position),
            "row {position}"
        );
        position += 1;
        shared.note_row();
    }
    assert_eq!(position, shared.expected.len());
}

/// The memory of this process in KiB, as reported by Linux; `None` elsewhere.
#[derive(Clone, Copy, Default)]
struct Memory {
    now: Option<u64>,
    highest: Option<u64>,
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.now, self.highest) {
            (Some(now), Some(highest)) => write!(f, "VmRSS {now} KiB, VmHWM {highest} KiB"),
            _ => f.write_str("unknown"),
        }
    }
}

impl Memory {
    fn now() -> Self {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let field = |name| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.trim().trim_end_matches(" kB").parse().ok()
        };
        Self {
            now: field("VmRSS:"),
            highest: field("VmHWM:"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pagination_through_random_faults_returns_every_row_once() {
    let organizations = setting("SOAK_ORGANIZATIONS", 2_000);
    let tasks = setting("SOAK_TASKS", 20);
    let fake = fake(organizations).await;
    let shared = Arc::new(Shared {
        expected: ids_by_age(&fake),
        rows: u64::from(organizations) * u64::from(tasks),
        seen: AtomicU64::new(0),
        half: OnceLock::new(),
    });
    let timer = ManualTimer::default();
    let client = builder(fake.base_url())
        .retry(RetryPolicy::default().max_attempts(20))
        .retry_budget(None)
        .rate_limits(RateLimits::off())
        // The waits of all tasks advance the shared clock, so no call may have a deadline.
        .timeout(Duration::MAX)
        .timer(timer.clone())
        .build()
        .unwrap();
    let faults = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&faults);
    fake.on_request(move |number| {
        let fault = fault(number)?;
        count.fetch_add(1, Ordering::Relaxed);
        Some(fault)
    });

    let started = Instant::now();
    let iterations: Vec<_> = (0..tasks)
        .map(|_| tokio::spawn(iterate(client.clone(), Arc::clone(&shared))))
        .collect();
    for iteration in iterations {
        iteration.await.unwrap();
    }

    let end = Memory::now();
    let half = shared.half.get().copied().unwrap_or_default();
    let (requests, faults) = (fake.requests().len(), faults.load(Ordering::Relaxed));
    eprintln!(
        "{tasks} iterations of {organizations} rows in {:.1?}: {requests} requests, {faults} faults, {} waits; \
         at half {half}; at the end {end}",
        started.elapsed(),
        timer.slept().len(),
    );
    assert_eq!(shared.seen.load(Ordering::Relaxed), shared.rows);
    // Each page was requested once, and once more for each fault.
    let pages = u64::from(tasks) * u64::from(organizations).div_ceil(LIMIT.unsigned_abs());
    assert_eq!(u64::try_from(requests).unwrap(), pages + faults);
    assert!(
        faults * 20 > pages && faults * 5 < pages,
        "{faults} of {pages}"
    );
    if let (Some(half), Some(end)) = (half.now, end.now) {
        assert!(end < 2 * half, "memory grew from {half} to {end} KiB");
    }
}
