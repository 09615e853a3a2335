//! What the examples share: a client of the API or of a fake of it, and how a program prints and ends.

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

/// The client of the real API if `ASTRO_API_TOKEN` is set, or else of a fake that is started for it. The fake stops when
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

/// A client, and the Organization that a program works in.
pub(crate) struct Session {
    pub(crate) client: Client,
    pub(crate) organization: OrganizationClient,
    pub(crate) organization_id: String,
    _fake: Option<Fake>,
}

impl Session {
    /// Works in the Organization that was named, or else in the one that the environment names.
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

/// The Organization that the environment names, or that of a fake, which holds what the examples speak of.
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

/// What was found by a name, or an error that there is nothing of that name.
pub(crate) fn found<T>(found: Option<T>, name: &str) -> Result<T, Failure> {
    found.ok_or_else(|| Failure::Other(format!("there is no resource with the name {name:?}")))
}

/// Writes a secret to a file that only its owner can read, in place of one that is there.
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

/// Prints. Whoever reads it may have seen enough, as `head` does, which is no failure.
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

/// Reads one of the values that this version of the SDK knows; `values` is the `VALUES` of the type.
pub(crate) fn one_of<T>(values: &'static [&'static str]) -> impl TypedValueParser<Value = T>
where
    T: FromStr<Err = Infallible> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(values).map(|text| parsed(&text))
}

/// An enumeration value. The SDK takes any text for one, since the API may know more of them.
pub(crate) fn parsed<T: FromStr<Err = Infallible>>(text: &str) -> T {
    match text.parse() {
        Ok(value) => value,
        Err(never) => match never {},
    }
}
