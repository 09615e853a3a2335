//! Iterates 100 pages from a server that delays each response by 20 ms, sequentially and with prefetching.
//!
//! The baselines are the theoretical minimum, pages ÷ concurrent pages × latency, and bare `reqwest` in as many tasks,
//! each of which takes the next unclaimed page. Both learn the total only from the first page, which they therefore
//! fetch alone: with 8 concurrent pages, that takes 14 rounds instead of 12.5.

use std::{
    error::Error,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use astro_api_benches::{by_hand, client, measuring, median, server};

const PAGES: usize = 100;
const ROWS: usize = 20;
const LATENCY: Duration = Duration::from_millis(20);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    server::serve_if_requested()?;
    let (runs, concurrencies): (usize, &[usize]) = if measuring() {
        (5, &[1, 4, 8])
    } else {
        (1, &[8])
    };
    let plan = server::Plan {
        total: PAGES * ROWS,
        page: ROWS,
        latency: LATENCY,
        one_fails_in: 0,
    };
    let server = server::Server::start(plan)?;
    eprintln!("{PAGES} pages of {ROWS} organizations, {LATENCY:?} each, medians of {runs} runs:");
    for &at_once in concurrencies {
        let mut times = [Vec::new(), Vec::new()];
        for _ in 0..runs {
            times[0].push(ours(&server.base_url, at_once).await?);
            times[1].push(bare(&server.base_url, at_once).await?);
        }
        let [ours, bare] = times.map(median);
        let minimum = PAGES as f64 / at_once as f64 * LATENCY.as_secs_f64();
        eprintln!(
            "  {at_once} at once: {:.0} ms; {:.0} ms cannot be beaten, ratio {:.3}; bare reqwest {:.0} ms, ratio {:.3}",
            ours * 1e3,
            minimum * 1e3,
            ours / minimum,
            bare * 1e3,
            ours / bare
        );
    }
    Ok(())
}

/// Returns the seconds of an iteration with this crate. The client is new, so that connecting is included, but warmed
/// up.
async fn ours(base_url: &str, at_once: usize) -> Result<f64, Box<dyn Error>> {
    let client = client(base_url);
    let start = Instant::now();
    let organizations = client.list_organizations().limit(ROWS).stream();
    let all = organizations
        .with_concurrent_pages(at_once)
        .try_collect::<Vec<_>>()
        .await?;
    assert_eq!(all.len(), PAGES * ROWS);
    Ok(start.elapsed().as_secs_f64())
}

/// Returns the seconds to fetch the same without this crate and without ordering it.
async fn bare(base_url: &str, at_once: usize) -> Result<f64, Box<dyn Error>> {
    let client = reqwest::Client::builder().no_proxy().build()?;
    let url = format!("{base_url}/organizations");
    let next = Arc::new(AtomicUsize::new(1));
    let start = Instant::now();
    let mut rows = fetch(&client, &url, 0).await?;
    let mut tasks = Vec::new();
    for _ in 0..at_once {
        let (client, url, next) = (client.clone(), url.clone(), Arc::clone(&next));
        tasks.push(tokio::spawn(async move {
            let mut rows = 0;
            loop {
                let page = next.fetch_add(1, Ordering::Relaxed);
                if page >= PAGES {
                    return Ok::<_, reqwest::Error>(rows);
                }
                rows += fetch(&client, &url, page).await?;
            }
        }));
    }
    for task in tasks {
        rows += task.await??;
    }
    assert_eq!(rows, PAGES * ROWS);
    Ok(start.elapsed().as_secs_f64())
}

/// Fetches a page and returns its number of rows.
async fn fetch(client: &reqwest::Client, url: &str, page: usize) -> Result<usize, reqwest::Error> {
    let query = [("limit", ROWS), ("offset", page * ROWS)];
    let response = client.get(url).query(&query).send().await?;
    let body = response.bytes().await?;
    let page = serde_json::from_slice::<by_hand::Page>(&body);
    Ok(page.map_or(0, |p| p.organizations.len()))
}
