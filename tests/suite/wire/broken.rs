//! The validator with invalid bodies: one that finds nothing would let all tests pass.

use astro_api_openapi_model::{self as openapi_model, Location, Node};
use serde_json::{Value, json};

use super::{
    document::Document,
    schema::{Extent, violations},
};

/// Returns the violations in a body for `CreateCluster`.
fn faults(body: &Value, extent: Extent) -> Vec<String> {
    let document = Document::read();
    let schema = document.schema("CreateClusterRequest");
    violations(&schema, "$", body, extent)
}

fn minimal_body() -> Value {
    json!({
        "cloudProvider": "AWS",
        "name": "birds",
        "region": "us-east-1",
        "type": "DEDICATED",
        "vpcSubnetRange": "172.20.0.0/19",
    })
}

#[test]
fn minimal_body_is_valid_but_not_complete() {
    assert_eq!(faults(&minimal_body(), Extent::RequiredOnly), [""; 0]);
    assert_eq!(faults(&minimal_body(), Extent::Valid), [""; 0]);
    let missing = faults(&minimal_body(), Extent::All);
    assert_eq!(missing.len(), 11, "{missing:?}");
    assert!(missing.contains(&"$.k8sTags: is missing".to_owned()));
}

#[test]
fn each_kind_of_violation_is_found() {
    for (member, value, fault) in [
        ("name", Value::Null, "$.name: null is not allowed"),
        ("name", json!(7), "$.name: 7 is not of type string"),
        (
            "type",
            json!("OTHER"),
            "$.type: \"OTHER\" is not a declared value",
        ),
        ("tenantId", json!("t"), "$.tenantId: is not declared"),
        (
            "cloudProvider",
            json!("X"),
            "$.cloudProvider: \"X\" selects no variant",
        ),
        ("cloudProvider", Value::Null, "$.cloudProvider: is missing"),
        (
            "nodePools",
            json!([{ "name": "n", "nodeInstanceType": "t" }]),
            "$.nodePools[0].maxNodeCount: is missing",
        ),
        (
            "k8sTags",
            json!([{ "kye": "k" }]),
            "$.k8sTags[0].kye: is not declared",
        ),
    ] {
        let mut body = minimal_body();
        body[member] = value;
        assert_eq!(faults(&body, Extent::Valid), [fault]);
    }
    let mut body = minimal_body();
    body["workspaceIds"] = json!([]);
    assert_eq!(
        faults(&body, Extent::RequiredOnly),
        ["$.workspaceIds: is not required"]
    );
    body.as_object_mut().unwrap().remove("region");
    assert_eq!(faults(&body, Extent::Valid), ["$.region: is missing"]);
}

#[test]
fn bounds_are_validated() {
    let document = openapi_model::Document::new(&Value::Null);
    for (schema, value, is_valid) in [
        (json!({ "type": "integer", "maximum": 4 }), json!(4), true),
        (json!({ "type": "integer", "maximum": 4 }), json!(5), false),
        (json!({ "type": "integer", "minimum": 1 }), json!(0), false),
        (json!({ "type": "integer" }), json!(1.5), false),
        (
            json!({ "type": "string", "maxLength": 2 }),
            json!("äöü"),
            false,
        ),
        (json!({ "type": "array", "minItems": 1 }), json!([]), false),
        (
            json!({ "type": "string", "format": "date-time" }),
            json!("2026-02-01"),
            false,
        ),
        (
            json!({ "type": "string", "nullable": true }),
            json!(null),
            true,
        ),
    ] {
        let node = Node {
            location: Location::root(),
            value: &schema,
        };
        let found = violations(&document.schema(node), "$", &value, Extent::Valid);
        assert_eq!(found.is_empty(), is_valid, "{schema}, {value}");
    }
}
