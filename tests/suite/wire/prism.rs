//! Every call, sent to an independent server that implements the document: Stoplight's Prism, which `cargo xtask prism`
//! starts. Prism rejects undeclared requests, and responds to the others with the document's examples.

use astro_api::Client;
use astro_api_tests::client;
use reqwest::Method;
use serde_json::{Value, json};

use super::calls;

/// The address of Prism.
const PRISM: &str = "ASTRO_PRISM_URL";

fn of_prism() -> Client {
    let url = std::env::var(PRISM)
        .unwrap_or_else(|_| panic!("{PRISM} is not set: run `cargo xtask prism`"));
    client(url)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Prism: `cargo xtask prism`"]
async fn prism_takes_every_call_and_its_answers_are_read() {
    let client = of_prism();
    let cases = calls::cases();
    let mut faults = Vec::new();
    for case in &cases {
        if let Err(e) = (case.send)(client.clone()).await {
            let said = e.body().unwrap_or_default();
            faults.push(format!("{}, {}: {e}\n{said}", case.operation, case.name));
        }
    }
    assert!(cases.len() > 75, "{}", cases.len());
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// Checks that Prism does reject invalid requests.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Prism: `cargo xtask prism`"]
async fn prism_refuses_what_is_not_declared() {
    let client = of_prism();
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
