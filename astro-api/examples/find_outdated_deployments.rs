//! Finds the Deployments that run an old version of Astro Runtime.
//!
//! With `ASTRO_API_TOKEN`, it calls the Astro API. Without it, it starts a fake of the API on this machine.
//!
//! ```text
//! cargo run -p astro-api --example find_outdated_deployments -- --max-days-behind 180
//! ```

mod support;

use std::{collections::HashMap, io::Write, process::ExitCode};

use astro_api::types::{Deployment, RuntimeRelease};
use clap::Parser;
use support::{Failure, Session};

/// Find the Deployments that run an old version of Astro Runtime.
///
/// A version is old if the API no longer offers it for new Deployments, or if it was released long before the newest
/// one. Release dates are compared, because the format of version numbers has changed.
///
/// Reads ASTRO_API_TOKEN, and ASTRO_API_HOST or ASTRO_DOMAIN for a host other than production. Without a token, it
/// starts a fake of the API on this machine.
///
/// Exit codes: 0 none was found, 1 some were found, 2 a request failed, or the command line or the environment is
/// wrong.
#[derive(Debug, Parser)]
struct Options {
    /// The maximum number of days between the releases of a version and of the newest one
    #[arg(long, value_name = "N", default_value_t = 180)]
    max_days_behind: i64,
    /// The release channel of the newest version
    #[arg(long, default_value = "stable")]
    channel: String,
    /// The id of the Organization [default: ASTRO_ORGANIZATION_ID, or the only one that the token has access to]
    #[arg(long, value_name = "ID")]
    organization: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Options::parse()).await {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(failure) => {
            failure.report();
            ExitCode::from(2)
        }
    }
}

/// Returns how many were found.
async fn run(options: Options) -> Result<usize, Failure> {
    let api = Session::open(options.organization).await?;
    let organization = &api.organization;

    let offer = organization.get_deployment_options().send().await?;
    let releases = &offer.runtime_releases;
    let of_channel = releases.iter().filter(|r| r.channel == options.channel);
    let Some(newest) = of_channel.max_by_key(|r| r.release_date) else {
        let channel = options.channel;
        return Err(Failure::Other(format!(
            "the API offers no version in the channel {channel}"
        )));
    };
    let by_version: HashMap<&str, &RuntimeRelease> =
        releases.iter().map(|r| (r.version.as_str(), r)).collect();

    let mut deployments = organization.list_deployments().stream();
    let (mut checked, mut rows) = (0, Vec::new());
    while let Some(deployment) = deployments.try_next().await? {
        checked += 1;
        let release = by_version.get(deployment.runtime_version.as_str());
        let why = match release.map(|r| (newest.release_date - r.release_date).num_days()) {
            None => "no longer offered".to_owned(),
            Some(days) if days > options.max_days_behind => format!("{days} days behind"),
            Some(_) => continue,
        };
        rows.push(row(deployment, why));
    }
    rows.sort();
    let found = rows.len();
    support::print(|out| {
        if found > 0 {
            support::table::write(
                out,
                ["WORKSPACE", "DEPLOYMENT", "RUNTIME", "AIRFLOW", "WHY"],
                rows,
            )?;
            writeln!(out)?;
        }
        let newest = &newest.version;
        writeln!(
            out,
            "{found} of {checked} deployments are outdated; the newest version is {newest}"
        )
    })?;
    Ok(found)
}

fn row(deployment: Deployment, why: String) -> [String; 5] {
    [
        deployment.workspace_name.unwrap_or(deployment.workspace_id),
        deployment.name,
        deployment.runtime_version,
        deployment.airflow_version,
        why,
    ]
}
