//! A walk over 100 pages from a server that takes 20 ms for each answer, one after the other and fetching ahead, against
//! what cannot be beaten: pages ÷ pages at once × latency.

mod support;

use std::{
    error::Error,
    time::{Duration, Instant},
};

use support::{client, median, server};

const PAGES: usize = 100;
const ROWS: usize = 20;
const LATENCY: Duration = Duration::from_millis(20);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    server::serve_if_asked()?;
    let runs = if std::env::args().any(|a| a == "--bench") {
        5
    } else {
        1
    };
    let plan = server::Plan {
        total: PAGES * ROWS,
        page: ROWS,
        latency: LATENCY,
    };
    let server = server::Server::start(plan)?;
    eprintln!("{PAGES} pages of {ROWS} organizations, {LATENCY:?} each, medians of {runs} runs:");
    for pages in [1, 4, 8] {
        let mut times = Vec::new();
        for _ in 0..runs {
            let start = Instant::now();
            let walk = client(&server.base_url)
                .list_organizations()
                .limit(ROWS)
                .stream();
            let all = walk.with_concurrent_pages(pages).try_collect().await?;
            assert_eq!(all.len(), PAGES * ROWS);
            times.push(start.elapsed().as_secs_f64());
        }
        let (measured, least) = (
            median(times),
            PAGES as f64 / pages as f64 * LATENCY.as_secs_f64(),
        );
        eprintln!(
            "  {pages} at once: {:.0} ms, {:.0} ms cannot be beaten, ratio {:.3}",
            measured * 1e3,
            least * 1e3,
            measured / least
        );
    }
    Ok(())
}
