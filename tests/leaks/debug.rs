//! The `Debug` output of all public types.

use std::fmt::Debug;

use astro_api::{
    Client, Rate, RateLimits, RetryPolicy,
    types::{Organization, UpdateOrganizationRequest},
};
use astro_api_fake::FakeResponse;
use astro_api_tests::{TOKEN, fake, organization_id};
use serde_json::Value;

use crate::{
    builder_with_secrets, capture,
    errors::ID,
    secrets::{self, HEADER, OPAQUE, PASSWORD},
};

#[track_caller]
fn assert_debug_clean(values: &[&dyn Debug]) {
    for value in values {
        secrets::assert_clean(&format!("{value:?}"), "Debug");
        secrets::assert_clean(&format!("{value:#?}"), "Debug");
    }
}

#[test]
fn debug_of_clients_and_builders_is_clean() {
    capture::start();
    for token in [TOKEN, OPAQUE] {
        let builder = || builder_with_secrets("http://127.0.0.1:9/v1").token(token);
        let source =
            builder().token_source(move || async move { Ok::<_, String>(token.to_owned()) });
        let proxy = format!("http://user:{PASSWORD}@127.0.0.1:1");
        assert_debug_clean(&[
            &builder(),
            &builder().proxy(&proxy),
            &builder().base_url(format!(
                "https://user:{PASSWORD}@host.example/v1?key={token}"
            )),
            &builder().default_header("x-key", HEADER),
            &source,
            &source.clone().build().unwrap(),
            &builder().proxy(proxy).build().unwrap(),
            &builder().build().unwrap(),
            &Client::builder().token(format!("{token}\n{token}")),
            &RetryPolicy::default(),
            &RateLimits::default(),
            &Rate::per_second(1),
        ]);
    }
    capture::assert_clean("clients and their builders");
}

#[tokio::test(flavor = "multi_thread")]
async fn debug_of_requests_and_responses_is_clean() {
    capture::start();
    let fake = fake(3).await;
    for token in [TOKEN, OPAQUE] {
        let client = builder_with_secrets(fake.base_url())
            .token(token)
            .build()
            .unwrap();
        let list = || {
            client
                .list_organizations()
                .with_header("x-key", HEADER)
                .limit(1)
        };
        let get = client
            .organization(ID)
            .get_organization()
            .with_header("x-key", HEADER);
        let settings = UpdateOrganizationRequest::builder().name("x");
        let update = client.organization(ID).update_organization(settings);
        let logs = client.organization(ID).get_organization_audit_logs();
        // Response headers come from the server and can have any value.
        let page = fake.organization(0).unwrap();
        let page = serde_json::json!({ "organizations": [page], "totalCount": 3, "limit": 1, "offset": 0 });
        let page = FakeResponse::json(200, &page)
            .header("set-cookie", token)
            .header("x-request-id", token);
        fake.on_request(move |_| Some(page.clone()));
        let (mut pages, mut items) = (list().pages(), list().stream());
        assert_debug_clean(&[&list(), &get, &update, &logs, &pages, &items]);
        let response = list().send().await.unwrap();
        assert_eq!(response.request_id(), None, "the token is no id");
        assert_debug_clean(&[&pages.try_next().await.unwrap(), &pages]);
        assert_debug_clean(&[&items.try_next().await.unwrap(), &items, &response]);
        let bytes = logs.clone().send().await.unwrap();
        assert_debug_clean(&[&bytes]);
        let mut bytes = bytes.into_inner();
        bytes.try_next().await.unwrap();
        assert_debug_clean(&[&bytes]);
        let mut records = logs
            .send()
            .await
            .unwrap()
            .into_inner()
            .into_records::<Value>();
        assert_debug_clean(&[&records]);
        records.try_next().await.unwrap();
        assert_debug_clean(&[&records]);
        let organization: Organization =
            serde_json::from_value(fake.organization(0).unwrap()).unwrap();
        assert_debug_clean(&[&organization]);
    }
    capture::assert_clean("calls that succeed");
}

/// Not even the most verbose output of a successful call.
#[tokio::test(flavor = "multi_thread")]
async fn traces_of_successful_calls_are_clean() {
    capture::start();
    let fake = fake(9).await;
    let client = builder_with_secrets(fake.base_url()).build().unwrap();
    let list = client.list_organizations().limit(2);
    assert_eq!(
        list.stream().try_collect::<Vec<_>>().await.unwrap().len(),
        9
    );
    let id = organization_id(&fake);
    let settings = UpdateOrganizationRequest::builder()
        .billing_email("a@b.example")
        .is_scim_enabled(true)
        .name(secrets::BODY);
    let update = client.organization(&id).update_organization(settings);
    update.send().await.unwrap();
    let logs = client.organization(id).get_organization_audit_logs();
    let records = logs
        .send()
        .await
        .unwrap()
        .into_inner()
        .into_records::<Value>();
    assert_eq!(records.try_collect::<Vec<_>>().await.unwrap().len(), 1000);
    capture::assert_clean("calls that succeed");
}
