//! Lists the Workspaces from a synchronous program.
//!
//! ```text
//! cargo run -p astro-api --example synchronous
//! ```

mod support;

use std::{io::Write, process::ExitCode};

use astro_api::types::Workspace;
use clap::Parser;
use support::Failure;

/// List the Workspaces from a synchronous program.
///
/// Uses the Organization in ASTRO_ORGANIZATION_ID, or the only one that ASTRO_API_TOKEN has access to. Without a
/// token, it starts a fake of the API on this machine.
#[derive(Debug, Parser)]
struct Options {}

fn main() -> ExitCode {
    Options::parse();
    Failure::exit(run())
}

fn run() -> Result<(), Failure> {
    // One runtime for the whole program: the client's connections live on it.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|e| Failure::Other(format!("cannot start the runtime: {e}")))?;
    let workspaces: Vec<Workspace> = runtime.block_on(async {
        let (organization, _fake) = support::organization().await?;
        let all = organization
            .list_workspaces()
            .stream()
            .try_collect::<Vec<_>>()
            .await?;
        Ok::<_, Failure>(all)
    })?;
    support::print(|out| {
        let mut all = workspaces.iter();
        all.try_for_each(|one| writeln!(out, "{} {}", one.id, one.name))
    })
}
