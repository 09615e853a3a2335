//! Responses and errors without a request.

use std::time::Duration;

use astro_api::{
    Error, ErrorKind, Response, StatusCode,
    test_util::CannedResponse,
    types::{Deployment, Organization, OrganizationsPaginated},
};
use serde_json::{Value, json};

#[test]
fn response_is_created_from_a_value() {
    let organization: Organization =
        serde_json::from_value(json!({ "id": "clm", "name": "Birds" })).unwrap();
    let response = Response::new(organization.clone());
    assert_eq!(response.name, "Birds");
    assert_eq!((response.attempts(), response.request_id()), (1, None));
    assert_eq!(response.into_inner(), organization);
}

/// A response type can be created from only the members that a test needs.
#[test]
fn value_is_created_from_some_members() {
    let mut deployment: Deployment = serde_json::from_value(json!({ "id": "d" })).unwrap();
    assert_eq!(deployment.name, "");
    deployment.name = "terns".to_owned();
    let again: Deployment = serde_json::from_value(json!(deployment)).unwrap();
    assert_eq!(again, deployment);

    let page = json!({ "organizations": [], "totalCount": 0 });
    serde_json::from_value::<OrganizationsPaginated>(page).unwrap();
    for [missing_field, page] in [["id", "{}"], ["totalCount", "{\"organizations\": []}"]] {
        let page: Value = serde_json::from_str(page).unwrap();
        let error = match missing_field {
            "id" => serde_json::from_value::<Deployment>(page).unwrap_err(),
            _ => serde_json::from_value::<OrganizationsPaginated>(page).unwrap_err(),
        };
        assert!(error.to_string().contains(missing_field), "{error}");
    }
}

#[test]
fn response_has_status_and_headers() {
    let response = CannedResponse::json(json!({ "id": "clm" }))
        .with_status(StatusCode::CREATED)
        .with_header("x-request-id", "r-1")
        .into_result::<Organization>()
        .unwrap();
    assert_eq!(response.http_status(), StatusCode::CREATED);
    assert_eq!(response.request_id(), Some("r-1"));
    assert_eq!(response.headers()["content-type"], "application/json");
    CannedResponse::new(StatusCode::NO_CONTENT)
        .into_result::<()>()
        .unwrap();
}

fn error(response: CannedResponse) -> Error {
    response.into_result::<Organization>().unwrap_err()
}

#[test]
fn errors_of_every_response_kind() {
    let missing = error(CannedResponse::error(
        StatusCode::NOT_FOUND,
        "organization not found",
    ));
    assert!(missing.is_not_found() && !missing.is_retryable());
    assert_eq!(missing.message(), "organization not found");
    assert_eq!(missing.request_id(), Some("canned"));

    let rate_limited = error(
        CannedResponse::new(StatusCode::TOO_MANY_REQUESTS).with_retry_after(Duration::from_secs(3)),
    );
    assert!(rate_limited.is_rate_limited() && rate_limited.is_retryable());
    assert_eq!(rate_limited.retry_after(), Some(Duration::from_secs(3)));

    let rules = json!({
        "message": "invalid",
        "fieldErrors": [{ "field": "name", "code": "max", "message": "too long" }],
    });
    let invalid = error(CannedResponse::new(StatusCode::BAD_REQUEST).with_json(rules));
    assert_eq!(invalid.field_errors()[0].code, "max");

    let gateway =
        error(CannedResponse::new(StatusCode::FORBIDDEN).with_body("RBAC: access denied"));
    assert!(gateway.is_forbidden());
    assert_eq!(gateway.message(), "RBAC: access denied");

    for (response, kind) in [
        (CannedResponse::connection_reset(), ErrorKind::Connection),
        (CannedResponse::connection_refused(), ErrorKind::Connection),
        (CannedResponse::timeout(), ErrorKind::Timeout),
        (CannedResponse::json(json!({ "id": 7 })), ErrorKind::Decode),
        (CannedResponse::new(StatusCode::OK), ErrorKind::Decode),
        (
            CannedResponse::json(json!({})).with_header("a b", "c"),
            ErrorKind::Configuration,
        ),
    ] {
        let error = error(response);
        assert_eq!(error.kind(), kind, "{error}");
    }
}
