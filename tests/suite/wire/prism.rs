//! Every call, sent to an independent server that implements the document: Stoplight's Prism. It rejects undeclared
//! requests, and responds to the others with the document's examples. Needs Node.js.

mod document;
mod server;

use astro_api::Client;
use astro_api_tests::client;
use reqwest::Method;
use serde_json::{Value, json};

use self::server::Prism;
use super::calls;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Node.js: `cargo suite wire::prism --ignored`"]
async fn requests_are_validated() {
    let prism = Prism::start();
    let client = client(prism.url());
    every_call_succeeds(&client).await;
    undeclared_requests_are_rejected(&client).await;
}

async fn every_call_succeeds(client: &Client) {
    let cases = calls::cases();
    let mut faults = Vec::new();
    for case in &cases {
        if let Err(e) = (case.send)(client.clone()).await {
            let body = e.body().unwrap_or_default();
            faults.push(format!("{}, {}: {e}\n{body}", case.operation, case.name));
        }
    }
    assert!(cases.len() > 75, "{}", cases.len());
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

async fn undeclared_requests_are_rejected(client: &Client) {
    let organization = "/organizations/clmaxoarx000008l2c5ayb9pt";
    for (what, request) in [
        (
            "a limit that is too high",
            client
                .request(Method::GET, "/organizations")
                .query("limit", 1001),
        ),
        (
            "a body without a required member",
            client
                .request(Method::POST, format!("{organization}/workspaces"))
                .json(&json!({})),
        ),
        (
            "an unknown kind of Deployment",
            client
                .request(Method::POST, format!("{organization}/deployments"))
                .json(&json!({ "type": "HALF_DEDICATED" })),
        ),
        (
            "an unknown path",
            client.request(Method::GET, format!("{organization}/nothing")),
        ),
    ] {
        let error = request.send::<Value>().await.unwrap_err();
        let status = error.status().map(|status| status.as_u16());
        assert!(matches!(status, Some(400 | 404 | 422)), "{what}: {error:?}");
    }
}
