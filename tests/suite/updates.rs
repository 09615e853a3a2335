//! An update created from a response changes nothing, and one change changes one member: over many generated values,
//! for every resource and kind.

mod make;
mod setters;

use astro_api::{OrganizationClient, types};
use astro_api_fake::Fake;
use astro_api_tests::{ManualTimer, builder, organization_id, root};
use fastrand::Rng;
use make::{ANY_TEXT, Maker};
use serde_json::{Map, Value, json};

use crate::{documents, wire::document::Document};

/// The number of generated values of each kind.
const CASES: u64 = 60;

/// Members that change with every update, or are derived from others.
const DERIVED_MEMBERS: [&str; 5] = [
    "updatedAt",
    "updatedBy",
    "updatedBySubject",
    "setFields",
    "status",
];

/// Creates the fake with one Organization, and a handle of it.
async fn setup() -> (Fake, OrganizationClient) {
    let fake = Fake::builder()
        .organizations(1)
        .polls_until_ready(0)
        .start()
        .await
        .unwrap();
    let builder = builder(fake.base_url()).timer(ManualTimer::default());
    let client = builder.token(fake.token()).build().unwrap();
    let id = organization_id(&fake);
    let organization = client.organization(id);
    (fake, organization)
}

/// Checks one kind of a resource: stores, reads, updates and reads resources.
macro_rules! kind {
    (
        $test:ident, $collection:literal, $resource:ident, $request:literal,
        |$generated:ident, $random:ident, $fake:ident, $id:ident, $document:ident| $amend:block,
        $get:ident, $update:ident, $type:ident::$from:ident
    ) => {
        #[tokio::test(flavor = "multi_thread")]
        async fn $test() {
            let ($fake, org) = setup().await;
            let $document = Document::read();
            let mut changed = 0;
            for case in 0..CASES {
                let random = Rng::with_seed(case);
                let mut maker = Maker { document: &$document, random, count: 0 };
                let mut $generated = maker.resource(stringify!($resource), $request);
                let mut $random = maker.random;
                $generated["id"] = format!("c{case}").into();
                let $id = $generated["id"].as_str().unwrap().to_owned();
                $amend
                let collection = $collection.replace("{deployment}", &first_id(&$fake, org.organization_id(), "deployments"));
                $fake.put(org.organization_id(), &collection, $generated);
                let stored = || {
                    let all = $fake.collection(org.organization_id(), &collection);
                    comparable(all.iter().find(|own| own["id"] == $id.as_str()).unwrap())
                };
                let before = stored();
                let read = read!(org, $get, $collection, $fake, &$id);
                let update = types::$type::$from(&read).unwrap();
                let sent = serde_json::to_value(&update).unwrap();
                send!(org, $update, $collection, $fake, &$id, update);
                assert_eq!(stored(), before, "case {case}, sent {sent}");
                let again = read!(org, $get, $collection, $fake, &$id);
                let [read, again] = [&read, &again].map(|own| comparable(&serde_json::to_value(own).unwrap()));
                assert_eq!(again, read, "case {case}");

                let Some((pointer, sent)) = with_one_change(&sent, &mut $random) else { continue };
                let update: types::$type = serde_json::from_value(sent).unwrap();
                send!(org, $update, $collection, $fake, &$id, update);
                let differences = differences(&before, &stored());
                assert_eq!(differences.len(), 1, "case {case}, changed {pointer}: {differences:?}");
                changed += 1;
            }
            assert!(changed * 2 > CASES, "{changed} of {CASES} could be changed");
        }
    };
}

/// Deploys belong to a Deployment; everything else to the Organization.
macro_rules! read {
    ($org:ident, get_deploy, $collection:literal, $fake:ident, $id:expr) => {
        $org.get_deploy(first_id(&$fake, $org.organization_id(), "deployments"), $id)
            .send()
            .await
            .unwrap()
            .into_inner()
    };
    ($org:ident, $get:ident, $collection:literal, $fake:ident, $id:expr) => {
        $org.$get($id).send().await.unwrap().into_inner()
    };
}

macro_rules! send {
    ($org:ident, update_deploy, $collection:literal, $fake:ident, $id:expr, $update:ident) => {
        $org.update_deploy(
            first_id(&$fake, $org.organization_id(), "deployments"),
            $id,
            $update,
        )
        .send()
        .await
        .unwrap()
    };
    ($org:ident, $update:ident, $collection:literal, $fake:ident, $id:expr, $body:ident) => {
        $org.$update($id, $body).send().await.unwrap()
    };
}

fn first_id(fake: &Fake, organization: &str, collection: &str) -> String {
    fake.collection(organization, collection)[0]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// Removes members that change with every update, and empty ones.
fn comparable(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members
                .iter()
                .filter(|(name, _)| !DERIVED_MEMBERS.contains(&name.as_str()));
            let members = members.map(|(name, value)| (name.clone(), comparable(value)));
            let is_empty = |v: &Value| v.is_null() || *v == json!([]) || *v == json!({});
            members
                .filter(|(_, v)| !is_empty(v))
                .collect::<Map<_, _>>()
                .into()
        }
        Value::Array(items) => items.iter().map(comparable).collect(),
        other => other.clone(),
    }
}

/// Returns an update with another value at one location, and the location.
fn with_one_change(sent: &Value, random: &mut Rng) -> Option<(String, Value)> {
    let mut pointers = Vec::new();
    collect(sent, "", &mut pointers);
    let pointer = random.choice(&pointers)?.clone();
    let mut changed = sent.clone();
    let value = changed.pointer_mut(&pointer).unwrap();
    *value = match &*value {
        Value::Bool(flag) => json!(!flag),
        _ => json!(format!("{ANY_TEXT}that is changed {}", random.u64(..))),
    };
    Some((pointer, changed))
}

/// Returns the flags and texts that can have any other value. Members that identify list items are excluded.
fn collect(value: &Value, pointer: &str, found: &mut Vec<String>) {
    let (parent, name) = pointer.rsplit_once('/').unwrap_or_default();
    let is_in_item = parent.ends_with(|c: char| c.is_ascii_digit());
    let is_key = is_in_item && ["id", "key", "name", "scopeEntityId"].contains(&name);
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                collect(value, &format!("{pointer}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (position, value) in items.iter().enumerate() {
                collect(value, &format!("{pointer}/{position}"), found);
            }
        }
        // Another authentication type would require other members.
        Value::Bool(_) if name != "isSecret" => found.push(pointer.to_owned()),
        Value::String(text) if text.starts_with(ANY_TEXT) && !is_key && name != "authTypeId" => {
            found.push(pointer.to_owned());
        }
        _ => {}
    }
}

/// Returns the locations at which two values differ.
fn differences(a: &Value, b: &Value) -> Vec<String> {
    match (a, b) {
        (Value::Object(x), Value::Object(y)) => {
            let names = x
                .keys()
                .chain(y.keys().filter(|name| !x.contains_key(*name)));
            let of = |name: &String| differences(&a[name.as_str()], &b[name.as_str()]);
            names.flat_map(of).collect()
        }
        (Value::Array(x), Value::Array(y)) if x.len() == y.len() => x
            .iter()
            .zip(y)
            .flat_map(|(a, b)| differences(a, b))
            .collect(),
        _ if a == b => Vec::new(),
        _ => vec![format!("{a} -> {b}")],
    }
}

/// Creates a Deployment of a kind and executor that the fake accepts.
fn amend_deployment(
    generated: &mut Value,
    fake: &Fake,
    random: &mut Rng,
    kind: &str,
    executor: &str,
) {
    let organization = fake.organization(0).unwrap();
    let workspace = &fake.collection(organization["id"].as_str().unwrap(), "workspaces")[0];
    generated["type"] = kind.into();
    generated["executor"] = executor.into();
    generated["workspaceId"] = workspace["id"].clone();
    generated["workspaceName"] = workspace["name"].clone();
    generated["effectiveWorkloadIdentity"] = format!("{ANY_TEXT}identity").into();
    generated["schedulerAu"] = random.i64(5..=24).into();
    generated["schedulerReplicas"] = random.i64(1..=4).into();
    if let Some(own) = generated.pointer_mut("/scalingSpec/hibernationSpec/override") {
        own["isActive"] = true.into();
    }
    if executor == "KUBERNETES" {
        generated.as_object_mut().unwrap().remove("workerQueues");
    }
}

macro_rules! deployments {
    ($($test:ident: $kind:literal, $executor:literal, $request:literal;)*) => {$(
        kind!($test, "deployments", Deployment, $request,
            |generated, random, fake, _id, _document| { amend_deployment(&mut generated, &fake, &mut random, $kind, $executor); },
            get_deployment, update_deployment, UpdateDeploymentRequest::from_deployment);
    )*};
}

deployments! {
    dedicated_deployments_with_celery: "DEDICATED", "CELERY", "UpdateDedicatedDeploymentRequest";
    dedicated_deployments_with_kubernetes: "DEDICATED", "KUBERNETES", "UpdateDedicatedDeploymentRequest";
    dedicated_deployments_with_astro: "DEDICATED", "ASTRO", "UpdateDedicatedDeploymentRequest";
    standard_deployments_with_celery: "STANDARD", "CELERY", "UpdateStandardDeploymentRequest";
    standard_deployments_with_kubernetes: "STANDARD", "KUBERNETES", "UpdateStandardDeploymentRequest";
    standard_deployments_with_astro: "STANDARD", "ASTRO", "UpdateStandardDeploymentRequest";
    hybrid_deployments_with_celery: "HYBRID", "CELERY", "UpdateHybridDeploymentRequest";
    hybrid_deployments_with_kubernetes: "HYBRID", "KUBERNETES", "UpdateHybridDeploymentRequest";
}

macro_rules! clusters {
    ($($test:ident: $kind:literal, $cloud:literal, $request:literal;)*) => {$(
        kind!($test, "clusters", Cluster, $request,
            |generated, random, fake, id, _document| {
                generated["type"] = $kind.into();
                generated["cloudProvider"] = $cloud.into();
                for pool in generated["nodePools"].as_array_mut().into_iter().flatten() {
                    pool["clusterId"] = id.clone().into();
                    pool["cloudProvider"] = $cloud.into();
                }
                generated["workspaceIds"] = json!([format!("{ANY_TEXT}workspace")]);
            },
            get_cluster, update_cluster, UpdateClusterRequest::from_cluster);
    )*};
}

clusters! {
    dedicated_clusters_of_aws: "DEDICATED", "AWS", "UpdateDedicatedClusterRequest";
    dedicated_clusters_of_azure: "DEDICATED", "AZURE", "UpdateDedicatedClusterRequest";
    dedicated_clusters_of_gcp: "DEDICATED", "GCP", "UpdateDedicatedClusterRequest";
    hybrid_clusters_of_aws: "HYBRID", "AWS", "UpdateHybridClusterRequest";
    hybrid_clusters_of_azure: "HYBRID", "AZURE", "UpdateHybridClusterRequest";
    hybrid_clusters_of_gcp: "HYBRID", "GCP", "UpdateHybridClusterRequest";
}

macro_rules! environment_objects {
    ($($test:ident: $kind:literal, $member:literal;)*) => {$(
        kind!($test, "environment-objects", EnvironmentObject, "UpdateEnvironmentObjectRequest",
            |generated, random, fake, _id, document| {
                generated["objectType"] = $kind.into();
                let mut others = vec!["airflowVariable", "connection", "environmentVariable", "metricsExport"];
                others.retain(|other| *other != $member);
                let mut maker = Maker { document: &document, random: random.fork(), count: 1000 };
                while generated[$member].is_null() {
                    generated[$member] = maker.resource("EnvironmentObject", "UpdateEnvironmentObjectRequest")[$member].take();
                }
                for other in others {
                    generated.as_object_mut().unwrap().remove(other);
                    for link in generated["links"].as_array_mut().into_iter().flatten() {
                        link.as_object_mut().unwrap().remove(&format!("{other}Overrides"));
                    }
                }
            },
            get_environment_object, update_environment_object,
            UpdateEnvironmentObjectRequest::from_environment_object);
    )*};
}

environment_objects! {
    airflow_variables: "AIRFLOW_VARIABLE", "airflowVariable";
    connections: "CONNECTION", "connection";
    environment_variables: "ENVIRONMENT_VARIABLE", "environmentVariable";
    metrics_exports: "METRICS_EXPORT", "metricsExport";
}

kind!(
    workspaces,
    "workspaces",
    Workspace,
    "UpdateWorkspaceRequest",
    |generated, random, fake, _id, _document| {},
    get_workspace,
    update_workspace,
    UpdateWorkspaceRequest::from_workspace
);
kind!(
    teams,
    "teams",
    Team,
    "UpdateTeamRequest",
    |generated, random, fake, _id, _document| {},
    get_team,
    update_team,
    UpdateTeamRequest::from_team
);
kind!(
    api_tokens,
    "tokens",
    ApiToken,
    "UpdateApiTokenRequest",
    |generated, random, fake, _id, _document| {},
    get_api_token,
    update_api_token,
    UpdateApiTokenRequest::from_api_token
);
kind!(
    custom_roles,
    "roles",
    RoleWithPermission,
    "UpdateCustomRoleRequest",
    |generated, random, fake, _id, _document| {},
    get_custom_role,
    update_custom_role,
    UpdateCustomRoleRequest::from_role_with_permission
);
kind!(
    deploys,
    "deployments/{deployment}/deploys",
    Deploy,
    "UpdateDeployRequest",
    |generated, random, fake, _id, _document| {
        generated["description"] = format!("{ANY_TEXT}description").into();
    },
    get_deploy,
    update_deploy,
    UpdateDeployRequest::from_deploy
);

#[tokio::test(flavor = "multi_thread")]
async fn organization_is_updated() {
    let (fake, org) = setup().await;
    let document = Document::read();
    for case in 0..CASES {
        let mut maker = Maker {
            document: &document,
            random: Rng::with_seed(case),
            count: 0,
        };
        let mut generated = maker.resource("Organization", "UpdateOrganizationRequest");
        let id = format!("o{case}");
        generated["id"] = id.clone().into();
        fake.add_organization(generated);
        let stored = || {
            let all = (0..fake.organization_count()).filter_map(|n| fake.organization(n));
            comparable(
                &all.into_iter()
                    .find(|own| own["id"] == id.as_str())
                    .unwrap(),
            )
        };
        let (before, org) = (stored(), org.client().organization(&id));
        let read = org.get_organization().send().await.unwrap().into_inner();
        let update = types::UpdateOrganizationRequest::from_organization(&read).unwrap();
        let sent = serde_json::to_value(&update).unwrap();
        org.update_organization(update).send().await.unwrap();
        assert_eq!(stored(), before, "case {case}");
        let (pointer, sent) = with_one_change(&sent, &mut maker.random).unwrap();
        let update: types::UpdateOrganizationRequest = serde_json::from_value(sent).unwrap();
        org.update_organization(update).send().await.unwrap();
        let differences = differences(&before, &stored());
        assert_eq!(
            differences.len(),
            1,
            "case {case}, changed {pointer}: {differences:?}"
        );
    }
}

/// Every update of the document can be created from a response.
#[test]
fn every_update_round_trips() {
    let names = std::fs::read_to_string(root().join("openapi/astro-v1.names.yaml")).unwrap();
    let source = astro_api_codegen::Source {
        document: &documents::checked_in(),
        names: Some(&names),
    };
    let facts = astro_api_codegen::generate(source).unwrap().facts;
    assert_eq!(facts.not_carried, Default::default());
    insta::assert_debug_snapshot!(facts.updates, @r#"
    {
        "UpdateApiTokenRequest": "ApiToken",
        "UpdateClusterRequest": "Cluster",
        "UpdateCustomRoleRequest": "RoleWithPermission",
        "UpdateDeployRequest": "Deploy",
        "UpdateDeploymentRequest": "Deployment",
        "UpdateEnvironmentObjectRequest": "EnvironmentObject",
        "UpdateOrganizationRequest": "Organization",
        "UpdateTeamRequest": "Team",
        "UpdateWorkspaceRequest": "Workspace",
    }
    "#);
}
