//! Deploys a folder of DAGs to a Deployment, with a progress bar.
//!
//! With `ASTRO_API_TOKEN`, it calls the Astro API. Without it, it starts a fake of the API on this machine.
//!
//! ```text
//! cargo run -p astro-api --example deploy_dags --features deploy -- astro-api/examples/dags
//! ```

mod support;

use std::{io::Write, path::PathBuf, process::ExitCode};

use astro_api::{Error, deploy::DeployProgress};
use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use support::{Failure, Session};

/// Deploy a folder of DAGs to a Deployment, replacing all its DAGs.
///
/// Reads ASTRO_API_TOKEN, and ASTRO_API_HOST or ASTRO_DOMAIN for a host other than production. Without a token, it
/// starts a fake of the API on this machine.
///
/// Exit codes: 0 the DAGs are deployed, 1 the deploy failed, 2 the command line or the environment is wrong.
#[derive(Debug, Parser)]
struct Options {
    /// The folder of the DAGs, or a tar.gz of it
    dags: PathBuf,
    /// The id of the Deployment [default: the first one of the Organization]
    #[arg(long, value_name = "ID")]
    deployment: Option<String>,
    /// The description of the deploy
    #[arg(long)]
    description: Option<String>,
    /// The id of a failed deploy, to continue it
    #[arg(long, value_name = "ID")]
    resume: Option<String>,
    /// The id of the Organization [default: the first one that the token has access to]
    #[arg(long, value_name = "ID")]
    organization: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    Failure::exit(run(Options::parse()).await)
}

async fn run(options: Options) -> Result<(), Failure> {
    let api = Session::open(options.organization).await?;
    let organization = api.client.organization(&api.organization_id);
    let deployment_id = match options.deployment {
        Some(id) => id,
        None => {
            let page = organization.list_deployments().limit(1).send().await?;
            let first = page.into_inner().deployments.into_iter().next();
            first
                .ok_or_else(|| Failure::Other("there is no Deployment".into()))?
                .id
        }
    };

    let style = ProgressStyle::with_template("{msg} [{bar:30}] {bytes} of {total_bytes}");
    let bar =
        ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let shown = bar.clone();
    let mut deploy = organization.deploy(deployment_id).dags(options.dags);
    if let Some(id) = options.resume {
        deploy = deploy.resume(id);
    }
    let result = deploy
        .description(options.description)
        .on_progress(move |progress| match progress {
            DeployProgress::Packing { bytes, .. } => shown.set_position(*bytes),
            DeployProgress::Created { deploy_id, .. } => {
                shown.println(format!("deploy {deploy_id}"))
            }
            DeployProgress::Uploading { sent, total, .. } => {
                shown.set_message("uploading");
                shown.set_length(*total);
                shown.set_position(*sent);
            }
            _ => shown.set_message("waiting"),
        })
        .await;
    bar.finish_and_clear();
    let deploy = result.map_err(Error::from)?;
    support::print(|out| writeln!(out, "deploy {} is {}", deploy.id, deploy.status))
}
