//! Every operation, called as by a user: with the required members only, and with all.

mod agent_token;
mod allowed_ip_address_range;
mod api_token;
mod authorization;
mod cluster;
mod deploy;
mod deployment;
mod environment;
mod invite;
mod options;
mod organization;
mod role;
mod team;
mod user;
mod workspace;

use std::{future::Future, pin::Pin};

use astro_api::{ByteStream, Client, Error, Response};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

// Each path parameter and each id in a body has a distinct id, so that mixing them up is detected.
const AGENT: &str = "cmf0agent700008l2c5ayb9pt";
const AGENT_TOKEN: &str = "cmf0agent000008l2c5ayb9pt";
const CLUSTER: &str = "cmf0cluster0008l2c5ayb9pt";
const DEPLOY: &str = "cmf0deploy00008l2c5ayb9pt";
const DEPLOYMENT: &str = "cmf0deployment0l2c5ayb9pt";
const ENVIRONMENT_OBJECT: &str = "cmf0object00008l2c5ayb9pt";
const INVITE: &str = "cmf0invite00008l2c5ayb9pt";
const MEMBER: &str = "cmf0member00008l2c5ayb9pt";
const ORGANIZATION: &str = "cmf0organization2c5ayb9pt";
const RANGE: &str = "cmf0range000008l2c5ayb9pt";
const ROLE: &str = "cmf0role0000008l2c5ayb9pt";
const TEAM: &str = "cmf0team0000008l2c5ayb9pt";
const TOKEN_ID: &str = "cmf0token000008l2c5ayb9pt";
const USER: &str = "cmf0user0000008l2c5ayb9pt";
const WORKSPACE: &str = "cmf0workspace08l2c5ayb9pt";

/// The result of a call: the decoded response as JSON again, `None` if the response has no body.
type CallFuture = Pin<Box<dyn Future<Output = Result<Option<Value>, Error>> + Send>>;

/// A call of an operation.
pub(crate) struct Case {
    /// The name of the operation in the document.
    pub(crate) operation: &'static str,
    /// `least`, `all`, or `null`, and the variant of the body if there are several.
    pub(crate) name: &'static str,
    pub(crate) send: fn(Client) -> CallFuture,
}

/// An iteration through all pages of a list; its items as a JSON list.
pub(crate) struct ListCase {
    pub(crate) operation: &'static str,
    pub(crate) send: fn(Client) -> CallFuture,
}

/// A case: its operation, its name, its response type, and the call up to `send`.
macro_rules! case {
    ($operation:literal, $name:literal, $response_kind:ident, $call:expr) => {
        crate::wire::calls::Case {
            operation: $operation,
            name: $name,
            send: |client| {
                Box::pin(async move {
                    let call: fn(astro_api::Client) -> _ = $call;
                    crate::wire::calls::$response_kind(call(client).send().await?).await
                })
            },
        }
    };
}

/// An iteration: its operation, and the call up to `stream`.
macro_rules! list_case {
    ($operation:literal, $call:expr) => {
        crate::wire::calls::ListCase {
            operation: $operation,
            send: |client| {
                Box::pin(async move {
                    let call: fn(astro_api::Client) -> _ = $call;
                    let items = call(client).stream().try_collect::<Vec<_>>().await?;
                    Ok(Some(serde_json::to_value(items).unwrap()))
                })
            },
        }
    };
}

use {case, list_case};

async fn json<T: Serialize>(response: Response<T>) -> Result<Option<Value>, Error> {
    let value = serde_json::to_value(response.into_inner()).unwrap();
    // A response without a body is `()`, which is `null` in JSON.
    Ok((!value.is_null()).then_some(value))
}

async fn bytes(response: Response<ByteStream>) -> Result<Option<Value>, Error> {
    let mut stream = response.into_inner();
    let mut all = Vec::new();
    while let Some(part) = stream.try_next().await? {
        all.extend_from_slice(&part);
    }
    Ok(Some(String::from_utf8_lossy(&all).into()))
}

fn time(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

/// The cases by resource.
pub(crate) fn resources() -> Vec<(&'static str, Vec<Case>)> {
    vec![
        ("agent_token", agent_token::cases()),
        (
            "allowed_ip_address_range",
            allowed_ip_address_range::cases(),
        ),
        ("api_token", api_token::cases()),
        ("authorization", authorization::cases()),
        ("cluster", cluster::cases()),
        ("deploy", deploy::cases()),
        ("deployment", deployment::cases()),
        ("environment", environment::cases()),
        ("invite", invite::cases()),
        ("options", options::cases()),
        ("organization", organization::cases()),
        ("role", role::cases()),
        ("team", team::cases()),
        ("user", user::cases()),
        ("workspace", workspace::cases()),
    ]
}

/// All cases.
pub(crate) fn cases() -> Vec<Case> {
    resources().into_iter().flat_map(|(_, all)| all).collect()
}

/// The iterations through lists.
pub(crate) fn list_cases() -> Vec<ListCase> {
    [
        agent_token::list_cases(),
        allowed_ip_address_range::list_cases(),
        api_token::list_cases(),
        cluster::list_cases(),
        deploy::list_cases(),
        deployment::list_cases(),
        environment::list_cases(),
        organization::list_cases(),
        role::list_cases(),
        team::list_cases(),
        user::list_cases(),
        workspace::list_cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
