//! Finds a Deployment by its name, and prints its status and address.
//!
//! ```text
//! cargo run -p astro-api --example find_deployment -- tern-counts
//! ```

mod support;

use std::{io::Write, process::ExitCode};

use clap::Parser;
use support::Failure;

/// Finds a Deployment by its name, and prints its status and address.
///
/// Uses the Organization in ASTRO_ORGANIZATION_ID, or the only one that ASTRO_API_TOKEN has access to. Without a
/// token, it starts a fake of the API on this machine.
#[derive(Debug, Parser)]
struct Options {
    /// The name of the Deployment
    name: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    Failure::exit(run(Options::parse()).await)
}

async fn run(options: Options) -> Result<(), Failure> {
    let (organization, _fake) = support::organization().await?;
    let found = organization.find_deployment(&options.name).await?;
    let found = support::found(found, &options.name)?;
    support::print(|out| writeln!(out, "{} {}", found.status, found.web_server_url))
}
