//! Replaces the secret of an API token, and puts the new one into a file that only its owner can read.
//!
//! With `ASTRO_API_TOKEN` set, it calls the Astro API, where programs with the former secret are locked out at once;
//! without, it starts a fake of the API on this machine, whose one API token is named `ci`.
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

/// Replace the secret of an API token, and put the new one into a file that only its owner can read.
///
/// The former secret ends at once: programs that still have it are refused with 401. The new one can never be read
/// again; if it is lost, rotate again.
///
/// Reads ASTRO_API_TOKEN, and ASTRO_API_HOST or ASTRO_DOMAIN for another place than production. Without a token, a fake
/// of the API on this machine answers.
///
/// Exit codes: 0 all is well, 1 the API, the way to it or the file failed, 2 the command line or the environment is
/// wrong.
#[derive(Debug, Parser)]
struct Options {
    /// The name or the id of the API token, not its secret
    token: String,
    /// The file to put the new secret into; one that is there is replaced
    #[arg(long, value_name = "FILE", required_unless_present = "print")]
    out: Option<PathBuf>,
    /// Print the new secret instead, and nothing else, for a program to read
    #[arg(long, conflicts_with = "out")]
    print: bool,
    /// The id of the Organization; that of ASTRO_ORGANIZATION_ID or the only one that the token can see, unless told
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

    // The secret comes once, so there must be a place for it before it is asked for.
    let file = options.out.as_deref().map(new_file).transpose()?;
    let rotated = organization
        .rotate_api_token(&token.id)
        .send()
        .await?
        .into_inner();
    let Some(secret) = rotated.token else {
        return Err(Failure::Other(
            "the answer has no new secret; rotate again".into(),
        ));
    };
    let (Some(mut file), Some(path)) = (file, options.out) else {
        return writeln!(io::stdout(), "{secret}").map_err(|e| {
            Failure::Other(format!("cannot print the new secret, so rotate again: {e}"))
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
        writeln!(out, "the former one is no longer valid")
    })
}

/// A file beside the one that it is to replace. Only its owner can read it, and it goes away if it is not used.
fn new_file(path: &Path) -> Result<NamedTempFile, Failure> {
    if path.is_dir() {
        return Err(Failure::file("write", path, "it is a folder"));
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))
        .map_err(|e| Failure::file("make", path, e))
}

/// The API token with that id, or the one with that name.
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
            "several API tokens are named {wanted}; give the id, one of {ids}"
        )));
    }
    let missing = || Failure::Other(format!("no API token has the name or the id {wanted}"));
    named.pop().ok_or_else(missing)
}
