//! One call, against bare `reqwest` with structs written by hand: the CPU time of the client alone.
//!
//! The server is another process, and both clients run on this thread over connections that stay open, in turns: only
//! the ratio means anything. The CPU time is read from `/proc`, so it is measured on Linux only.

mod support;

use std::{error::Error, fs};

use support::{TOKEN, by_hand, client, median, runtime, server};

/// Organizations on the page, as many as the API gives by default.
const ROWS: usize = 20;

/// Calls of each kind in a round.
const CALLS: usize = 300;

fn main() -> Result<(), Box<dyn Error>> {
    server::serve_if_asked()?;
    if cpu_time().is_none() {
        eprintln!("the CPU time cannot be read here, so nothing is measured");
        return Ok(());
    }
    // `cargo test --benches` wants to know whether it runs, not how fast.
    let rounds = if std::env::args().any(|a| a == "--bench") {
        31
    } else {
        1
    };
    let server = server::Server::start(server::Plan {
        total: ROWS,
        page: ROWS,
        latency: std::time::Duration::ZERO,
    })?;
    let client = client(&server.base_url);
    let bare = reqwest::Client::builder().no_proxy().build()?;
    let url = format!("{}/organizations", server.base_url);
    runtime().block_on(async {
        let mut ratios = Vec::new();
        let mut times = [Vec::new(), Vec::new()];
        for _ in 0..rounds {
            let start = cpu_time().unwrap_or(0.0);
            for _ in 0..CALLS {
                let page = client.list_organizations().limit(ROWS).send().await?;
                assert_eq!(page.organizations.len(), ROWS);
            }
            let between = cpu_time().unwrap_or(0.0);
            for _ in 0..CALLS {
                let request = bare.get(&url).bearer_auth(TOKEN).query(&[("limit", ROWS)]);
                let answer = request.send().await?.error_for_status()?;
                let page: by_hand::Page = serde_json::from_slice(&answer.bytes().await?)?;
                assert_eq!(page.organizations.len(), ROWS);
            }
            let end = cpu_time().unwrap_or(0.0);
            ratios.push((between - start) / (end - between));
            times[0].push((between - start) / CALLS as f64);
            times[1].push((end - between) / CALLS as f64);
        }
        let [ours, theirs] = times.map(median);
        eprintln!(
            "one call with a page of {ROWS} organizations, median CPU time of {rounds} rounds of {CALLS} calls:\n  \
             this crate {:.1} us, bare reqwest with structs by hand {:.1} us, median ratio {:.3}",
            ours * 1e6,
            theirs * 1e6,
            median(ratios)
        );
        Ok(())
    })
}

/// The CPU time of the main thread so far, in seconds.
fn cpu_time() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/schedstat").ok()?;
    Some(text.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}
