//! Counts the audit events of the last day for each user.
//!
//! ```text
//! cargo run -p astro-api --example audit_events_per_user
//! ```

mod support;

use std::{collections::BTreeMap, io::Write, process::ExitCode};

use chrono::{TimeDelta, Utc};
use clap::Parser;
use serde_json::Value;
use support::Failure;

/// Counts the audit events of the last day for each user.
///
/// Uses the Organization in ASTRO_ORGANIZATION_ID, or the only one that ASTRO_API_TOKEN has access to. Without a
/// token, it starts a fake of the API on this machine.
#[derive(Debug, Parser)]
struct Options {}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    Failure::exit(run(Options::parse()).await)
}

async fn run(_: Options) -> Result<(), Failure> {
    let (organization, _fake) = support::organization().await?;
    let now = Utc::now();
    let request = organization.get_organization_audit_logs();
    let request = request.start_date(now - TimeDelta::days(1)).end_date(now);
    let mut events = request.send().await?.into_inner().into_records::<Value>();
    let mut counts = BTreeMap::<String, u64>::new();
    while let Some(event) = events.try_next().await? {
        let user = event["actor"]["id"].as_str().unwrap_or("unknown");
        *counts.entry(user.to_owned()).or_default() += 1;
    }
    support::print(|out| {
        counts
            .iter()
            .try_for_each(|(user, count)| writeln!(out, "{count:5} {user}"))
    })
}
