//! Tests the checked-in document, with a fake that has every kind of resource.

use std::{collections::BTreeSet, sync::OnceLock};

use astro_api_fake::{Fake, FakeResponse};
use astro_api_probe::{rules, seed};
use serde_json::{Value, json};

use crate::{Options, Outcome, SPEC, client, fake, lines, probe_fake, shown};

/// Enough Organizations for two pages.
const ORGANIZATIONS: u32 = 12;
const LOGS: &str = "/organizations/{organizationId}/deployments/{deploymentId}/logs";
/// Paths without an enum in the responses of the fake.
const WITHOUT_ENUMERATION: [&str; 3] = [
    "/authorization/permission-groups",
    LOGS,
    "/organizations/{organizationId}/teams/{teamId}/members",
];
/// Paths without a time in their responses.
const WITHOUT_TIME: [&str; 7] = [
    "/authorization/permission-groups",
    "/organizations/{organizationId}/cluster-options",
    LOGS,
    "/organizations/{organizationId}/environment-objects",
    "/organizations/{organizationId}/environment-objects/{environmentObjectId}",
    "/organizations/{organizationId}/role-templates",
    "/organizations/{organizationId}/users/{userId}/teams",
];
/// A marker in every text that is not an id.
const MARK: &str = "zq8x7";

fn spec() -> &'static Value {
    static SPEC_READ: OnceLock<Value> = OnceLock::new();
    SPEC_READ.get_or_init(|| yaml_serde::from_str(&std::fs::read_to_string(SPEC).unwrap()).unwrap())
}

/// Returns the GET paths of the document.
pub(crate) fn readable() -> BTreeSet<&'static str> {
    let paths = spec()["paths"].as_object().unwrap().iter();
    let readable = paths.filter(|(_, item)| item.get("get").is_some());
    readable.map(|(path, _)| path.as_str()).collect()
}

/// Returns the path template of a request: the one with the most literal segments.
fn path_template(path: &str) -> &'static str {
    let steps = |path: &'static str| path.split('/').skip(1);
    let requested: Vec<&str> = path.strip_prefix("/v1/").unwrap().split('/').collect();
    let is_step = |(requested, step): (&&str, &str)| *requested == step || step.starts_with('{');
    let fits = |path: &&'static str| {
        steps(path).count() == requested.len() && requested.iter().zip(steps(path)).all(is_step)
    };
    let fitting = readable().into_iter().filter(fits);
    fitting
        .min_by_key(|path| path.matches('{').count())
        .unwrap()
}

async fn seeded() -> Fake {
    let fake = fake(ORGANIZATIONS).await;
    seed(&client(&fake)).await.unwrap();
    fake.clear_requests();
    fake
}

/// Returns the requested paths.
fn requested(fake: &Fake) -> BTreeSet<&'static str> {
    fake.requests()
        .iter()
        .map(|r| path_template(&r.path))
        .collect()
}

#[tokio::test]
async fn every_get_operation_is_requested_and_has_no_findings() {
    let fake = seeded().await;
    let outcome = probe_fake(spec(), &fake, &Options::default()).await;
    assert_eq!(lines(&outcome.report), [""; 0]);
    assert_eq!(outcome.report.notes, [""; 0]);
    assert_eq!(requested(&fake), readable());
    assert!(fake.requests().iter().all(|r| r.method == "GET"));
    let count = readable().len();
    assert_eq!((outcome.read, outcome.operations), (count, count));
}

/// A new fake lacks some kinds of resources.
#[tokio::test]
async fn operations_that_are_not_requested_are_noted() {
    let fake = fake(ORGANIZATIONS).await;
    let outcome = probe_fake(spec(), &fake, &Options::default()).await;
    assert_eq!(lines(&outcome.report), [""; 0]);
    let mut left: BTreeSet<String> = outcome.report.notes.into_iter().collect();
    let requested = requested(&fake);
    for path in readable().difference(&requested) {
        let id = path.rsplit(['{', '}']).nth(1).unwrap();
        let note = format!("GET {path} was not requested: no id is known for `{id}`");
        assert!(left.remove(&note), "{note} is not in {left:#?}");
    }
    assert!(left.is_empty(), "{left:#?}");
    assert_eq!(outcome.read, requested.len());
    assert!(requested.len() < readable().len());
}

/// A response of the seeded fake.
#[derive(Clone)]
struct Recorded {
    /// The path template of the document.
    path: &'static str,
    content_type: String,
    body: Vec<u8>,
}

/// Returns the responses to all requests of a probe, in order.
async fn recorded_responses() -> Vec<Recorded> {
    let fake = seeded().await;
    probe_fake(spec(), &fake, &Options::default()).await;
    let plain = reqwest::Client::new();
    let mut responses = Vec::new();
    for request in fake.requests() {
        let url = format!(
            "http://{}{}?{}",
            fake.address(),
            request.path,
            request.query
        );
        let response = plain.get(url).bearer_auth(fake.token());
        let response = response.send().await.unwrap();
        let content_type = response.headers()["content-type"]
            .to_str()
            .unwrap()
            .to_owned();
        responses.push(Recorded {
            path: path_template(&request.path),
            content_type,
            body: response.bytes().await.unwrap().into(),
        });
    }
    responses
}

/// Probes a fake that returns these responses, and returns the paths of those that are JSON as well.
async fn probe_responses(
    recorded: &[Recorded],
    edit: impl Fn(&'static str, Value) -> FakeResponse,
) -> (Outcome, BTreeSet<&'static str>) {
    let fake = fake(0).await;
    let mut edited = BTreeSet::new();
    for response in recorded {
        fake.next(match serde_json::from_slice(&response.body) {
            Ok(body) => {
                edited.insert(response.path);
                edit(response.path, body)
            }
            Err(_) => FakeResponse::new(200)
                .content_type(response.content_type.as_str())
                .body(response.body.as_slice()),
        });
    }
    let outcome = probe_fake(spec(), &fake, &Options::default()).await;
    (outcome, edited)
}

/// Replaces everything except ids and containers.
fn replace(value: Value, by: &dyn Fn(&Value) -> Option<Value>) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .map(|(key, value)| match key == "id" {
                true => (key, value),
                false => (key, replace(value, by)),
            })
            .collect(),
        Value::Array(items) => items.into_iter().map(|item| replace(item, by)).collect(),
        other => by(&other).unwrap_or(other),
    }
}

/// Changes every object.
fn each_object(value: &mut Value, change: &dyn Fn(&mut serde_json::Map<String, Value>)) {
    match value {
        Value::Object(members) => {
            members.values_mut().for_each(|v| each_object(v, change));
            change(members);
        }
        Value::Array(items) => items.iter_mut().for_each(|v| each_object(v, change)),
        _ => {}
    }
}

fn is_constant(value: &Value) -> bool {
    let is = |c: char| c.is_ascii_uppercase() || c == '_';
    value
        .as_str()
        .is_some_and(|t| t.len() > 2 && t.chars().all(is))
}

fn is_time(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|t| t.contains('T') && t.ends_with('Z') && t.len() >= 20)
}

/// Returns the response with the fault of a rule at every place where it can be inserted.
fn inject_fault(rule: &str, mut body: Value) -> FakeResponse {
    match rule {
        "P01" => each_object(&mut body, &|members| {
            members.insert("planted".to_owned(), json!(1));
        }),
        "P02" => body = replace(body, &|v| is_constant(v).then(|| json!("PLANTED"))),
        "P03" => each_object(&mut body, &|members| {
            members.retain(|key, value| key == "id" || value.is_array() || value.is_object());
        }),
        "P04" => body = replace(body, &|_| Some(Value::Null)),
        "P05" => body = replace(body, &|v| Some(json!([v]))),
        "P06" => body = replace(body, &|v| is_time(v).then(|| json!("last week"))),
        "P07" => body = replace(body, &|v| v.is_number().then(|| json!(-1))),
        "P08" => return FakeResponse::json(203, &body),
        "P09" => return FakeResponse::json(200, &body).content_type("text/planted"),
        "P10" => {
            let text = body.to_string();
            return FakeResponse::new(200)
                .content_type("application/json")
                .body(&text.as_bytes()[1..]);
        }
        other => panic!("there is no fault for {other}"),
    }
    FakeResponse::json(200, &body)
}

/// Returns whether ids from a path fill other paths: such a response is left unchanged if a fault would remove the ids.
fn has_below(path: &str) -> bool {
    let below = format!("{path}/{{");
    readable().iter().any(|other| other.starts_with(&below))
}

#[tokio::test]
async fn each_rule_finds_its_faults_in_every_operation() {
    let recorded = recorded_responses().await;
    for rule in rules::ALL.iter().map(|rule| rule.id) {
        let (outcome, edited) = probe_responses(&recorded, |path, body| match rule {
            "P10" if has_below(path) => FakeResponse::json(200, &body),
            _ => inject_fault(rule, body),
        })
        .await;
        let findings = &outcome.report.findings;
        let others: Vec<_> = findings.iter().filter(|f| f.rule != rule).collect();
        assert!(others.is_empty(), "{rule}: {others:#?}");
        let found: BTreeSet<&str> = findings
            .iter()
            .flat_map(|finding| &finding.used_by)
            .map(|operation| operation.strip_prefix("GET ").unwrap())
            .collect();
        let expected: BTreeSet<&str> = match rule {
            "P02" => &edited - &WITHOUT_ENUMERATION.into(),
            "P06" => &edited - &WITHOUT_TIME.into(),
            // No other schema declares bounds of its numbers.
            "P07" => [LOGS].into(),
            "P10" => edited.into_iter().filter(|p| !has_below(p)).collect(),
            _ => edited,
        };
        assert_eq!(found, expected, "{rule}");
    }
}

/// Every text is replaced by one with a marker; no id is shown either.
#[tokio::test]
async fn reports_contain_no_values_of_responses() {
    let recorded = recorded_responses().await;
    let mut ids = BTreeSet::new();
    for response in &recorded {
        if let Ok(body) = serde_json::from_slice(&response.body) {
            collect_ids(&body, &mut ids);
        }
    }
    assert!(ids.len() > 50, "{ids:?}");
    let text = format!("{MARK}@company.example");
    let marked = |v: &Value| match v {
        Value::String(_) => Some(json!(text)),
        Value::Number(_) => Some(json!(718_281_828)),
        _ => Some(json!({ text.as_str(): text })),
    };
    let (outcome, edited) = probe_responses(&recorded, |_, body| {
        FakeResponse::json(200, &replace(body, &marked))
    })
    .await;
    assert!(outcome.report.findings.len() > edited.len());
    let report = shown(&outcome.report);
    assert!(
        !report.contains(MARK) && !report.contains("718281828"),
        "{report}"
    );
    for id in ids {
        assert!(!report.contains(&id), "{id} in {report}");
    }
}

fn collect_ids(value: &Value, ids: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            ids.extend(members.get("id").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|value| collect_ids(value, ids));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_ids(item, ids)),
        _ => {}
    }
}
