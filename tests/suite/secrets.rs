//! `Debug` redacts every secret of requests and responses, but each is still sent and kept.

use std::collections::{BTreeMap, BTreeSet};

use astro_api::{types, types::CreateApiTokenRequest};
use astro_api_codegen::{Source, normalized};
use astro_api_fake::FakeResponse;
use astro_api_tests::{client, fake};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::{
    documents,
    schema_roundtrip::{With, object},
    schema_types::{self, debug},
};

const SECRET: &str = "q7ZxVd0Lr4uT";

/// Returns the schemas from which the code is generated, in which secrets are marked.
fn schemas() -> Map<String, Value> {
    let (document, names) = (documents::checked_in(), documents::checked_in_names());
    let source = Source {
        document: &document,
        names: Some(&names),
    };
    let mut document: Value = serde_json::from_str(&normalized(source).unwrap()).unwrap();
    match document["components"]["schemas"].take() {
        Value::Object(schemas) => schemas,
        other => panic!("{other}"),
    }
}

fn is_marked(property: &Value) -> bool {
    property["x-astro-secret"] == true
}

/// Sets every marked member to the secret, at any depth, and counts them.
fn fill(body: &mut Value, schema: &Value, schemas: &Map<String, Value>) -> usize {
    let reference = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next());
    let schema = reference.map_or(schema, |name| &schemas[name]);
    match body {
        Value::Array(items) => items
            .iter_mut()
            .map(|item| fill(item, &schema["items"], schemas))
            .sum(),
        Value::Object(members) => members
            .iter_mut()
            .map(|(name, value)| {
                let property = &schema["properties"][name];
                if !is_marked(property) {
                    return fill(value, property, schemas);
                }
                *value = match property["type"].as_str().unwrap() {
                    "string" => json!(SECRET),
                    _ => json!({ "key": SECRET }),
                };
                1
            })
            .sum(),
        _ => 0,
    }
}

#[track_caller]
fn assert_redacted(texts: [String; 2], what: &str) {
    for text in texts {
        assert!(!text.contains(SECRET), "{what} shows a secret: {text}");
        assert!(text.contains("[redacted]"), "{what} hides it all: {text}");
    }
}

/// Returns the body of a schema with all its secrets set, which serialization keeps and `Debug` hides.
fn body_with_secrets(name: &str, schemas: &Map<String, Value>) -> Value {
    let schema_type = schema_types::all()[name];
    let mut body = object(&schemas[name], With::All, schemas);
    let secrets = fill(&mut body, &schemas[name], schemas);
    assert!(secrets > 0, "{name} has no secret");
    let written = (schema_type.round_trip)(&body).unwrap().to_string();
    assert_eq!(written.matches(SECRET).count(), secrets, "{name}");
    assert_redacted((schema_type.debug)(&body).unwrap(), name);
    body
}

/// Formats the builder of each of these requests, with all its secrets set.
macro_rules! builders {
    ($schemas:expr; $($name:ident => $builder:ident)*) => {
        BTreeMap::from([$((
            stringify!($name),
            debug(&types::builder::$builder::from(
                serde_json::from_value::<types::$name>(body_with_secrets(stringify!($name), $schemas)).unwrap(),
            )),
        ),)*])
    };
}

#[test]
fn debug_of_types_with_secrets_is_redacted() {
    let schemas = &schemas();
    let mut types_with_secrets = types_with_secrets(schemas);
    // Unions, whose variants are formatted by their own `Debug`.
    for union in ["CreateDeploymentRequest", "UpdateDeploymentRequest"] {
        assert!(types_with_secrets.remove(union), "{union}");
    }
    assert!(types_with_secrets.len() > 40, "{types_with_secrets:?}");
    for name in &types_with_secrets {
        body_with_secrets(name, schemas);
    }
    let builders = builders!(schemas;
        CreateDedicatedDeploymentRequest => CreateDedicatedDeploymentRequestBuilder
        CreateEnvironmentObjectAirflowVariableOverridesRequest => CreateEnvironmentObjectAirflowVariableOverridesRequestBuilder
        CreateEnvironmentObjectAirflowVariableRequest => CreateEnvironmentObjectAirflowVariableRequestBuilder
        CreateEnvironmentObjectConnectionOverridesRequest => CreateEnvironmentObjectConnectionOverridesRequestBuilder
        CreateEnvironmentObjectConnectionRequest => CreateEnvironmentObjectConnectionRequestBuilder
        CreateEnvironmentObjectEnvironmentVariableOverridesRequest => CreateEnvironmentObjectEnvironmentVariableOverridesRequestBuilder
        CreateEnvironmentObjectEnvironmentVariableRequest => CreateEnvironmentObjectEnvironmentVariableRequestBuilder
        CreateEnvironmentObjectLinkRequest => CreateEnvironmentObjectLinkRequestBuilder
        CreateEnvironmentObjectMetricsExportOverridesRequest => CreateEnvironmentObjectMetricsExportOverridesRequestBuilder
        CreateEnvironmentObjectMetricsExportRequest => CreateEnvironmentObjectMetricsExportRequestBuilder
        CreateEnvironmentObjectOverridesRequest => CreateEnvironmentObjectOverridesRequestBuilder
        CreateEnvironmentObjectRequest => CreateEnvironmentObjectRequestBuilder
        CreateHybridDeploymentRequest => CreateHybridDeploymentRequestBuilder
        CreateStandardDeploymentRequest => CreateStandardDeploymentRequestBuilder
        DeploymentEnvironmentVariableRequest => DeploymentEnvironmentVariableRequestBuilder
        UpdateDedicatedDeploymentRequest => UpdateDedicatedDeploymentRequestBuilder
        UpdateEnvironmentObjectAirflowVariableOverridesRequest => UpdateEnvironmentObjectAirflowVariableOverridesRequestBuilder
        UpdateEnvironmentObjectAirflowVariableRequest => UpdateEnvironmentObjectAirflowVariableRequestBuilder
        UpdateEnvironmentObjectConnectionOverridesRequest => UpdateEnvironmentObjectConnectionOverridesRequestBuilder
        UpdateEnvironmentObjectConnectionRequest => UpdateEnvironmentObjectConnectionRequestBuilder
        UpdateEnvironmentObjectEnvironmentVariableOverridesRequest => UpdateEnvironmentObjectEnvironmentVariableOverridesRequestBuilder
        UpdateEnvironmentObjectEnvironmentVariableRequest => UpdateEnvironmentObjectEnvironmentVariableRequestBuilder
        UpdateEnvironmentObjectLinkRequest => UpdateEnvironmentObjectLinkRequestBuilder
        UpdateEnvironmentObjectMetricsExportOverridesRequest => UpdateEnvironmentObjectMetricsExportOverridesRequestBuilder
        UpdateEnvironmentObjectMetricsExportRequest => UpdateEnvironmentObjectMetricsExportRequestBuilder
        UpdateEnvironmentObjectOverridesRequest => UpdateEnvironmentObjectOverridesRequestBuilder
        UpdateEnvironmentObjectRequest => UpdateEnvironmentObjectRequestBuilder
        UpdateHybridDeploymentRequest => UpdateHybridDeploymentRequestBuilder
        UpdateStandardDeploymentRequest => UpdateStandardDeploymentRequestBuilder
    );
    types_with_secrets.retain(|name| name.ends_with("Request"));
    assert_eq!(
        types_with_secrets,
        builders.keys().copied().collect(),
        "left: in the document; right: checked here"
    );
    for (name, texts) in builders {
        assert_redacted(texts, name);
    }
}

/// Returns the schemas that lead to a secret.
fn types_with_secrets(schemas: &Map<String, Value>) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    loop {
        let before = found.len();
        for (name, schema) in schemas {
            if refers_to_secret(schema, &found) {
                found.insert(name.as_str());
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

fn refers_to_secret(value: &Value, found: &BTreeSet<&str>) -> bool {
    match value {
        Value::Object(all) => {
            let reference = value["$ref"].as_str().and_then(|r| r.rsplit('/').next());
            is_marked(value)
                || reference.is_some_and(|name| found.contains(name))
                || all.values().any(|v| refers_to_secret(v, found))
        }
        Value::Array(all) => all.iter().any(|v| refers_to_secret(v, found)),
        _ => false,
    }
}

/// A secret that the document describes in prose is also marked for the generator.
#[test]
fn described_secrets_are_marked() {
    let mut described = 0;
    for (name, schema) in &schemas() {
        for (member, property) in schema["properties"].as_object().into_iter().flatten() {
            let text = property["description"].as_str().unwrap_or_default();
            let can_be_secret = ["string", "object"].iter().any(|t| property["type"] == *t)
                && property["format"] != "date-time";
            let text = text.to_lowercase();
            let text = text.replace("no secret", "").replace("not a secret", "");
            if can_be_secret && text.contains("secret") {
                assert!(is_marked(property), "{name}.{member}: {text}");
                described += 1;
            }
        }
    }
    assert!(described > 40, "only {described} are described");
}

fn with_secrets<T: DeserializeOwned>(name: &str) -> T {
    serde_json::from_value(body_with_secrets(name, &schemas())).unwrap()
}

/// Requests and responses redact them like the types that they contain.
#[tokio::test(flavor = "multi_thread")]
async fn debug_of_requests_and_responses_is_redacted() {
    let fake = fake(0).await;
    let client = client(fake.base_url());
    let create = client
        .organization("o1")
        .create_environment_object(with_secrets::<types::CreateEnvironmentObjectRequest>(
            "CreateEnvironmentObjectRequest",
        ));
    assert!(!format!("{create:?}").contains(SECRET));
    let update = client.organization("o1").update_deployment(
        "d1",
        with_secrets::<types::UpdateDedicatedDeploymentRequest>("UpdateDedicatedDeploymentRequest"),
    );
    assert!(!format!("{update:?}").contains(SECRET));
    fake.next(FakeResponse::json(
        200,
        &json!({ "id": "t1", "token": SECRET }),
    ));
    let body = CreateApiTokenRequest::builder()
        .name("nightly")
        .role("ORGANIZATION_MEMBER")
        .scope(types::ApiTokenScope::Organization);
    let create = client.organization("o1").create_api_token(body);
    let response = create.send().await.unwrap();
    assert_redacted(debug(&response), "a response");
    assert_eq!(response.token.as_deref(), Some(SECRET));
}
