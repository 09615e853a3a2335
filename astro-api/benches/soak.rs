//! Iterates one list in many tasks concurrently while one request in ten fails in one of five ways: each task must see
//! each Organization once and in order, and memory must not grow.
//!
//! The server is a separate process, so that only the client's memory is measured, on Linux only.

use std::{
    error::Error,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use astro_api::{Client, Method, RateLimits, RetryPolicy, Timer, traits::Sleep};

use astro_api_benches::{TOKEN, faults, measuring, memory, rows, server};

/// Rows per page: fewer than the API allows, so that the list has many pages.
const PAGE: usize = 100;

/// Real time that counts the sleeps. Only retries sleep here, since the rate limits are off.
#[derive(Clone, Default)]
struct CountingTimer(Arc<AtomicUsize>);

impl Timer for CountingTimer {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(tokio::time::sleep(duration))
    }
}

/// State shared by all tasks.
struct Shared {
    client: Client,
    /// The ids in order.
    ids: Vec<String>,
    /// Half of the total number of rows.
    half: usize,
    seen: AtomicUsize,
    /// The peak memory up to that half.
    first_half: OnceLock<Option<f64>>,
}

impl Shared {
    /// Iterates the list once and checks each row.
    async fn iteration(&self) -> Result<(), astro_api::Error> {
        let mut iteration = self.client.list_organizations().limit(PAGE).stream();
        let mut at = 0;
        while let Some(organization) = iteration.try_next().await? {
            assert_eq!(Some(&organization.id), self.ids.get(at), "row {at}");
            at += 1;
            if self.seen.fetch_add(1, Ordering::Relaxed) + 1 == self.half {
                let _ = self.first_half.set(memory::peak());
                memory::reset_peak();
            }
        }
        assert_eq!(at, self.ids.len());
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    server::serve_if_requested()?;
    let (tasks, total) = if measuring() { (50, 10_000) } else { (4, 500) };
    let server = server::Server::start(server::Plan {
        total,
        page: PAGE,
        latency: Duration::ZERO,
        one_fails_in: 10,
    })?;
    let retries = CountingTimer::default();
    // Enough attempts that all of them cannot fail, with short waits: the faults are tested, not the timeouts.
    let policy = RetryPolicy::default()
        .max_attempts(30)
        .base_delay(Duration::from_millis(1))
        .max_delay(Duration::from_millis(5));
    let client = Client::builder()
        .token(TOKEN)
        .base_url(&server.base_url)
        .rate_limits(RateLimits::off())
        .retry(policy)
        .retry_budget(None)
        .timer(retries.clone())
        .build()?;
    let shared = Arc::new(Shared {
        client: client.clone(),
        ids: (0..total).map(rows::id).collect(),
        half: tasks * total / 2,
        seen: AtomicUsize::new(0),
        first_half: OnceLock::new(),
    });

    let start = Instant::now();
    let mut iterations = Vec::new();
    for _ in 0..tasks {
        let shared = Arc::clone(&shared);
        iterations.push(tokio::spawn(async move { shared.iteration().await }));
    }
    for iteration in iterations {
        iteration.await??;
    }
    let (taken, second_half) = (start.elapsed(), memory::peak());
    let retries = retries.0.load(Ordering::Relaxed);

    let counts = client.request(Method::GET, "/faults");
    let counts = counts.send::<serde_json::Value>().await?.into_inner();
    let count = |name: &str| counts[name].as_u64().unwrap_or(0);
    let injected: u64 = faults::names().map(count).sum();
    // No page was requested twice without a fault; one request was the one for the counts.
    let pages = (tasks * total.div_ceil(PAGE)) as u64;
    assert_eq!(count("requests") - injected, pages + 1, "{counts}");
    eprintln!(
        "{tasks} concurrent iterations of {total} organizations, pages of {PAGE}: {taken:.1?}, {injected} faults, {retries} retries\n  \
         the server counted {counts}\n  \
         largest memory in the first half {}, in the second {}",
        memory::format_size(shared.first_half.get().copied().flatten()),
        memory::format_size(second_half),
    );
    Ok(())
}
