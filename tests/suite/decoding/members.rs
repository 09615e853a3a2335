//! Missing and `null` members, one at a time.

use std::fs;

use astro_api_tests::root;
use serde_json::{Value, json};

use super::{Api, assert_refused, complete};

/// An object inside an Organization, by its JSON pointer and its JSON path, and the zero values of its required
/// members. The `id` of a resource is not among them: without it, the response is rejected.
struct Object {
    schema: &'static str,
    pointer: &'static str,
    path: &'static str,
    zero_values: Value,
    /// Whether the object is a resource, which has an `id`.
    has_id: bool,
}

fn objects() -> [Object; 4] {
    let epoch = "1970-01-01T00:00:00Z";
    [
        Object {
            schema: "Organization",
            pointer: "",
            path: "$",
            zero_values: json!({
                "allowEnhancedSupportAccess": false,
                "createdAt": epoch,
                "createdBy": { "id": "" },
                "hasAllowedIpAddressRanges": false,
                "isBlockedEnableAiFeatures": false,
                "isScimEnabled": false,
                "name": "",
                "productPlans": [],
                "shouldEnforceDedicatedClusters": false,
                "updatedAt": epoch,
                "updatedBy": { "id": "" },
            }),
            has_id: true,
        },
        Object {
            schema: "BasicSubjectProfile",
            pointer: "/createdBy",
            path: "$.createdBy",
            zero_values: json!({}),
            has_id: true,
        },
        Object {
            schema: "ManagedDomain",
            pointer: "/managedDomains/0",
            path: "$.managedDomains[0]",
            zero_values: json!({
                "createdAt": epoch,
                "name": "",
                "organizationId": "",
                "status": "",
                "updatedAt": epoch,
            }),
            has_id: true,
        },
        Object {
            schema: "OrganizationProductPlan",
            pointer: "/productPlans/0",
            path: "$.productPlans[0]",
            zero_values: json!({
                "astronomerProduct": "",
                "organizationId": "",
                "productPlanId": "",
                "productPlanName": "",
            }),
            has_id: false,
        },
    ]
}

/// Returns the required members of a schema in the spec.
fn required(schema: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("openapi/astro-v1.yaml")).unwrap();
    let spec: Value = yaml_serde::from_str(&text).unwrap();
    let members = &spec["components"]["schemas"][schema]["required"];
    let mut names: Vec<String> = serde_json::from_value(members.clone()).unwrap();
    names.sort();
    names
}

#[test]
fn every_required_member_has_a_zero_value() {
    for object in objects() {
        let mut names: Vec<String> = object
            .zero_values
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect();
        names.extend(object.has_id.then(|| "id".to_owned()));
        names.sort();
        assert_eq!(names, required(object.schema), "{}", object.schema);
        let present = complete();
        let present = present.pointer(object.pointer).unwrap();
        for (name, zero) in object.zero_values.as_object().unwrap() {
            assert_ne!(
                &present[name], zero,
                "the fixture must show that {name} was lost"
            );
        }
    }
}

/// Removes a member, or sets it to `null`.
fn without(object: &Object, member: &str, null: bool) -> Value {
    let mut document = complete();
    let owner = document.pointer_mut(object.pointer).unwrap();
    if null {
        owner[member] = Value::Null;
    } else {
        owner.as_object_mut().unwrap().remove(member);
    }
    document
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_or_null_member_gets_its_zero_value() {
    let api = Api::start().await;
    for object in objects() {
        let whole = complete();
        let members = whole.pointer(object.pointer).unwrap().as_object().unwrap();
        for member in members.keys().filter(|m| *m != "id") {
            for null in [false, true] {
                let organization = api.get(&without(&object, member, null)).await.unwrap();
                let mut expected = complete();
                let owner = expected.pointer_mut(object.pointer).unwrap();
                match object.zero_values.get(member) {
                    Some(zero) => owner[member] = zero.clone(),
                    // An optional one is absent.
                    None => drop(owner.as_object_mut().unwrap().remove(member)),
                }
                assert_eq!(
                    serde_json::to_value(&organization).unwrap(),
                    expected,
                    "{} of {}, null: {null}",
                    member,
                    object.schema
                );
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn resource_without_id_is_an_error() {
    let api = Api::start().await;
    for object in objects().iter().filter(|o| o.has_id) {
        assert_refused(
            api.get(&without(object, "id", false)).await,
            object.path,
            "missing field `id`",
        );
        assert_refused(
            api.get(&without(object, "id", true)).await,
            &format!("{}.id", object.path),
            "invalid type: null",
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn error_names_the_item_without_id() {
    let api = Api::start().await;
    let mut rows = vec![complete(); 5];
    rows[3].as_object_mut().unwrap().remove("id");
    let page = json!({ "limit": 20, "offset": 0, "organizations": rows, "totalCount": 5 });
    assert_refused(
        api.list(&page).await,
        "$.organizations[3]",
        "missing field `id`",
    );
}
