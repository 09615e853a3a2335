//! Rotates the API tokens that are about to expire, and creates one that is missing.
//!
//! ```text
//! cargo run -p astro-api --example expiring_tokens -- nightly backup-2 --days 30 --out .
//! ```

mod support;

use std::{io::Write, path::PathBuf, process::ExitCode};

use astro_api::types::{ApiTokenScope, CreateApiTokenRequest, RoleName};
use chrono::{TimeDelta, Utc};
use clap::Parser;
use support::Failure;

/// Rotates the API tokens that are about to expire, and creates one that is missing.
///
/// Works in the Organization that ASTRO_ORGANIZATION_ID names, or in the only one that ASTRO_API_TOKEN can see. Without a
/// token, a fake of the API on this machine answers.
#[derive(Debug, Parser)]
struct Options {
    /// The names of the tokens
    #[arg(required = true)]
    names: Vec<String>,
    /// Rotate a token that expires within so many days
    #[arg(long, default_value_t = 30)]
    days: i64,
    /// The folder for the secrets, each in a file of its name
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    Failure::exit(run(Options::parse()).await)
}

async fn run(options: Options) -> Result<(), Failure> {
    let (organization, _fake) = support::organization().await?;
    let present = organization
        .list_api_tokens()
        .stream()
        .try_collect()
        .await?;
    let limit = Utc::now() + TimeDelta::days(options.days);
    for name in &options.names {
        let token = match present.iter().find(|token| token.name == *name) {
            Some(token) if token.end_at.is_some_and(|end| end < limit) => {
                organization.rotate_api_token(&token.id).send().await?
            }
            Some(_) => continue,
            None => {
                let request = CreateApiTokenRequest::builder()
                    .name(name)
                    .role(RoleName::OrganizationMember)
                    .scope(ApiTokenScope::Organization)
                    .token_expiry_period_in_days(90);
                organization.create_api_token(request).send().await?
            }
        };
        // The secret is in this response only.
        let secret = token.token.as_deref().unwrap_or_default();
        let path = options.out.join(name);
        support::write_secret(&path, secret)?;
        support::print(|out| writeln!(out, "the secret of {name} is in {}", path.display()))?;
    }
    Ok(())
}
