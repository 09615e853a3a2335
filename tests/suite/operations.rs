//! Every operation, as it goes out: with only what is required, and with all that can be said.
//!
//! What is sent is shown in a snapshot a resource, and held against the document: the path, the names in the query, and
//! that no member of a body was lost, whichever variant of a union it is.

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

use std::{collections::BTreeSet, future::Future, pin::Pin};

use astro_api::Client;
use astro_api_fake::{Fake, RecordedRequest};
use astro_api_tests::{client, fake, root};
use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::documents;

type Sending = Pin<Box<dyn Future<Output = ()> + Send>>;

/// An operation with some of its parameters.
struct Case {
    /// The operation, a comma, and what is special about the case.
    name: &'static str,
    /// The body that is due, or `null` for none.
    body: Value,
    send: Box<dyn Fn(Client, Value) -> Sending + Send + Sync>,
}

impl Case {
    fn operation(&self) -> &'static str {
        self.name.split(',').next().unwrap()
    }
}

/// A case: its name, its body, and the call up to `send`.
macro_rules! case {
    ($name:literal, $body:tt, |$client:ident, $json:ident| $call:expr) => {
        Case {
            name: $name,
            body: serde_json::json!($body),
            send: Box::new(|$client: astro_api::Client, $json: serde_json::Value| {
                Box::pin(async move {
                    // Whether the server likes what it gets is not the question here.
                    let _ = $call.send().await;
                })
            }),
        }
    };
}

use case;

/// A body, read from JSON as a user might read it from a file.
fn body<T: DeserializeOwned>(json: &Value) -> T {
    serde_json::from_value(json.clone()).unwrap_or_else(|e| panic!("{e}: {json}"))
}

/// An enumeration value, which must be one that the crate knows.
fn known<T: DeserializeOwned + AsRef<str> + std::fmt::Debug>(text: &str) -> T {
    let value: T = serde_json::from_value(text.into()).unwrap();
    assert!(!format!("{value:?}").starts_with("UnknownValue"), "{text}");
    value
}

fn time(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

/// The cases by resource.
fn resources() -> Vec<(&'static str, Vec<Case>)> {
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

/// Sends a case to a fake of its own, and gives back what arrived.
async fn sent(case: &Case) -> RecordedRequest {
    let fake: Fake = fake(0).await;
    (case.send)(client(fake.base_url()), case.body.clone()).await;
    let mut requests = fake.requests();
    assert_eq!(requests.len(), 1, "{}: {requests:?}", case.name);
    requests.remove(0)
}

fn body_of(request: &RecordedRequest) -> Value {
    if request.body.is_empty() {
        Value::Null
    } else {
        serde_json::from_slice(&request.body).unwrap()
    }
}

/// What a reviewer wants to see of a request.
fn shown(case: &Case, request: &RecordedRequest) -> String {
    let mut text = format!("# {}\n{} {}\n", case.name, request.method, request.path);
    if !request.query.is_empty() {
        text.push_str(&format!("  ?{}\n", request.query.replace('&', "\n  &")));
    }
    if !request.body.is_empty() {
        text.push_str(&format!("{}\n", body_of(request)));
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent() {
    for (resource, cases) in resources() {
        let mut text = String::new();
        for case in &cases {
            text.push_str(&shown(case, &sent(case).await));
            text.push('\n');
        }
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "snapshots/operations" }, {
            insta::assert_snapshot!(resource, text);
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_member_of_a_body_is_lost() {
    for (_, cases) in resources() {
        for case in &cases {
            assert_eq!(body_of(&sent(case).await), case.body, "{}", case.name);
        }
    }
}

/// The operations of the document by their name, with path and method.
fn declared() -> Vec<(String, String, String, Value)> {
    let document: Value =
        serde_json::from_str(&documents::as_json(&documents::checked_in())).unwrap();
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap().to_owned();
            all.push((id, path.clone(), method.to_uppercase(), operation.clone()));
        }
    }
    all
}

#[test]
fn every_operation_is_here() {
    let here: BTreeSet<String> = resources()
        .iter()
        .flat_map(|(_, cases)| cases)
        .map(|case| case.operation().to_owned())
        .collect();
    let declared: BTreeSet<String> = declared().into_iter().map(|(id, ..)| id).collect();
    assert_eq!(here, declared, "left: here; right: in the document");
}

/// Path, method and query are those of the document; all parameters are sent where all are set, and only the required
/// ones where the least is.
#[tokio::test(flavor = "multi_thread")]
async fn requests_are_as_the_document_says() {
    let declared = declared();
    for (_, cases) in resources() {
        for case in &cases {
            let (_, path, method, operation) = declared
                .iter()
                .find(|(id, ..)| id == case.operation())
                .unwrap();
            let request = sent(case).await;
            assert_eq!(request.method, *method, "{}", case.name);
            let segments: Vec<&str> = request.path.trim_start_matches("/v1/").split('/').collect();
            let template: Vec<&str> = path.trim_start_matches('/').split('/').collect();
            assert_eq!(segments.len(), template.len(), "{}", case.name);
            for (segment, expected) in segments.iter().zip(&template) {
                assert!(
                    segment == expected || expected.starts_with('{'),
                    "{}: {segment} for {expected}",
                    case.name
                );
            }
            let all = case.name.contains(", all");
            let expected: BTreeSet<&str> = operation["parameters"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|p| p["in"] == "query" && (all || p["required"] == true))
                .map(|p| p["name"].as_str().unwrap())
                .collect();
            let pairs = request.query.split('&').filter(|p| !p.is_empty());
            let names: BTreeSet<&str> = pairs.map(|p| p.split('=').next().unwrap()).collect();
            assert_eq!(names, expected, "{}", case.name);
        }
    }
}

/// A file a resource, so that a new one has its place.
#[test]
fn every_file_is_a_resource() {
    let folder = root().join("tests/suite/operations");
    assert_eq!(
        std::fs::read_dir(folder).unwrap().count(),
        resources().len()
    );
}
