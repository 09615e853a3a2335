//! A change of a schema is one finding for each direction in which it is used.

use astro_api_drift::{compare, report::Report};
use serde_json::{Value, json};

use crate::support::checked_in;

/// A change of a schema is one finding, with all operations that it affects.
#[test]
fn schema_change_is_one_finding_with_its_operations() {
    let old = checked_in();
    let mut new = old.clone();
    new["components"]["schemas"]["Workspace"]["properties"]["name"]["type"] = json!("integer");
    let report = Report::new(compare(&old, &new), "ok");
    let [finding] = report.findings.as_slice() else {
        panic!("{:#?}", report.findings);
    };
    assert_eq!(finding.schema.as_deref(), Some("Workspace"));
    assert_eq!(finding.operation, None);
    assert_eq!(
        finding.pointer,
        "/components/schemas/Workspace/properties/name"
    );
    for user in [
        "GET /organizations/{organizationId}/workspaces",
        "GET /organizations/{organizationId}/workspaces/{workspaceId}",
        "POST /organizations/{organizationId}/workspaces",
    ] {
        assert!(
            finding.used_by.iter().any(|u| u == user),
            "{user}: {:?}",
            finding.used_by
        );
    }
    assert!(
        !finding.used_by.iter().any(|u| u.contains("/teams")),
        "{:?}",
        finding.used_by
    );
}

/// Each direction in which a schema is used has its own rule.
#[test]
fn schema_of_both_directions_triggers_a_rule_for_each() {
    let side = |schema: Value| {
        let content =
            json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } });
        json!({
            "openapi": "3.0.3",
            "paths": { "/a": { "post": {
                "requestBody": { "content": content },
                "responses": { "200": { "description": "", "content": content } },
            } } },
            "components": { "schemas": { "Thing": schema } },
        })
    };
    let thing = |values: Value| {
        side(
            json!({ "type": "object", "properties": { "a": { "type": "string", "enum": values } } }),
        )
    };
    let findings = compare(&thing(json!(["x", "y"])), &thing(json!(["x"])));
    let report = Report::new(findings, "ok");
    let rules: Vec<&str> = report.findings.iter().map(|f| f.rule).collect();
    assert_eq!(rules, ["D10", "D36"]);
}

/// The comparison of a recursive schema terminates.
#[test]
fn comparison_of_a_recursive_schema_terminates() {
    let side = |kind: &str| {
        json!({
            "openapi": "3.0.3",
            "paths": { "/a": { "get": { "responses": { "200": { "description": "", "content": {
                "application/json": { "schema": { "$ref": "#/components/schemas/Tree" } },
            } } } } } },
            "components": { "schemas": {
                "Tree": { "type": "object", "properties": {
                    "name": { "type": kind },
                    "children": { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } },
                } },
                "Loop": { "$ref": "#/components/schemas/Loop" },
            } },
        })
    };
    let findings = compare(&side("string"), &side("integer"));
    assert_eq!(findings.iter().map(|f| f.rule).collect::<Vec<_>>(), ["D37"]);
}
