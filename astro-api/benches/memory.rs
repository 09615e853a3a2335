//! Measures the peak memory of a process that streams Organizations: it must not depend on their number.
//!
//! Each number is streamed by a separate process, whose peak resident size is read from `/proc`, so it is measured on
//! Linux only.

use std::{error::Error, process::Command, time::Duration};

use astro_api_benches::{client, measuring, memory, runtime, server};

/// The argument that makes this program stream and report its memory.
const STREAM: &str = "--stream";

fn main() -> Result<(), Box<dyn Error>> {
    server::serve_if_requested()?;
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|a| a == STREAM) {
        return stream(&args[at + 1]);
    }
    let totals: &[usize] = if measuring() {
        &[10_000, 100_000, 1_000_000]
    } else {
        &[2000]
    };
    for total in totals {
        let plan = server::Plan {
            total: *total,
            page: 1000,
            latency: Duration::ZERO,
            one_fails_in: 0,
        };
        let server = server::Server::start(plan)?;
        let mut child = Command::new(std::env::current_exe()?);
        let out = child.arg(STREAM).arg(&server.base_url).output()?;
        eprint!("{}", String::from_utf8_lossy(&out.stderr));
        if !out.status.success() {
            return Err(format!("streaming {total} organizations failed").into());
        }
    }
    Ok(())
}

fn stream(base_url: &str) -> Result<(), Box<dyn Error>> {
    runtime().block_on(async {
        let mut organizations = client(base_url).list_organizations().stream();
        let mut count = 0;
        while organizations.try_next().await?.is_some() {
            count += 1;
        }
        eprintln!(
            "{count} organizations streamed, largest memory {}",
            memory::format_size(memory::peak())
        );
        Ok(())
    })
}
