//! Compares the CPU time of one call, client side only, with bare `reqwest` and hand-written structs.
//!
//! The server is a separate process, and all clients take turns on this thread over kept-alive connections: only the
//! ratios are meaningful. CPU time is read from `/proc`, so it is measured on Linux only.

use std::{error::Error, fs};

use astro_api::Method;

use astro_api_benches::{TOKEN, by_hand, client, measuring, median, runtime, server};

/// Organizations per page: the API's default.
const ROWS: usize = 20;

/// Calls of each kind per round.
const CALLS: usize = 300;

fn main() -> Result<(), Box<dyn Error>> {
    server::serve_if_requested()?;
    if cpu_time().is_none() {
        eprintln!("the CPU time cannot be read here, so nothing is measured");
        return Ok(());
    }
    let rounds = if measuring() { 31 } else { 1 };
    let server = server::Server::start(server::Plan {
        total: ROWS,
        page: ROWS,
        latency: std::time::Duration::ZERO,
        one_fails_in: 0,
    })?;
    let clients = Clients {
        ours: client(&server.base_url),
        bare: reqwest::Client::builder().no_proxy().build()?,
        url: format!("{}/organizations", server.base_url),
    };
    runtime().block_on(async {
        let mut times = [const { Vec::new() }; KINDS.len()];
        for round in 0..rounds {
            // Each kind goes first equally often.
            for turn in 0..KINDS.len() {
                let kind = (round + turn) % KINDS.len();
                let start = cpu_time().unwrap_or(0.0);
                for _ in 0..CALLS {
                    assert_eq!(clients.call(KINDS[kind]).await?, ROWS);
                }
                let taken = cpu_time().unwrap_or(0.0) - start;
                times[kind].push(taken / CALLS as f64);
            }
        }
        eprintln!(
            "one call with a page of {ROWS} organizations, medians of {rounds} rounds of {CALLS} calls:"
        );
        let bare = times[0].clone();
        for (kind, times) in KINDS.into_iter().zip(times) {
            let ratios = times.iter().zip(&bare).map(|(t, b)| t / b).collect();
            let (time, ratio) = (median(times) * 1e6, median(ratios));
            eprintln!("  {time:6.1} us of CPU time, ratio {ratio:.3}: {}", kind.name());
        }
        Ok(())
    })
}

/// The measured clients; the first is the baseline.
const KINDS: [Kind; 3] = [Kind::Bare, Kind::Ours, Kind::OursByHand];

#[derive(Clone, Copy)]
enum Kind {
    Bare,
    Ours,
    /// The transport alone, without decoding into this crate's types.
    OursByHand,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Bare => "bare reqwest, structs by hand",
            Self::Ours => "this crate",
            Self::OursByHand => "this crate, structs by hand",
        }
    }
}

struct Clients {
    ours: astro_api::Client,
    bare: reqwest::Client,
    url: String,
}

impl Clients {
    /// Sends one request and returns the number of rows.
    async fn call(&self, kind: Kind) -> Result<usize, Box<dyn Error>> {
        Ok(match kind {
            Kind::Bare => {
                let request = self.bare.get(&self.url).bearer_auth(TOKEN);
                let response = request.query(&[("limit", ROWS)]).send().await?;
                let body = response.error_for_status()?.bytes().await?;
                let page: by_hand::Page = serde_json::from_slice(&body)?;
                page.organizations.len()
            }
            Kind::Ours => {
                let page = self.ours.list_organizations().limit(ROWS).send().await?;
                page.organizations.len()
            }
            Kind::OursByHand => {
                let request = self.ours.request(Method::GET, "/organizations");
                let page = request.query("limit", ROWS).send::<by_hand::Page>().await?;
                page.organizations.len()
            }
        })
    }
}

/// Returns the CPU time of the main thread so far, in seconds.
fn cpu_time() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/schedstat").ok()?;
    Some(text.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}
