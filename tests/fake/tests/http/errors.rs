//! The API's own errors.

use std::collections::HashSet;

use astro_api_fake::Fake;
use serde_json::json;

use crate::Outcome;
use crate::client::{authorization, get, post, send};

#[tokio::test]
async fn unknown_paths_ids_and_methods_are_json_errors() -> Outcome {
    let fake = Fake::builder().organizations(1).start().await?;
    let id = known_id(&fake);
    for (method, path, status) in [
        ("GET", "/v1/nowhere".to_owned(), 404),
        ("GET", "/v1/organizations/".to_owned(), 404),
        ("GET", "/v1/organizations/unknown".to_owned(), 404),
        ("POST", "/v1/organizations/unknown".to_owned(), 404),
        ("POST", "/v1/organizations".to_owned(), 405),
        ("DELETE", format!("/v1/organizations/{id}"), 405),
        ("PUT", format!("/v1/organizations/{id}/audit-logs"), 405),
    ] {
        let reply = send(&fake, method, &path, &[&authorization(&fake)], "").await?;
        let error = reply.json()?;
        assert_eq!(reply.status, status, "{method} {path}");
        assert_eq!(error["statusCode"], status);
        assert_eq!(error["requestId"].as_str(), reply.header("x-request-id"));
        assert!(
            error["message"]
                .as_str()
                .is_some_and(|message| !message.is_empty())
        );
        assert!(error.get("fieldErrors").is_none());
        assert_eq!(reply.header("allow").is_some(), status == 405);
    }
    Ok(())
}

#[tokio::test]
async fn errors_have_the_media_type_that_their_operation_declares() -> Outcome {
    let fake = Fake::builder().start().await?;
    let audit_logs_reply = get(&fake, "/organizations/unknown/audit-logs").await?;
    assert_eq!(
        audit_logs_reply.header("content-type"),
        Some("application/octet-stream")
    );
    assert_eq!(audit_logs_reply.json()?["statusCode"], 404);
    let organization_reply = get(&fake, "/organizations/unknown").await?;
    assert_eq!(
        organization_reply.header("content-type"),
        Some("application/json")
    );
    Ok(())
}

#[tokio::test]
async fn invalid_list_query_has_a_field_error_for_each_parameter() -> Outcome {
    let fake = Fake::builder().start().await?;
    let query = "limit=1001&offset=-1&productPlan=GOLD&product=hosted&astronomerProduct=OBSERVE\
                 &sorts=name:asc&sorts=name,createdAt:desc";
    let reply = get(&fake, &format!("/organizations?{query}")).await?;
    let error = reply.json()?;
    assert_eq!(reply.status, 400);
    assert_eq!(
        error["message"],
        "Invalid request: offset must be 0 or greater"
    );
    let sorts = "[name:asc name:desc createdAt:asc createdAt:desc updatedAt:asc updatedAt:desc]";
    let plans = "[TRIAL BASIC STANDARD PREMIUM BUSINESS_CRITICAL]";
    assert_eq!(
        error["fieldErrors"],
        json!([
            { "field": "offset", "code": "min", "message": "offset must be 0 or greater" },
            { "field": "limit", "code": "max", "message": "limit must be 1,000 or less" },
            { "field": "productPlan", "code": "oneof", "message": format!("productPlan must be one of {plans}") },
            { "field": "product", "code": "oneof", "message": "product must be one of [HOSTED HYBRID]" },
            { "field": "astronomerProduct", "code": "oneof", "message": "astronomerProduct must be one of [ASTRO]" },
            { "field": "sorts[1]", "code": "oneof", "message": format!("sorts[1] must be one of {sorts}") },
        ])
    );
    Ok(())
}

#[tokio::test]
async fn non_numeric_limit_and_offset_are_rejected() -> Outcome {
    let fake = Fake::builder().start().await?;
    for query in [
        "limit=ten",
        "offset=1.5",
        "limit=",
        "offset=99999999999999999999",
    ] {
        let reply = get(&fake, &format!("/organizations?{query}")).await?;
        assert_eq!(
            (reply.status, &reply.json()?["fieldErrors"][0]["code"]),
            (400, &json!("number")),
            "{query}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn unknown_api_versions_are_rejected() -> Outcome {
    let fake = Fake::builder().start().await?;
    for (version, status) in [("1.0", 200), ("2.0", 400), ("1", 400), ("", 400)] {
        let header = format!("X-API-Version: {version}");
        let reply = send(
            &fake,
            "GET",
            "/v1/organizations",
            &[&authorization(&fake), &header],
            "",
        )
        .await?;
        assert_eq!(reply.status, status, "{version:?}");
    }
    Ok(())
}

#[tokio::test]
async fn request_ids_differ() -> Outcome {
    let fake = Fake::builder().organizations(1).start().await?;
    let mut ids = HashSet::new();
    for path in [
        "/organizations",
        "/organizations",
        "/nowhere",
        "/organizations?limit=x",
    ] {
        ids.extend(
            get(&fake, path)
                .await?
                .header("x-request-id")
                .map(str::to_owned),
        );
    }
    ids.extend(
        post(&fake, "/organizations/unknown", "")
            .await?
            .header("x-request-id")
            .map(str::to_owned),
    );
    assert_eq!(ids.len(), 5);
    Ok(())
}

fn known_id(fake: &Fake) -> String {
    fake.organization(0)
        .and_then(|organization| organization["id"].as_str().map(str::to_owned))
        .unwrap_or_default()
}
