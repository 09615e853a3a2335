//! Rotates an API token, and writes the new secret to a file that only its owner can read.
//!
//! With `ASTRO_API_TOKEN`, it calls the Astro API, where the previous secret stops working at once. Without it, it
//! starts a fake of the API on this machine, whose one API token is named `ci`.
//!
//! ```text
//! cargo run -p astro-api --example rotate_api_token -- ci --out astro-token.txt
//! ```

mod support;

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use astro_api::{OrganizationClient, types::ApiToken};
use clap::Parser;
use support::{Failure, Session};
use tempfile::NamedTempFile;

/// Rotate an API token, and write the new secret to a file that only its owner can read.
///
/// The previous secret stops working at once: programs that use it get 401. The API returns the new secret only once;
/// if it is lost, rotate again.
///
/// Reads ASTRO_API_TOKEN, and ASTRO_API_HOST or ASTRO_DOMAIN for a host other than production. Without a token, it
/// starts a fake of the API on this machine.
///
/// Exit codes: 0 success, 1 the request failed or the file cannot be written, 2 the command line or the environment
/// is wrong.
#[derive(Debug, Parser)]
struct Options {
    /// The name or the id of the API token, not its secret
    token: String,
    /// The file for the new secret; an existing file is replaced
    #[arg(long, value_name = "FILE", required_unless_present = "print")]
    out: Option<PathBuf>,
    /// Print only the new secret, for other programs, instead of writing a file
    #[arg(long, conflicts_with = "out")]
    print: bool,
    /// The id of the Organization [default: ASTRO_ORGANIZATION_ID, or the only one that the token has access to]
    #[arg(long, value_name = "ID")]
    organization: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    Failure::exit(run(Options::parse()).await)
}

async fn run(options: Options) -> Result<(), Failure> {
    let api = Session::open(options.organization).await?;
    let organization = &api.organization;
    let token = find(organization, &options.token).await?;

    // The secret is returned only once, so create the file before requesting it.
    let file = options.out.as_deref().map(new_file).transpose()?;
    let rotated = organization
        .rotate_api_token(&token.id)
        .send()
        .await?
        .into_inner();
    let Some(secret) = rotated.token else {
        return Err(Failure::Other(
            "the response contains no new secret; rotate again".into(),
        ));
    };
    let (Some(mut file), Some(path)) = (file, options.out) else {
        return writeln!(io::stdout(), "{secret}").map_err(|e| {
            Failure::Other(format!("cannot print the new secret: {e}; rotate again"))
        });
    };
    file.write_all(secret.as_bytes())
        .and_then(|()| file.as_file().sync_all())
        .and_then(|()| Ok(file.persist(&path)?))
        .map_err(|e| Failure::file("write the new secret (so rotate again) to", &path, e))?;
    support::print(|out| {
        writeln!(
            out,
            "the new secret of {} ({}) is in {}",
            rotated.name,
            rotated.id,
            path.display()
        )?;
        writeln!(out, "the previous secret is no longer valid")
    })
}

/// Creates a temporary file beside the target. Only its owner can read it, and it is deleted if it is not used.
fn new_file(path: &Path) -> Result<NamedTempFile, Failure> {
    if path.is_dir() {
        return Err(Failure::file("write", path, "it is a folder"));
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))
        .map_err(|e| Failure::file("make", path, e))
}

/// Finds the API token with that id or that name.
async fn find(organization: &OrganizationClient, wanted: &str) -> Result<ApiToken, Failure> {
    let tokens = organization.list_api_tokens();
    let mut tokens = tokens.stream();
    let mut named = Vec::new();
    while let Some(token) = tokens.try_next().await? {
        if token.id == wanted {
            return Ok(token);
        }
        if token.name == wanted {
            named.push(token);
        }
    }
    if named.len() > 1 {
        let ids: Vec<&str> = named.iter().map(|t| t.id.as_str()).collect();
        let ids = ids.join(", ");
        return Err(Failure::Other(format!(
            "several API tokens have the name {wanted}; pass one of their ids: {ids}"
        )));
    }
    let missing = || Failure::Other(format!("no API token has the name or the id {wanted}"));
    named.pop().ok_or_else(missing)
}
