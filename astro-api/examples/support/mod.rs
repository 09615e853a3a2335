//! Code shared by the examples: creates a client of the API or of a fake of it, prints, and exits.

#![allow(dead_code, reason = "no example needs all of it")]

mod failure;
pub(crate) mod table;

use std::{
    convert::Infallible,
    io::{self, StdoutLock, Write},
    path::Path,
    str::FromStr,
};

use astro_api::{Client, ClientBuilder, OrganizationClient, RetryPolicy};
use astro_api_fake::{Builder, Fake};
use chrono::{TimeDelta, Utc};
use clap::builder::{PossibleValuesParser, TypedValueParser};

pub(crate) use failure::Failure;
use serde_json::{Value, json};
use tempfile::NamedTempFile;

/// Creates a client of the real API if `ASTRO_API_TOKEN` is set, or else of a fake that it starts. The fake stops when
/// it is dropped.
pub(crate) async fn connect(
    fake: Builder,
    retry: RetryPolicy,
) -> Result<(Client, Option<Fake>), Failure> {
    let has_token = std::env::var("ASTRO_API_TOKEN").is_ok_and(|t| !t.trim().is_empty());
    if has_token {
        let builder = ClientBuilder::from_env().map_err(Failure::environment)?;
        let client = builder.retry(retry).build().map_err(Failure::environment)?;
        return Ok((client, None));
    }
    let fake = fake
        .start()
        .await
        .map_err(|e| Failure::Usage(format!("cannot start the fake of the API: {e}")))?;
    eprintln!(
        "ASTRO_API_TOKEN is not set; using a fake of the API at {}",
        fake.base_url()
    );
    let builder = Client::builder()
        .token(fake.token())
        .base_url(fake.base_url());
    let client = builder.retry(retry).build().map_err(Failure::environment)?;
    Ok((client, Some(fake)))
}

/// A client, and the Organization to use.
pub(crate) struct Session {
    pub(crate) client: Client,
    pub(crate) organization: OrganizationClient,
    pub(crate) organization_id: String,
    _fake: Option<Fake>,
}

impl Session {
    /// Selects the named Organization, or else the one in the environment.
    pub(crate) async fn open(named: Option<String>) -> Result<Self, Failure> {
        let fake = Fake::builder().organizations(1);
        let (client, fake) = connect(fake, RetryPolicy::default()).await?;
        let organization = match named {
            Some(id) => client.organization(id),
            None => client.organization_from_env().await?,
        };
        Ok(Self {
            client,
            organization_id: organization.organization_id().to_owned(),
            organization,
            _fake: fake,
        })
    }
}

/// Returns the Organization in the environment, or that of a fake, which has the resources used by the examples.
pub(crate) async fn organization() -> Result<(OrganizationClient, Option<Fake>), Failure> {
    let fake = Fake::builder().organizations(1).around_now();
    let (client, fake) = connect(fake, RetryPolicy::default()).await?;
    let organization = client.organization_from_env().await?;
    if let Some(fake) = &fake {
        let id = organization.organization_id();
        let mut terns = fake.collection(id, "deployments").swap_remove(0);
        let workspace = terns["workspaceId"].clone();
        terns["id"] = Value::Null;
        terns["name"] = "tern-counts".into();
        terns["isDevelopmentMode"] = true.into();
        let mut gulls = terns.clone();
        gulls["name"] = "gull-counts".into();
        gulls["status"] = "UNHEALTHY".into();
        for (collection, resource) in [
            ("deployments", terns),
            ("deployments", gulls),
            (
                "users",
                json!({
                    "username": "ada@birds.example",
                    "organizationRole": "ORGANIZATION_MEMBER",
                    "workspaceRoles": [{ "workspaceId": workspace, "role": "WORKSPACE_MEMBER" }],
                }),
            ),
            (
                "tokens",
                json!({ "name": "nightly", "endAt": Utc::now() + TimeDelta::days(7) }),
            ),
        ] {
            fake.put(id, collection, resource);
        }
    }
    Ok((organization, fake))
}

/// Returns the value found by name, or an error if no value was found.
pub(crate) fn found<T>(found: Option<T>, name: &str) -> Result<T, Failure> {
    found.ok_or_else(|| Failure::Other(format!("there is no resource with the name {name:?}")))
}

/// Writes a secret to a file that only its owner can read, replacing an existing one.
pub(crate) fn write_secret(path: &Path, secret: &str) -> Result<(), Failure> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    let failed = |e| Failure::file("write the new secret to", path, e);
    let file = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")));
    let mut file = file.map_err(failed)?;
    file.write_all(secret.as_bytes())
        .and_then(|()| file.as_file().sync_all())
        .and_then(|()| Ok(file.persist(path)?))
        .map_err(failed)?;
    Ok(())
}

/// Prints text. A reader that closes the pipe early, as `head` does, is not an error.
pub(crate) fn print(
    write: impl FnOnce(&mut StdoutLock<'_>) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match write(&mut out).and_then(|()| out.flush()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Other(format!("cannot print: {e}")))
        }
        _ => Ok(()),
    }
}

/// Parses one of the values that this version of the SDK knows; `values` is the type's `VALUES`.
pub(crate) fn one_of<T>(values: &'static [&'static str]) -> impl TypedValueParser<Value = T>
where
    T: FromStr<Err = Infallible> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(values).map(|text| parsed(&text))
}

/// Parses an enum value. The SDK accepts any text, since the API may have values that it does not know.
pub(crate) fn parsed<T: FromStr<Err = Infallible>>(text: &str) -> T {
    match text.parse() {
        Ok(value) => value,
        Err(never) => match never {},
    }
}
