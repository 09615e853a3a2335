//! What the examples share: a client of the API or of a fake of it, and how a program prints and ends.

#![allow(dead_code, reason = "no example needs all of it")]

mod failure;
pub(crate) mod table;

use std::{
    convert::Infallible,
    io::{self, StdoutLock, Write},
    str::FromStr,
};

use astro_api::{Client, ClientBuilder, RetryPolicy};
use astro_api_fake::{Builder, Fake};
use clap::builder::{PossibleValuesParser, TypedValueParser};

pub(crate) use failure::Failure;

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
        .map_err(|e| Failure::Usage(format!("the fake of the API cannot be started: {e}")))?;
    eprintln!(
        "ASTRO_API_TOKEN is not set, so a fake of the API answers at {}",
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
    pub(crate) organization_id: String,
    _fake: Option<Fake>,
}

impl Session {
    /// Works in the Organization that was named, or in the first one that the token can see. If there are more, says
    /// which one it is.
    pub(crate) async fn open(named: Option<String>) -> Result<Self, Failure> {
        let fake = Fake::builder().organizations(1);
        let (client, fake) = connect(fake, RetryPolicy::default()).await?;
        let organization_id = match named {
            Some(id) => id,
            None => first_organization(&client).await?,
        };
        Ok(Self {
            client,
            organization_id,
            _fake: fake,
        })
    }
}

async fn first_organization(client: &Client) -> Result<String, Failure> {
    let page = client.list_organizations().limit(1).send().await?;
    let Some(first) = page.organizations.first() else {
        return Err(Failure::Other("the token can see no Organization".into()));
    };
    if page.total_count > 1 {
        eprintln!(
            "in the Organization {} ({}), the first of {}; choose another with --organization",
            first.name, first.id, page.total_count
        );
    }
    Ok(first.id.clone())
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
