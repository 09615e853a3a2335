//! Rotates the API tokens that expire within 30 days, and creates missing ones.
//!
//! ```text
//! cargo run -p astro-api --example expiring_tokens -- . nightly backup-2
//! ```

mod support;

use std::{io::Write, path::PathBuf, process::ExitCode};

use astro_api::types::{ApiTokenScope, CreateApiTokenRequest, RoleName};
use chrono::{TimeDelta, Utc};
use clap::Parser;
use support::Failure;

/// Rotates the API tokens that expire within 30 days, and creates missing ones.
///
/// Uses the Organization in ASTRO_ORGANIZATION_ID, or the only one that ASTRO_API_TOKEN has access to. Without a
/// token, it starts a fake of the API on this machine.
#[derive(Debug, Parser)]
struct Options {
    /// The folder for the secrets, each in a file of its token's name
    folder: PathBuf,
    /// The names of the tokens
    names: Vec<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    Failure::exit(run(Options::parse()).await)
}

async fn run(options: Options) -> Result<(), Failure> {
    let (organization, _fake) = support::organization().await?;
    let all = organization.list_api_tokens();
    let present = all.stream().try_collect::<Vec<_>>().await?;
    let new = CreateApiTokenRequest::builder().scope(ApiTokenScope::Organization);
    let new = new
        .role(RoleName::OrganizationMember)
        .token_expiry_period_in_days(90);
    let limit = Utc::now() + TimeDelta::days(30);
    for name in &options.names {
        let token = match present.iter().find(|token| token.name == *name) {
            None => {
                let new = new.clone().name(name);
                organization.create_api_token(new).send().await?
            }
            Some(token) if token.end_at.is_some_and(|end| end < limit) => {
                organization.rotate_api_token(&token.id).send().await?
            }
            Some(_) => continue,
        };
        // The secret is in this response only.
        let path = options.folder.join(name);
        support::write_secret(&path, token.token.as_deref().unwrap_or_default())?;
        support::print(|out| writeln!(out, "the secret of {name} is in {}", path.display()))?;
    }
    Ok(())
}
