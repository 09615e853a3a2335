//! Requests that are rejected before anything is sent.

use astro_api::{Client, Error, ErrorKind, types::UpdateOrganizationRequest};
use astro_api_fake::Fake;
use astro_api_tests::{client_with_token, organization_id};

use super::failures::{Expected, Failure, ID};

/// Requests that violate a documented rule, and the texts that the message must contain: parameter, value and bound.
async fn violations(client: &Client) -> Vec<(&'static str, Error, &'static [&'static str])> {
    let list = || client.list_organizations();
    let get = |id: &str| client.organization(id).get_organization().send();
    let settings = UpdateOrganizationRequest::builder;
    let complete = || {
        settings()
            .billing_email("a@b.example")
            .is_scim_enabled(true)
            .name("x")
    };
    let update = |body| client.organization(ID).update_organization(body).send();
    let fifty_one = "ä".repeat(51);
    vec![
        (
            "limit above its bound",
            list().limit(1001).send().await.unwrap_err(),
            &["`limit`", "1001", "1000"],
        ),
        (
            "limit below its bound",
            list().limit(-1).send().await.unwrap_err(),
            &["`limit`", "-1", "at least 0"],
        ),
        (
            "offset below its bound",
            list().offset(-1).send().await.unwrap_err(),
            &["`offset`", "-1", "at least 0"],
        ),
        (
            "offset below its bound, walking",
            list().offset(-1).stream().try_next().await.unwrap_err(),
            &["`offset`", "-1", "at least 0"],
        ),
        (
            "limit above its bound, walking",
            list().limit(1001).pages().try_next().await.unwrap_err(),
            &["`limit`", "1001", "1000"],
        ),
        (
            "offset that is no 64-bit integer",
            list().offset(u64::MAX).send().await.unwrap_err(),
            &["`offset`", "64-bit"],
        ),
        (
            "name of 51 characters",
            update(complete().name(fifty_one)).await.unwrap_err(),
            &["`name`", "ää", "51 characters", "at most 50"],
        ),
        (
            "empty id",
            get("").await.unwrap_err(),
            &["`organizationId`", "\"\"", "empty"],
        ),
        (
            "id of one dot",
            get(".").await.unwrap_err(),
            &["`organizationId`", "\".\"", "change the path"],
        ),
        (
            "id of two dots",
            get("..").await.unwrap_err(),
            &["`organizationId`", "\"..\"", "change the path"],
        ),
        (
            "id with a slash",
            get("a/b").await.unwrap_err(),
            &["`organizationId`", "\"a/b\"", "change the path"],
        ),
        (
            "id with a backslash",
            get("a\\b").await.unwrap_err(),
            &["`organizationId`", "a\\\\b", "change the path"],
        ),
        (
            "id with a question mark",
            get("a?b").await.unwrap_err(),
            &["`organizationId`", "\"a?b\"", "change the path"],
        ),
        (
            "id with a hash",
            get("a#b").await.unwrap_err(),
            &["`organizationId`", "\"a#b\"", "change the path"],
        ),
        (
            "id that is encoded",
            get("a%2Fb").await.unwrap_err(),
            &["`organizationId`", "\"a%2Fb\"", "change the path"],
        ),
        (
            "id with braces",
            get("{organizationId}").await.unwrap_err(),
            &["`organizationId`", "{organizationId}", "invalid in an id"],
        ),
        (
            "id with a space",
            get(" a").await.unwrap_err(),
            &["`organizationId`", "\" a\"", "invalid in an id"],
        ),
        (
            "id with a line break",
            get("a\r\nx: y").await.unwrap_err(),
            &["`organizationId`", "a\\r\\nx: y", "invalid in an id"],
        ),
        (
            "empty id of audit logs",
            client
                .organization("")
                .get_organization_audit_logs()
                .send()
                .await
                .unwrap_err(),
            &["`organizationId`", "empty"],
        ),
        (
            "no body",
            client
                .organization(ID)
                .update_organization(UpdateOrganizationRequest::builder())
                .send()
                .await
                .unwrap_err(),
            &["`UpdateOrganizationRequest`", ".name(…)"],
        ),
        (
            "body without a name",
            update(
                settings()
                    .billing_email("a@b.example")
                    .is_scim_enabled(true),
            )
            .await
            .unwrap_err(),
            &["`name`", ".name(…)"],
        ),
        (
            "body without the SCIM switch",
            update(settings().billing_email("a@b.example").name("x"))
                .await
                .unwrap_err(),
            &["`is_scim_enabled`", ".is_scim_enabled(…)"],
        ),
    ]
}

pub(super) async fn failures(token: &str) -> Vec<Failure> {
    let client = client_with_token("http://127.0.0.1:9/v1", token);
    violations(&client)
        .await
        .into_iter()
        .map(|(name, error, _)| Failure {
            name,
            error,
            expected: Expected {
                kind: ErrorKind::InvalidRequest,
                status: None,
                yes: &["invalid_request"],
            },
        })
        .collect()
}

/// Invalid client settings.
pub(super) fn configurations(token: &str) -> Vec<Failure> {
    let builder = || Client::builder().token(token);
    let url = |url: &str| builder().base_url(url).build().unwrap_err();
    [
        ("no token", Client::builder().build().unwrap_err()),
        (
            "an empty token",
            Client::builder().token(" \n").build().unwrap_err(),
        ),
        (
            "a token with a line break",
            Client::builder()
                .token(token.replacen('.', "\n", 1))
                .build()
                .unwrap_err(),
        ),
        (
            "a user agent with a line break",
            builder().user_agent_suffix("a\nb").build().unwrap_err(),
        ),
        ("a base URL without a scheme", url("api.astronomer.io/v1")),
        ("a base URL that is empty", url("")),
        (
            "a base URL of another scheme",
            url("ftp://api.astronomer.io/v1"),
        ),
        (
            "a base URL that is not encrypted",
            url("http://api.astronomer.io/v1"),
        ),
        (
            "a base URL with credentials",
            url(&format!("https://user:{token}@api.astronomer.io/v1")),
        ),
        (
            "a base URL with a query",
            url(&format!("https://api.astronomer.io/v1?token={token}")),
        ),
        (
            "a base URL that is not encrypted, with a query",
            url(&format!("http://api.astronomer.io/v1?token={token}")),
        ),
    ]
    .map(|(name, error)| Failure {
        name,
        error,
        expected: Expected {
            kind: ErrorKind::Configuration,
            status: None,
            yes: &[],
        },
    })
    .into()
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_requests_are_not_sent_and_name_the_correction() {
    let fake = Fake::builder().organizations(1).start().await.unwrap();
    let client = client_with_token(fake.base_url(), &fake.token());
    for (name, error, texts) in violations(&client).await {
        for text in texts {
            assert!(error.message().contains(text), "{name}: {error}");
        }
        assert!(error.operation().is_some(), "{name}: {error:?}");
    }
    assert_eq!(fake.requests(), [], "a request was sent");
}

/// A value equal to its bound is sent.
#[tokio::test(flavor = "multi_thread")]
async fn values_at_the_bounds_are_sent() {
    let fake = Fake::builder().organizations(1).start().await.unwrap();
    let client = client_with_token(fake.base_url(), &fake.token());
    for limit in [0, 1000] {
        client
            .list_organizations()
            .limit(limit)
            .offset(0)
            .send()
            .await
            .unwrap();
    }
    client
        .list_organizations()
        .offset(i64::MAX)
        .send()
        .await
        .unwrap();
    let id = organization_id(&fake);
    let settings = UpdateOrganizationRequest::builder()
        .billing_email("a@b.example")
        .is_scim_enabled(true)
        // Characters count, not bytes.
        .name("ä".repeat(50));
    client
        .organization(id)
        .update_organization(settings)
        .send()
        .await
        .unwrap();
    assert_eq!(fake.requests().len(), 4);
}
